package org.mailauth.report.dmarc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;
import org.mailauth.AuthenticatedIdentifier;
import org.mailauth.DomainName;
import org.mailauth.SmtpSession;
import org.mailauth.dmarc.DmarcEvaluation;
import org.mailauth.dmarc.DmarcEvaluator;
import org.mailauth.dmarc.DmarcMode;
import org.mailauth.dmarc.DmarcOutcome;
import org.mailauth.dmarc.DmarcPolicy;
import org.mailauth.dmarc.PolicyOverride;
import org.mailauth.dns.DnsFailure;
import org.mailauth.message.Author;
import org.mailauth.testkit.InMemoryDns;

/** Messages become rows, rows become reports, and counts of many nodes become one (RFC 9990 §3.1). */
class AggregateReportBuilderTest {
    private static final Instant BEGIN = Instant.ofEpochSecond(1_800_000_000);
    private static final Instant END = BEGIN.plusSeconds(86_399);
    private static final String RUA = "; rua=mailto:reports@example.com";

    private final InMemoryDns dns = InMemoryDns.builder()
            .txt("_dmarc.example.com", "v=DMARC1; p=reject; sp=quarantine; adkim=s" + RUA)
            .txt("_dmarc.testing.example", "v=DMARC1; p=reject; t=y" + RUA)
            .txt("_dmarc.watching.example", "v=DMARC1; p=none" + RUA)
            .txt("_dmarc.silent.example", "v=DMARC1; p=reject")
            .fail("_dmarc.broken.example", DnsFailure.TIMEOUT)
            .build();
    private final DmarcEvaluator evaluator =
            DmarcEvaluator.builder().resolver(dns).build();

    private static AggregateReportBuilder builder() {
        return AggregateReportBuilder.of(Reporter.of("Example Net", "dmarc@example.net"), BEGIN, END);
    }

    private static SmtpSession session(String ip, String mailFrom) {
        return SmtpSession.builder()
                .clientIp(ip)
                .helo("mail.example.org")
                .mailFrom(mailFrom)
                .build();
    }

    private static AuthenticatedIdentifier dkim(String domain, String selector, String result) {
        return new AuthenticatedIdentifier(AuthenticatedIdentifier.Kind.DKIM, DomainName.of(domain), result, selector);
    }

    private static AuthenticatedIdentifier spf(String domain, String result) {
        return new AuthenticatedIdentifier(
                AuthenticatedIdentifier.Kind.SPF_MAIL_FROM, DomainName.of(domain), result, "");
    }

    private DmarcEvaluation evaluate(String from, AuthenticatedIdentifier... identifiers) {
        return evaluator.evaluate(Author.of(DomainName.of(from)), Arrays.asList(identifiers));
    }

    private static AggregateRow onlyRow(AggregateReportBuilder builder) {
        List<AggregateReport> reports = builder.build();
        assertThat(reports).hasSize(1);
        assertThat(reports.get(0).rows()).hasSize(1);
        assertThat(AggregateReportWriter.problems(reports.get(0))).isEmpty();
        return reports.get(0).rows().get(0);
    }

    @Test
    void messagesThatDifferInNothingAreOneRow() {
        AggregateReportBuilder builder = builder();
        DmarcEvaluation evaluation = evaluate(
                "example.com",
                dkim("other.example", "x", "pass"),
                dkim("example.com", "s2", "fail"),
                dkim("mail.example.com", "s3", "pass"),
                dkim("example.com", "s1", "pass"),
                spf("bounce.example.com", "pass"));
        for (int message = 0; message < 3; message++) {
            assertThat(builder.add(evaluation, session("192.0.2.1", "a" + message + "@bounce.example.com")))
                    .isTrue();
        }
        AggregateRow row = onlyRow(builder);
        assertThat(row.count()).isEqualTo(3);
        assertThat(row.policyEvaluated())
                .isEqualTo(new PolicyEvaluated(
                        Optional.of(Disposition.PASS),
                        Optional.of(AlignedResult.PASS),
                        Optional.of(AlignedResult.PASS),
                        List.of()));
        assertThat(row.identifiers())
                .isEqualTo(new Identifiers("example.com", Optional.of("bounce.example.com"), Optional.empty()));
        // RFC 9990 §3.1.3: aligned and passed first, then passed, then failed.
        assertThat(row.authResults().dkim())
                .extracting(DkimAuthResult::selector)
                .containsExactly("s1", "x", "s3", "s2");
        assertThat(row.authResults().spf())
                .containsExactly(new SpfAuthResult(
                        "bounce.example.com",
                        Optional.of(SpfScope.MFROM),
                        Optional.of(AuthResult.PASS),
                        Optional.empty()));
    }

    @Test
    void headerSaysPolicyAndPeriod() {
        AggregateReportBuilder builder = builder();
        builder.add(evaluate("example.com"), session("192.0.2.1", ""));
        AggregateReportHeader header = builder.build().get(0).header();
        assertThat(header.metadata().orgName()).isEqualTo("Example Net");
        assertThat(header.metadata().begin()).contains(BEGIN);
        assertThat(header.metadata().end()).contains(END);
        assertThat(header.metadata().reportId()).matches("[0-9a-f]{32}");
        PolicyPublished policy = header.policyPublished();
        assertThat(policy.domain()).isEqualTo("example.com");
        assertThat(policy.policy()).contains(DmarcPolicy.REJECT);
        assertThat(policy.subdomainPolicy()).contains(DmarcPolicy.QUARANTINE);
        assertThat(policy.discoveryMethod()).contains(DiscoveryMethod.TREEWALK);
        assertThat(policy.testing()).contains(false);
    }

    @Test
    void subdomainsAreReportedWithTheDomainThatHasThePolicy() {
        AggregateReportBuilder builder = builder();
        builder.add(evaluate("example.com"), session("192.0.2.1", ""));
        builder.add(evaluate("sub.example.com"), session("192.0.2.1", ""));
        assertThat(builder.build()).hasSize(1);
        assertThat(builder.rowCount()).isEqualTo(2);
        assertThat(builder.build().get(0).rows())
                .extracting(row -> row.policyEvaluated().disposition().orElseThrow())
                .containsExactlyInAnyOrder(Disposition.REJECT, Disposition.QUARANTINE);
    }

    @Test
    void handlingOtherThanPublishedHasAReason() {
        AggregateReportBuilder testing = builder();
        testing.add(evaluate("testing.example"), session("192.0.2.1", ""));
        AggregateRow row = onlyRow(testing);
        assertThat(row.policyEvaluated().disposition()).contains(Disposition.QUARANTINE);
        assertThat(row.policyEvaluated().reasons())
                .containsExactly(PolicyOverrideReason.of(PolicyOverrideReason.Type.POLICY_TEST_MODE, "t=y"));

        AggregateReportBuilder overridden = builder();
        overridden.add(
                evaluate("example.com")
                        .withOverride(PolicyOverride.Type.MAILING_LIST, DmarcOutcome.ACCEPT, "List-Id <x>"),
                session("192.0.2.1", ""));
        assertThat(onlyRow(overridden).policyEvaluated())
                .isEqualTo(new PolicyEvaluated(
                        Optional.of(Disposition.NONE),
                        Optional.of(AlignedResult.FAIL),
                        Optional.of(AlignedResult.FAIL),
                        List.of(PolicyOverrideReason.of(PolicyOverrideReason.Type.MAILING_LIST, "List-Id <x>"))));
    }

    @Test
    void samplingOfTheOlderStandardIsOtherInTheNewer() {
        DmarcEvaluation evaluation = DmarcEvaluator.builder()
                .resolver(InMemoryDns.builder()
                        .txt("_dmarc.example.com", "v=DMARC1; p=reject; pct=0" + RUA)
                        .build())
                .mode(DmarcMode.rfc7489(domain -> Optional.of(domain), new java.util.Random(1)))
                .build()
                .evaluate(Author.of(DomainName.of("example.com")), List.of());
        AggregateReportBuilder builder = builder();
        builder.add(evaluation, session("192.0.2.1", ""));
        AggregateRow row = onlyRow(builder);
        assertThat(row.policyEvaluated().reasons())
                .containsExactly(PolicyOverrideReason.of(PolicyOverrideReason.Type.OTHER, "sampled_out pct=0"));
        assertThat(builder.build().get(0).header().policyPublished().discoveryMethod())
                .contains(DiscoveryMethod.PSL);
    }

    @Test
    void passUnderPolicyNoneIsNone() {
        AggregateReportBuilder builder = builder();
        builder.add(
                evaluate("watching.example", spf("watching.example", "pass")),
                session("192.0.2.1", "a@watching.example"));
        assertThat(onlyRow(builder).policyEvaluated().disposition()).contains(Disposition.NONE);
        assertThat(onlyRow(builder).isPass()).isTrue();
    }

    @Test
    void whatNobodyAsksForOrIsNotKnownIsNotCounted() {
        AggregateReportBuilder builder = builder();
        assertThat(builder.add(evaluate("silent.example"), session("192.0.2.1", "")))
                .isFalse();
        assertThat(builder.add(evaluate("nothing.example"), session("192.0.2.1", "")))
                .isFalse();
        assertThat(builder.add(evaluate("broken.example"), session("192.0.2.1", "")))
                .isFalse();
        // A signature for which an answer is missing: deferred, so it comes again.
        assertThat(builder.add(
                        evaluate("example.com", dkim("example.com", "s", "temperror")), session("192.0.2.1", "")))
                .isFalse();
        SmtpSession unknown = SmtpSession.builder()
                .clientUnknown()
                .helo("x.example")
                .mailFrom("")
                .build();
        assertThat(builder.add(evaluate("example.com"), unknown)).isFalse();
        assertThat(builder.build()).isEmpty();
    }

    @Test
    void hostileSelectorsAndEnvelopesDoNotSpoilTheReport() throws IOException {
        AggregateReportBuilder builder = builder();
        DmarcEvaluation evaluation = evaluate(
                "example.com",
                dkim("example.com", "</selector>\u0000\uD800&x;", "fail"),
                dkim("example.com", "", "pass"),
                dkim("example.com", "s", "no-word"));
        builder.add(evaluation, session("2001:db8::1", "not an address"), DomainName.of("example.net"));
        AggregateReport report = builder.build().get(0);
        assertThat(AggregateReportWriter.problems(report)).isEmpty();
        AggregateRow row =
                Samples.read(AggregateReportWriter.toXml(report)).rows().get(0);
        assertThat(row).isEqualTo(report.rows().get(0));
        assertThat(row.authResults().dkim())
                .extracting(DkimAuthResult::selector)
                .containsExactly("</selector>\uFFFD\uFFFD&x;");
        assertThat(row.identifiers())
                .isEqualTo(new Identifiers("example.com", Optional.empty(), Optional.of("example.net")));
    }

    /** What one message adds; there are few kinds, so that rows and policies meet. */
    record Seen(String from, String ip, boolean pass) {}

    @Provide
    Arbitrary<List<Seen>> seen() {
        return Combinators.combine(
                        Arbitraries.of("example.com", "sub.example.com", "testing.example", "watching.example"),
                        Arbitraries.of("192.0.2.1", "192.0.2.2", "2001:db8::1"),
                        Arbitraries.of(true, false))
                .as(Seen::new)
                .list()
                .ofMaxSize(12);
    }

    private AggregateReportBuilder count(List<Seen> messages) {
        AggregateReportBuilder builder = builder();
        for (Seen message : messages) {
            DmarcEvaluation evaluation =
                    evaluate(message.from(), spf(message.from(), message.pass() ? "pass" : "fail"));
            builder.add(evaluation, session(message.ip(), "a@" + message.from()));
        }
        return builder;
    }

    private static byte[] state(AggregateReportBuilder builder) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            builder.writeState(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static AggregateReportBuilder merged(AggregateReportBuilder... builders) {
        AggregateReportBuilder sum = builder();
        for (AggregateReportBuilder each : builders) {
            sum.merge(each);
        }
        return sum;
    }

    @Property(tries = 100)
    void mergingIsAssociativeAndCommutativeAndTheSameAsCountingTogether(
            @ForAll("seen") List<Seen> one, @ForAll("seen") List<Seen> two, @ForAll("seen") List<Seen> three) {
        AggregateReportBuilder a = count(one);
        AggregateReportBuilder b = count(two);
        AggregateReportBuilder c = count(three);
        List<Seen> all = new ArrayList<>(one);
        all.addAll(two);
        all.addAll(three);
        byte[] together = state(count(all));
        assertThat(state(merged(merged(a, b), c))).isEqualTo(together);
        assertThat(state(merged(a, merged(b, c)))).isEqualTo(together);
        assertThat(state(merged(c, b, a))).isEqualTo(together);
        assertThat(state(merged(a, builder()))).isEqualTo(state(a));
        assertThat(count(all).build().stream()
                        .mapToLong(AggregateReport::messageCount)
                        .sum())
                .isEqualTo(all.size());
        Statistics.label("all have counted").collect(!one.isEmpty() && !two.isEmpty() && !three.isEmpty());
    }

    @Property(tries = 100)
    void stateIsMergedAsTheBuilderThatWroteIt(@ForAll("seen") List<Seen> one, @ForAll("seen") List<Seen> two)
            throws IOException {
        AggregateReportBuilder read = count(one);
        read.mergeState(new ByteArrayInputStream(state(count(two))));
        assertThat(state(read)).isEqualTo(state(merged(count(one), count(two))));
        assertThat(read.build()).isEqualTo(merged(count(one), count(two)).build());
    }

    @Test
    void builderMergedWithItselfHasTwiceTheCounts() {
        AggregateReportBuilder builder = count(List.of(new Seen("example.com", "192.0.2.1", true)));
        builder.merge(builder);
        assertThat(onlyRow(builder).count()).isEqualTo(2);
    }

    @Test
    void stateThatIsBrokenOrOfAnotherPeriodAddsNothing() throws IOException {
        byte[] state = state(count(
                List.of(new Seen("example.com", "192.0.2.1", true), new Seen("testing.example", "192.0.2.1", true))));
        AggregateReportBuilder builder = builder();
        for (int length = 1; length < state.length - 22; length += 97) {
            byte[] broken = Arrays.copyOf(state, length);
            assertThatThrownBy(() -> builder.mergeState(new ByteArrayInputStream(broken)))
                    .isInstanceOf(ReportFormatException.class);
            assertThat(builder.rowCount()).isZero();
        }
        AggregateReportBuilder later = AggregateReportBuilder.of(
                Reporter.of("Example Net", "dmarc@example.net"), BEGIN.plusSeconds(1), END.plusSeconds(1));
        assertThatThrownBy(() -> later.mergeState(new ByteArrayInputStream(state)))
                .isInstanceOf(ReportFormatException.class)
                .hasMessageContaining("report.other-state");
        assertThatThrownBy(() -> later.merge(builder)).isInstanceOf(IllegalArgumentException.class);
    }
}
