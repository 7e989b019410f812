package org.mailauth.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailauth.conformance.certificates.TestCertificate;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.mtasts.PolicyFetchFailure;
import org.mailauth.mtasts.PolicyResponse;
import org.mailauth.testkit.InMemoryDns;
import org.mailauth.tlsrpt.TlsPolicyReport;
import org.mailauth.tlsrpt.TlsSessionCounter;

/** What a report says about attempts (RFC 8460 §4.3, §4.4). */
class ReportEntriesTest {
    private static final TestCertificate OTHER_NAME =
            TestCertificate.server("other.example.net").issuedBy(World.ROOT).make();
    private static final TestCertificate EXPIRED = TestCertificate.server("mx.example.com")
            .issuedBy(World.ROOT)
            .valid("2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z")
            .make();

    /** Entries as "policy-type result-type", result type "ok" for successful sessions. */
    private static List<String> words(List<TlsReportEntry> entries) {
        return entries.stream()
                .map(entry -> entry.policy().type().word() + " "
                        + entry.failure().map(failure -> failure.type().word()).orElse("ok"))
                .toList();
    }

    private static List<String> shown(
            World.DaneRow dane, World.StsRow sts, boolean permitted, TestCertificate certificate) {
        OutboundTlsPlanner planner = World.planner(dane, sts, permitted, false);
        TlsPlan plan = planner.plan(World.DOMAIN);
        PlannedHost host = plan.hosts().get(0);
        return words(plan.report(host, TlsAttempt.judged(planner.judge(host, World.shows(certificate)))));
    }

    private static List<String> report(
            World.DaneRow dane, World.StsRow sts, boolean permitted, boolean required, TlsAttempt attempt) {
        TlsPlan plan = World.planner(dane, sts, permitted, required).plan(World.DOMAIN);
        return words(plan.report(plan.hosts().get(0), attempt));
    }

    static Stream<Arguments> sessions() {
        World.DaneRow usable = World.DaneRow.USABLE;
        World.DaneRow none = World.DaneRow.RECORDS_ABSENT;
        return Stream.of(
                Arguments.of(usable, World.StsRow.NOT_OFFERED, World.BOTH, "tlsa ok"),
                Arguments.of(usable, World.StsRow.NOT_OFFERED, World.DANE_ONLY, "tlsa ok"),
                Arguments.of(usable, World.StsRow.NOT_OFFERED, World.WEB_PKI_ONLY, "tlsa tlsa-invalid"),
                Arguments.of(usable, World.StsRow.ENFORCE, World.BOTH, "tlsa ok, sts ok"),
                Arguments.of(usable, World.StsRow.ENFORCE, World.WEB_PKI_ONLY, "tlsa tlsa-invalid, sts ok"),
                Arguments.of(usable, World.StsRow.ENFORCE, World.DANE_ONLY, "tlsa ok, sts certificate-not-trusted"),
                Arguments.of(World.DaneRow.UNUSABLE, World.StsRow.NOT_OFFERED, World.BOTH, "tlsa tlsa-invalid"),
                Arguments.of(none, World.StsRow.NOT_OFFERED, World.NEITHER, "no-policy-found ok"),
                Arguments.of(none, World.StsRow.MODE_NONE, World.NEITHER, "no-policy-found ok"),
                Arguments.of(none, World.StsRow.RECORD_UNKNOWN, World.NEITHER, "no-policy-found ok"),
                Arguments.of(none, World.StsRow.NOT_GOT, World.BOTH, "sts sts-policy-fetch-error"),
                Arguments.of(usable, World.StsRow.NOT_GOT, World.BOTH, "tlsa ok, sts sts-policy-fetch-error"),
                Arguments.of(none, World.StsRow.ENFORCE, World.BOTH, "sts ok"),
                Arguments.of(none, World.StsRow.ENFORCE_REMEMBERED, World.BOTH, "sts ok"),
                Arguments.of(none, World.StsRow.ENFORCE, World.NEITHER, "sts certificate-not-trusted"),
                Arguments.of(none, World.StsRow.ENFORCE, OTHER_NAME, "sts certificate-host-mismatch"),
                Arguments.of(none, World.StsRow.TESTING, EXPIRED, "sts certificate-expired"),
                Arguments.of(none, World.StsRow.TESTING, World.BOTH, "sts ok"));
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void sessionHasOneEntryForEachPolicy(
            World.DaneRow dane, World.StsRow sts, TestCertificate certificate, String expected) {
        assertThat(String.join(", ", shown(dane, sts, true, certificate))).isEqualTo(expected);
    }

    @Test
    void hostThatThePolicyDoesNotPermit_isAFailure_evenWhereMailGoesThere() {
        assertThat(shown(World.DaneRow.RECORDS_ABSENT, World.StsRow.TESTING, false, World.BOTH))
                .containsExactly("sts validation-failure");
        assertThat(report(World.DaneRow.USABLE, World.StsRow.ENFORCE, false, false, TlsAttempt.notMade()))
                .containsExactly("sts validation-failure");
    }

    @ParameterizedTest
    @CsvSource({
        "USABLE, ENFORCE, 'tlsa starttls-not-supported, sts starttls-not-supported'",
        "UNUSABLE, NOT_OFFERED, tlsa starttls-not-supported",
        "RECORDS_ABSENT, TESTING, sts starttls-not-supported",
        "RECORDS_ABSENT, NOT_OFFERED, no-policy-found starttls-not-supported"
    })
    void serverWithoutStartTls(World.DaneRow dane, World.StsRow sts, String expected) {
        assertThat(String.join(", ", report(dane, sts, true, false, TlsAttempt.withoutStartTls())))
                .isEqualTo(expected);
    }

    @Test
    void handshakeThatFails_isAValidationFailureWithItsReason() {
        TlsPlan plan = World.planner(World.DaneRow.USABLE, World.StsRow.NOT_OFFERED, true, false)
                .plan(World.DOMAIN);
        List<TlsReportEntry> entries = plan.report(plan.hosts().get(0), TlsAttempt.handshakeFailed("no shared cipher"));

        assertThat(words(entries)).containsExactly("tlsa validation-failure");
        assertThat(entries.get(0).failure().orElseThrow().details().failureReasonCode())
                .contains("no shared cipher");
    }

    @ParameterizedTest
    @CsvSource({
        "ADDRESS_BOGUS, tlsa dnssec-invalid",
        "RECORDS_BOGUS, tlsa dnssec-invalid",
        "RECORDS_SERVFAIL, ''",
        "ADDRESS_TIMEOUT, ''",
        "ADDRESS_ABSENT, ''"
    })
    void hostThatDaneForbids(World.DaneRow dane, String expected) {
        assertThat(String.join(", ", report(dane, World.StsRow.ENFORCE, true, false, TlsAttempt.notMade())))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "RECORDS_ABSENT, tlsa dane-required",
        "RECORDS_INSECURE, tlsa dane-required",
        "UNUSABLE, tlsa tlsa-invalid",
        "RECORDS_BOGUS, tlsa dnssec-invalid"
    })
    void hostWithoutDaneWhereItIsRequired(World.DaneRow dane, String expected) {
        assertThat(report(dane, World.StsRow.NOT_OFFERED, true, true, TlsAttempt.notMade()))
                .containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "STATUS, sts-policy-fetch-error",
        "TIMEOUT, sts-policy-fetch-error",
        "CERTIFICATE_EXPIRED, sts-webpki-invalid",
        "CERTIFICATE_NAME, sts-webpki-invalid"
    })
    void policyThatCouldNotBeGot(PolicyFetchFailure failure, String expected) {
        assertThat(fetched(new PolicyResponse.Failed(failure, ""))).containsExactly("sts " + expected);
    }

    @Test
    void policyThatIsNone() {
        assertThat(fetched(World.file("version: STSv1\nmode: enforce\nmax_age: 1\n")))
                .containsExactly("sts sts-policy-invalid");
    }

    private static List<String> fetched(PolicyResponse response) {
        InMemoryDns dns = World.dns(World.DaneRow.RECORDS_ABSENT, World.StsRow.ENFORCE);
        OutboundTlsPlanner planner =
                World.builder(dns).mtaSts(World.fetcher(dns, response)).build();
        TlsPlan plan = planner.plan(World.DOMAIN);
        PlannedHost host = plan.hosts().get(0);
        assertThat(host.requirement()).isEqualTo(TlsRequirement.OPPORTUNISTIC);
        return words(plan.report(host, TlsAttempt.judged(planner.judge(host, World.shows(World.BOTH)))));
    }

    @Test
    void countedSessionsMakeTheReport() throws UnknownHostException {
        OutboundTlsPlanner planner = World.planner(World.DaneRow.USABLE, World.StsRow.ENFORCE, true, false);
        TlsPlan plan = planner.plan(World.DOMAIN);
        PlannedHost host = plan.hosts().get(0);
        InetAddress sender = InetAddress.getByName("198.51.100.1");
        TlsSessionCounter counter = new TlsSessionCounter();
        for (int i = 0; i < 3; i++) {
            plan.count(host, TlsAttempt.judged(planner.judge(host, World.shows(World.BOTH))), counter);
        }
        plan.count(
                host,
                TlsAttempt.judged(planner.judge(host, World.shows(World.DANE_ONLY)))
                        .between(sender, host.addresses().get(0))
                        .greeting("mx"),
                counter);
        List<TlsPolicyReport> reports = counter.counts().policyReports();

        assertThat(reports).hasSize(2);
        TlsPolicyReport sts = reports.get(0);
        assertThat(sts.policyString()).contains("mode: enforce", "mx: mx.example.com");
        assertThat(sts.mxHost()).containsExactly("mx.example.com");
        assertThat(sts.totalSuccessfulSessionCount()).hasValue(3);
        assertThat(sts.failureDetails()).singleElement().satisfies(details -> {
            assertThat(details.receivingMxHostname()).contains("mx.example.com");
            assertThat(details.receivingIp()).contains("192.0.2.25");
            assertThat(details.sendingMtaIp()).contains("198.51.100.1");
            assertThat(details.receivingMxHelo()).contains("mx");
        });
        TlsPolicyReport tlsa = reports.get(1);
        assertThat(tlsa.policyDomain()).contains("mx.example.com");
        assertThat(tlsa.policyString())
                .hasSize(2)
                .allSatisfy(text -> assertThat(text).startsWith("3 1 1 "));
        assertThat(tlsa.totalSuccessfulSessionCount()).hasValue(4);
    }

    @Test
    void expiredAndMisnamedAnchoredCertificates_areToldApart() {
        for (TestCertificate certificate : List.of(OTHER_NAME, EXPIRED)) {
            InMemoryDns dns = InMemoryDns.builder()
                    .dnssec(DnssecStatus.SECURE)
                    .mx("example.com", 10, "mx.example.com")
                    .a("mx.example.com", "192.0.2.25")
                    .records(
                            DnsName.of("_25._tcp.mx.example.com"),
                            World.record(2, World.ROOT).rdata())
                    .build();
            OutboundTlsPlanner planner = World.builder(dns).build();
            TlsPlan plan = planner.plan(World.DOMAIN);
            PlannedHost host = plan.hosts().get(0);
            TlsVerdict verdict = planner.judge(host, List.of(certificate.certificate(), World.ROOT.certificate()));

            assertThat(words(plan.report(host, TlsAttempt.judged(verdict))))
                    .containsExactly(
                            certificate.equals(EXPIRED)
                                    ? "tlsa certificate-expired"
                                    : "tlsa certificate-host-mismatch");
        }
    }

    @Test
    void hostOfAnotherPlan_isAMistake() {
        TlsPlan plan = World.planner(World.DaneRow.USABLE, World.StsRow.NOT_OFFERED, true, false)
                .plan(World.DOMAIN);
        TlsPlan other = World.planner(World.DaneRow.UNUSABLE, World.StsRow.NOT_OFFERED, true, false)
                .plan(World.DOMAIN);

        assertThatThrownBy(() -> plan.report(other.hosts().get(0), TlsAttempt.notMade()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
