package org.mailauth.dane.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailauth.DomainName;
import org.mailauth.conformance.certificates.TestCertificate;
import org.mailauth.dane.DaneVerifier;
import org.mailauth.dane.SmtpServer;
import org.mailauth.dane.TlsaMatchingType;
import org.mailauth.dane.TlsaRecord;
import org.mailauth.dane.TlsaSelector;
import org.mailauth.dane.TlsaUsage;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.testkit.InMemoryDns;

class TlsaLinterTest {
    private static final DomainName HOST = DomainName.of("mx.example.com");
    private static final String NAME = "_25._tcp.mx.example.com";
    private static final TestCertificate ROOT =
            TestCertificate.authority("CN=Root").make();
    private static final TestCertificate SERVER =
            TestCertificate.server("mx.example.com").issuedBy(ROOT).make();
    private static final TestCertificate NEXT =
            TestCertificate.server("mx.example.com").issuedBy(ROOT).make();
    private static final TlsaRecord GOOD = record(3, 1, 1, SERVER);
    private static final TlsaRecord SPARE = record(3, 1, 1, NEXT);

    private static TlsaRecord record(int usage, int selector, int type, TestCertificate certificate) {
        return TlsaRecord.of(
                TlsaUsage.of(usage).orElseThrow(),
                TlsaSelector.of(selector).orElseThrow(),
                TlsaMatchingType.of(type).orElseThrow(),
                certificate.certificate());
    }

    private static InMemoryDns.Builder zone(TlsaRecord... records) {
        InMemoryDns.Builder dns =
                InMemoryDns.builder().dnssec(DnssecStatus.SECURE).a("mx.example.com", "192.0.2.25");
        for (TlsaRecord record : records) {
            dns.records(DnsName.of(NAME), record.rdata());
        }
        return dns;
    }

    private static List<String> lint(InMemoryDns.Builder dns, SmtpServer server, TestCertificate... chain) {
        DaneVerifier verifier = DaneVerifier.builder()
                .resolver(dns.build())
                .clock(Clock.fixed(Instant.parse("2026-11-30T00:00:00Z"), ZoneOffset.UTC))
                .build();
        List<X509Certificate> certificates =
                List.of(chain).stream().map(TestCertificate::certificate).toList();
        return TlsaLinter.of(verifier).lint(server, certificates).stream()
                .map(finding -> finding.severity().name().toLowerCase(Locale.ROOT) + " "
                        + finding.problem().code())
                .toList();
    }

    private static List<String> lint(InMemoryDns.Builder dns, TestCertificate... chain) {
        return lint(dns, SmtpServer.of(HOST), chain);
    }

    @Test
    void recordsForThisKeyAndTheNextAreFine() {
        assertThat(lint(zone(GOOD, SPARE), SERVER, ROOT)).isEmpty();
        assertThat(lint(zone(GOOD, SPARE))).isEmpty();
    }

    @Test
    void singleRecordHasNoSuccessor() {
        assertThat(lint(zone(GOOD), SERVER)).containsExactly("info tlsa.no-successor");
    }

    @Test
    void recordThatMatchesNothingIsAnError() {
        assertThat(lint(zone(SPARE), SERVER, ROOT)).containsExactly("error tlsa.no-match");
    }

    @Test
    void certificateOfAnotherNameByTrustAnchorIsAnError() {
        TestCertificate other =
                TestCertificate.server("other.example").issuedBy(ROOT).make();
        TestCertificate expired = TestCertificate.server("mx.example.com")
                .issuedBy(ROOT)
                .valid("2021-01-01T00:00:00Z", "2022-01-01T00:00:00Z")
                .make();
        TlsaRecord anchor = record(2, 0, 1, ROOT);
        assertThat(lint(zone(anchor), other, ROOT)).containsExactly("error tlsa.name-mismatch");
        assertThat(lint(zone(anchor), expired, ROOT)).containsExactly("error tlsa.chain-dates");
        // the authority's certificate is not sent
        assertThat(lint(zone(anchor), SERVER)).containsExactly("error tlsa.no-match");
        assertThat(lint(zone(anchor), TestCertificate.server("x").make(), ROOT)).containsExactly("error tlsa.no-match");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, error tlsa.all-unusable, error tlsa.usage-pkix",
        "1, 0, 2, error tlsa.all-unusable, error tlsa.usage-pkix",
        "3, 1, 0, warning tlsa.full, ",
        "2, 0, 0, warning tlsa.full, ",
        "3, 0, 1, info tlsa.certificate-selector, ",
        "2, 1, 1, info tlsa.anchor-key, ",
        "3, 1, 2, warning tlsa.sha-512-only, "
    })
    void choiceOfParametersIsTold(int usage, int selector, int type, String first, String second) {
        List<String> found = lint(zone(record(usage, selector, type, usage % 2 == 0 ? ROOT : SERVER)));
        assertThat(found).first().isEqualTo(first);
        assertThat(found).hasSize(second == null ? 1 : 2);
        if (second != null) {
            assertThat(found).contains(second);
        }
    }

    @Test
    void unusableRecordBesideAUsableOneIsAWarning() {
        assertThat(lint(zone(GOOD, SPARE, TlsaRecord.of("3 1 1 00"), TlsaRecord.of("7 1 9 00"))))
                .containsExactly("warning tlsa.digest-length", "warning tlsa.usage", "warning tlsa.matching-type");
    }

    @Test
    void digestsThatDoNotGoInPairsAreAnError() {
        TlsaRecord strong = record(3, 1, 2, NEXT);
        assertThat(lint(zone(GOOD, SPARE, strong), SERVER))
                .containsExactly("error tlsa.digests-differ", "error tlsa.only-weak-digest");
    }

    @Test
    void zoneThatNobodyBelievesIsAnError() {
        assertThat(lint(zone())).containsExactly("error tlsa.no-records");
        assertThat(lint(zone(GOOD).dnssec(NAME, DnssecStatus.INSECURE))).containsExactly("error tlsa.insecure-records");
        assertThat(lint(zone(GOOD).dnssec("mx.example.com", DnssecStatus.INSECURE)))
                .containsExactly("error tlsa.insecure-address");
        assertThat(lint(zone(GOOD).dnssec(NAME, DnssecStatus.BOGUS))).containsExactly("error tlsa.bogus");
        assertThat(lint(zone(GOOD).fail(NAME, DnsType.TLSA, DnsFailure.TIMEOUT)))
                .containsExactly("error tlsa.dns-failure");
    }

    @Test
    void aliasesAreTold() {
        InMemoryDns.Builder host = InMemoryDns.builder()
                .dnssec(DnssecStatus.SECURE)
                .cname("mx.example.com", "real.example.net")
                .a("real.example.net", "192.0.2.25")
                .records(DnsName.of(NAME), GOOD.rdata(), SPARE.rdata());
        assertThat(lint(host)).containsExactly("warning tlsa.host-alias");
        InMemoryDns.Builder record = zone().cname(NAME, "tlsa.example.net")
                .records(DnsName.of("tlsa.example.net"), GOOD.rdata(), SPARE.rdata());
        assertThat(lint(record)).containsExactly("info tlsa.record-alias");
    }

    @Test
    void insecureMxRecordIsAWarning() {
        SmtpServer server = SmtpServer.ofMx(
                HOST,
                DomainName.of("example.com"),
                new DnsAnswer.Evidence(DnssecStatus.INSECURE, List.of(), Duration.ZERO));
        assertThat(lint(zone(GOOD, SPARE), server)).containsExactly("warning tlsa.mx-insecure");
    }

    @Test
    void longMemoryIsAWarning() {
        InMemoryDns.Builder dns = InMemoryDns.builder()
                .dnssec(DnssecStatus.SECURE)
                .a("mx.example.com", "192.0.2.25")
                .ttl(Duration.ofDays(7))
                .records(DnsName.of(NAME), GOOD.rdata(), SPARE.rdata());
        assertThat(lint(dns)).containsExactly("warning tlsa.long-ttl");
    }
}
