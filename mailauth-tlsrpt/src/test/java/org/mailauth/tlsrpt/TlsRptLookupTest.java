package org.mailauth.tlsrpt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.mailauth.Deadline;
import org.mailauth.DomainName;
import org.mailauth.Problem;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsType;
import org.mailauth.testkit.InMemoryDns;
import org.mailauth.testkit.RecordingDns;

/** Finding the record (RFC 8460 §3). */
class TlsRptLookupTest {
    private static final String NAME = "_smtp._tls.example.com";
    private static final String RECORD = "v=TLSRPTv1; rua=mailto:a@example.com";

    private static TlsRptLookup lookup(InMemoryDns.Builder dns) {
        return lookup("example.com", dns);
    }

    private static TlsRptLookup lookup(String domain, InMemoryDns.Builder dns) {
        RecordingDns recording = RecordingDns.over(dns.build());
        TlsRptLookup lookup = TlsRptLookup.of(DomainName.of(domain), recording, Deadline.after(Duration.ofSeconds(5)));
        assertThat(recording.questions()).hasSizeLessThanOrEqualTo(1).allSatisfy(question -> {
            assertThat(question.type()).isEqualTo(DnsType.TXT);
            assertThat(question.name()).hasToString("_smtp._tls." + domain);
        });
        return lookup;
    }

    @Test
    void oneRecordAmongOthers_isFound() {
        TlsRptLookup lookup =
                lookup(InMemoryDns.builder().txt(NAME, "v=spf1 -all").txt(NAME, RECORD));

        assertThat(lookup.status()).isEqualTo(TlsRptLookup.Status.FOUND);
        assertThat(lookup.record()).contains(TlsRptRecord.of(RECORD));
        assertThat(lookup.problems()).isEmpty();
    }

    @Test
    void stringsOfARecordAreJoined() {
        assertThat(lookup(InMemoryDns.builder().txt(NAME, "v=TLSRPTv1; rua=mai", "lto:a@example.com"))
                        .record())
                .contains(TlsRptRecord.of(RECORD));
    }

    @Test
    void noRecord_isNone() {
        assertThat(lookup(InMemoryDns.builder()).status()).isEqualTo(TlsRptLookup.Status.NONE);
        assertThat(lookup(InMemoryDns.builder().txt(NAME, "v=TLSRPTv2; rua=mailto:a@example.com"))
                        .status())
                .isEqualTo(TlsRptLookup.Status.NONE);
    }

    @Test
    void severalRecords_areNone() {
        TlsRptLookup lookup = lookup(InMemoryDns.builder().txt(NAME, RECORD).txt(NAME, "v=TLSRPTv1; x=y"));

        assertThat(lookup.status()).isEqualTo(TlsRptLookup.Status.SEVERAL);
        assertThat(lookup.record()).isEmpty();
        assertThat(lookup.texts()).hasSize(2);
        assertThat(lookup.problems()).extracting(Problem::code).containsExactly("tlsrpt.several-records");
    }

    @Test
    void brokenRecord_isInvalid() {
        TlsRptLookup lookup = lookup(InMemoryDns.builder().txt(NAME, "v=TLSRPTv1;"));

        assertThat(lookup.status()).isEqualTo(TlsRptLookup.Status.INVALID);
        assertThat(lookup.problems()).extracting(Problem::code).containsExactly("tlsrpt.rua-missing");
    }

    @Test
    void noAnswer_isTemporary() {
        for (DnsFailure failure : DnsFailure.values()) {
            TlsRptLookup lookup = lookup(InMemoryDns.builder().fail(NAME, failure));
            assertThat(lookup.status()).isEqualTo(TlsRptLookup.Status.TEMPORARY_ERROR);
            assertThat(lookup.problems()).extracting(Problem::code).containsExactly("tlsrpt.dns");
        }
    }

    @Test
    void nameWithoutRoomForThePrefix_isNotAsked() {
        String label = "a".repeat(60);
        String domain = String.join(".", label, label, label, label);

        assertThat(lookup(domain, InMemoryDns.builder()).status()).isEqualTo(TlsRptLookup.Status.NONE);
    }

    @Test
    void passedDeadline_isTemporary() {
        TlsRptLookup lookup = TlsRptLookup.of(
                DomainName.of("example.com"),
                question -> {
                    throw new AssertionError("asked");
                },
                Deadline.after(Duration.ZERO));
        assertThat(lookup.status()).isEqualTo(TlsRptLookup.Status.TEMPORARY_ERROR);
    }
}
