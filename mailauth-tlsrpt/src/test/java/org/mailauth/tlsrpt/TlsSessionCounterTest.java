package org.mailauth.tlsrpt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.mailauth.DomainName;

/** Counting sessions for a report (RFC 8460 §4.4). */
class TlsSessionCounterTest {
    private static final DomainName DOMAIN = DomainName.of("company-y.example");
    private static final TlsAppliedPolicy STS = TlsAppliedPolicy.sts(
            DOMAIN,
            List.of("version: STSv1", "mode: testing", "mx: *.mail.company-y.example", "max_age: 86400"),
            List.of("*.mail.company-y.example"));

    private static TlsFailure expired() {
        return TlsFailure.builder(TlsResultType.CERTIFICATE_EXPIRED)
                .receivingMxHostname(DomainName.of("mx1.mail.company-y.example"))
                .build();
    }

    @Test
    void sessionsAreCountedByPolicyAndFailure() throws UnknownHostException {
        TlsSessionCounter counter = new TlsSessionCounter();
        counter.successful(STS);
        counter.successful(STS);
        counter.failed(STS, expired());
        counter.failed(STS, expired());
        counter.failed(
                STS,
                TlsFailure.builder(TlsResultType.STARTTLS_NOT_SUPPORTED)
                        .receivingIp(InetAddress.getByName("203.0.113.56"))
                        .sendingMtaIp(InetAddress.getByName("2001:db8:abcd:13::1"))
                        .build());
        counter.successful(TlsAppliedPolicy.none(DOMAIN));
        TlsReport report = TlsReport.builder()
                .organizationName("Company-X")
                .contactInfo("sts-reporting@company-x.example")
                .reportId("5065427c")
                .day(LocalDate.of(2016, 4, 1))
                .counts(counter.counts())
                .build();

        assertThat(report.toJson())
                .isEqualTo("{\"organization-name\":\"Company-X\",\"date-range\":{"
                        + "\"start-datetime\":\"2016-04-01T00:00:00Z\",\"end-datetime\":\"2016-04-01T23:59:59Z\"},"
                        + "\"contact-info\":\"sts-reporting@company-x.example\",\"report-id\":\"5065427c\",\"policies\":["
                        + "{\"policy\":{\"policy-type\":\"no-policy-found\",\"policy-domain\":\"company-y.example\"},"
                        + "\"summary\":{\"total-successful-session-count\":1,\"total-failure-session-count\":0}},"
                        + "{\"policy\":{\"policy-type\":\"sts\",\"policy-string\":[\"version: STSv1\",\"mode: testing\","
                        + "\"mx: *.mail.company-y.example\",\"max_age: 86400\"],\"policy-domain\":\"company-y.example\","
                        + "\"mx-host\":[\"*.mail.company-y.example\"]},"
                        + "\"summary\":{\"total-successful-session-count\":2,\"total-failure-session-count\":3},"
                        + "\"failure-details\":[{\"result-type\":\"certificate-expired\","
                        + "\"receiving-mx-hostname\":\"mx1.mail.company-y.example\",\"failed-session-count\":2},"
                        + "{\"result-type\":\"starttls-not-supported\",\"sending-mta-ip\":\"2001:db8:abcd:13:0:0:0:1\","
                        + "\"receiving-ip\":\"203.0.113.56\",\"failed-session-count\":1}]}]}");
        assertThat(TlsReportReader.withDefaults()
                        .read(report.toJson().getBytes(UTF_8))
                        .problems())
                .isEmpty();
    }

    @Test
    void drainStartsOver() {
        TlsSessionCounter counter = new TlsSessionCounter();
        counter.failed(STS, expired());

        assertThat(counter.drain().tallies()).containsOnlyKeys(STS);
        assertThat(counter.drain()).isEqualTo(TlsSessionCounts.none());
    }

    private static TlsSessionCounts.Tally tally(TlsSessionCounts counts) {
        return Objects.requireNonNull(counts.tallies().get(STS));
    }

    @Test
    void greetingsThatNeverRepeatAreCountedTogetherInTheEnd() {
        TlsSessionCounter counter = new TlsSessionCounter();
        int sessions = 3 * TlsSessionCounter.MAX_FAILURES;
        for (int session = 0; session < sessions; session++) {
            counter.failed(
                    STS,
                    TlsFailure.builder(TlsResultType.VALIDATION_FAILURE)
                            .receivingMxHelo("mx" + session)
                            .build());
        }
        TlsSessionCounts.Tally tally = tally(counter.drain());

        assertThat(tally.failures()).hasSize(TlsSessionCounter.MAX_FAILURES + 1);
        assertThat(tally.failures())
                .containsEntry(
                        TlsFailure.of(TlsResultType.VALIDATION_FAILURE),
                        (long) sessions - TlsSessionCounter.MAX_FAILURES);
        assertThat(tally.failed()).isEqualTo(sessions);
        counter.failed(STS, expired());
        assertThat(tally(counter.counts()).failures()).containsOnlyKeys(expired());
    }

    @Test
    void policiesThatNeverRepeatAreCountedTogetherInTheEnd() {
        TlsSessionCounter counter = new TlsSessionCounter();
        int sessions = 3 * TlsSessionCounter.MAX_POLICIES;
        for (int session = 0; session < sessions; session++) {
            counter.successful(
                    TlsAppliedPolicy.tlsa(DomainName.of("mx" + session + ".example"), List.of("3 1 1 " + session)));
        }
        TlsSessionCounts counts = counter.counts();

        assertThat(counts.tallies()).hasSize(TlsSessionCounter.MAX_POLICIES + 1);
        assertThat(counts.tallies().values().stream().mapToLong(TlsSessionCounts.Tally::successful))
                .containsOnlyOnce((long) sessions - TlsSessionCounter.MAX_POLICIES);
    }

    @Test
    void countsStopAtTheLargestNumberOfIJson() {
        TlsSessionCounts most = new TlsSessionCounts(
                Map.of(STS, new TlsSessionCounts.Tally(Counts.MOST, Map.of(expired(), Counts.MOST))));

        assertThat(most.merge(most)).isEqualTo(most);
        assertThatThrownBy(() -> new TlsSessionCounts.Tally(Counts.MOST + 1, Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void textsOfServersAreCut() {
        TlsFailure failure = TlsFailure.builder(TlsResultType.VALIDATION_FAILURE)
                .receivingMxHelo("a".repeat(254) + "\uD83D\uDE00" + "b")
                .failureReasonCode("c".repeat(5000))
                .build();

        assertThat(failure.details().receivingMxHelo()).contains("a".repeat(254));
        assertThat(failure.details().failureReasonCode()).contains("c".repeat(1000));
    }

    @Test
    void everyKnownWordIsFoundAgain() {
        for (TlsResultType type : TlsResultType.values()) {
            assertThat(TlsResultType.ofWord(type.word())).contains(type);
        }
        for (TlsPolicyType type : TlsPolicyType.values()) {
            assertThat(TlsPolicyType.ofWord(type.word())).contains(type);
        }
        assertThat(TlsResultType.ofWord("Certificate-Expired")).isEmpty();
    }
}
