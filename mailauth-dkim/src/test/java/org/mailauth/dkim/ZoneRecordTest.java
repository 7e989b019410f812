package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.mailauth.Deadline;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsQuestion;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.mailauth.testkit.InMemoryDns;

class ZoneRecordTest {
    private static final DnsName NAME = DnsName.of("s._domainkey.example.com");

    @Test
    void shortTextIsOneLine() {
        assertThat(ZoneRecord.of(NAME, "v=DKIM1; p=").lines())
                .containsExactly("s._domainkey.example.com. IN TXT \"v=DKIM1; p=\"");
    }

    @Test
    void textIsSplitAt255Octets() {
        assertThat(ZoneRecord.of(NAME, "a".repeat(255)).lines()).hasSize(1);
        assertThat(ZoneRecord.of(NAME, "a".repeat(256)).lines())
                .containsExactly(
                        "s._domainkey.example.com. IN TXT (", "    \"" + "a".repeat(255) + "\"", "    \"a\"", ")");
    }

    @Property
    void recordReadsBackAsTheSameText(
            @ForAll @CharRange(from = '\u0000', to = '\u00ff') @StringLength(max = 1100) String text) {
        InMemoryDns dns = InMemoryDns.of(ZoneRecord.of(NAME, text) + "\n");
        List<DnsRecord.Txt> records = dns.resolve(
                        new DnsQuestion(NAME, DnsType.TXT, Deadline.after(Duration.ofSeconds(60))))
                .records(DnsRecord.Txt.class);

        assertThat(records).extracting(DnsRecord.Txt::joined).containsExactly(text);
    }

    @Test
    void timeToLiveStandsBeforeTheClass() {
        assertThat(new ZoneRecord(NAME, Optional.of(Duration.ofHours(1)), "v=DKIM1; p="))
                .hasToString("s._domainkey.example.com. 3600 IN TXT \"v=DKIM1; p=\"");
    }

    @Test
    void whatIsNoOctetOrNoTimeToLiveIsRefused() {
        assertThatThrownBy(() -> ZoneRecord.of(NAME, "\u0100")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ZoneRecord(NAME, Optional.of(Duration.ofSeconds(1L << 31)), ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ZoneRecord(NAME, Optional.of(Duration.ofSeconds(-1)), ""))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
