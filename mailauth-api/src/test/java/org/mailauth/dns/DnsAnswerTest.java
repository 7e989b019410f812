package org.mailauth.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailauth.dns.DnsAnswer.Evidence;

class DnsAnswerTest {
    private static final DnsRecord.Txt TXT = new DnsRecord.Txt(List.of("x"));
    private static final DnsName NAME = DnsName.of("a.example");

    @Test
    void foundGivesItsRecordsByKindInOrder() {
        DnsRecord.Txt second = new DnsRecord.Txt(List.of("y"));
        DnsAnswer answer = new DnsAnswer.Found(List.of(TXT, second), Evidence.NONE);
        assertThat(answer.records(DnsRecord.Txt.class)).containsExactly(TXT, second);
        assertThat(answer.records(DnsRecord.Mx.class)).isEmpty();
        assertThat(answer.records(DnsRecord.class)).hasSize(2);
    }

    @Test
    void otherAnswersHaveNoRecords() {
        assertThat(new DnsAnswer.NoData(Evidence.NONE).records(DnsRecord.Txt.class))
                .isEmpty();
        assertThat(new DnsAnswer.NxDomain(Evidence.NONE).records(DnsRecord.Txt.class))
                .isEmpty();
        assertThat(new DnsAnswer.Failed(DnsFailure.TIMEOUT, "").records(DnsRecord.Txt.class))
                .isEmpty();
    }

    @Test
    void foundWithoutRecordsIsAProgrammingError() {
        assertThatThrownBy(() -> new DnsAnswer.Found(List.of(), Evidence.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("records");
    }

    @Test
    void recordsAreCopied() {
        List<DnsRecord> records = new ArrayList<>(List.of(TXT));
        DnsAnswer.Found answer = new DnsAnswer.Found(records, Evidence.NONE);
        records.clear();
        assertThat(answer.records()).containsExactly(TXT);
        assertThatThrownBy(() -> answer.records().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void noDataIsNotNoSuchName() {
        assertThat((DnsAnswer) new DnsAnswer.NoData(Evidence.NONE)).isNotEqualTo(new DnsAnswer.NxDomain(Evidence.NONE));
    }

    @ParameterizedTest
    @EnumSource(DnsFailure.class)
    void onlyABogusFailureIsKnownToBeBogus(DnsFailure cause) {
        // RFC 4035 §4.3
        DnssecStatus expected = cause == DnsFailure.BOGUS ? DnssecStatus.BOGUS : DnssecStatus.INDETERMINATE;
        Evidence evidence = new DnsAnswer.Failed(cause, "").evidence();
        assertThat(evidence.dnssec()).isEqualTo(expected);
        assertThat(evidence.ttl()).isZero();
        assertThat(evidence.aliases()).isEmpty();
    }

    @Test
    void noEvidenceVouchesForNothing() {
        assertThat(Evidence.NONE).isEqualTo(new Evidence(DnssecStatus.INDETERMINATE, List.of(), Duration.ZERO));
    }

    @Test
    void evidenceKeepsTheChainOfAliases() {
        List<DnsAlias> aliases =
                new ArrayList<>(List.of(new DnsAlias(NAME, DnsName.of("b.example"), DnssecStatus.SECURE)));
        Evidence evidence = new Evidence(DnssecStatus.INSECURE, aliases, Duration.ofSeconds(60));
        aliases.clear();
        assertThat(evidence.aliases()).hasSize(1);
    }

    @Test
    void negativeTtlIsAProgrammingError() {
        assertThatThrownBy(() -> new Evidence(DnssecStatus.SECURE, List.of(), Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ttl");
    }
}
