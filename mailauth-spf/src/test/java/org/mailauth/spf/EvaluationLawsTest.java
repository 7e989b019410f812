package org.mailauth.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.SmtpSession;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.MessageDns;
import org.mailauth.testkit.RecordingDns;

/** Whatever a zone holds, an evaluation ends with a result and within every limit. */
class EvaluationLawsTest {

    @Provide
    Arbitrary<ZoneArbitraries.Zone> zone() {
        return ZoneArbitraries.zones();
    }

    @Provide
    Arbitrary<SmtpSession> session() {
        Arbitrary<String> ip = Arbitraries.of("192.0.2.1", "2001:db8::1", "::ffff:192.0.2.1");
        Arbitrary<String> local = Arbitraries.of("user", "a-b.c", "", "\"x y\"", "j\u00f6rg", "a..b");
        Arbitrary<String> domain = Arbitraries.frequency(
                Tuple.of(12, "a.test"), Tuple.of(2, "B.test."), Tuple.of(1, "none.test"), Tuple.of(1, "[192.0.2.1]"));
        Arbitrary<String> helo = Arbitraries.of("h1.test", "c.test", "\u00fc.test", "x\r\ny", "");
        return Combinators.combine(ip, local, domain, helo)
                .as((client, user, name, greeting) -> SmtpSession.builder()
                        .clientIp(client)
                        .mailFrom(user + "@" + name)
                        .helo(greeting)
                        .build());
    }

    @Provide
    Arbitrary<SpfLimits> limits() {
        Arbitrary<SpfLimits> small = Combinators.combine(
                        Arbitraries.integers().between(0, 10),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 10),
                        Arbitraries.integers().between(0, 40))
                .as((terms, voids, names, questions) ->
                        new SpfLimits(terms, voids, names, names, questions, Duration.ofSeconds(20)));
        return Arbitraries.frequencyOf(Tuple.of(2, Arbitraries.just(SpfLimits.rfc7208())), Tuple.of(1, small));
    }

    @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE)
    void everyEvaluationEndsWithinItsLimitsAndAsksNothingTwice(
            @ForAll("zone") ZoneArbitraries.Zone zone,
            @ForAll("session") SmtpSession session,
            @ForAll("limits") SpfLimits limits) {
        RecordingDns dns = RecordingDns.over(zone.dns());
        SpfEvaluator evaluator =
                SpfEvaluator.builder().resolver(dns).limits(limits).build();

        SpfEvaluation evaluation = evaluator.checkMailFrom(session);

        assertWithinLimits(evaluation, limits, dns);
        assertOnlyTheClientsFamilyIsAsked(zone, session, dns);
        assertFailuresAreTemperror(zone, evaluation, dns);
        assertConsistent(evaluation);
        List<RecordingDns.Asked> first = dns.questions();
        dns.clear();
        assertThat(evaluator.checkMailFrom(session)).hasToString(evaluation.toString());
        assertThat(dns.questions()).isEqualTo(first);
        collect(evaluation);
    }

    /** A check that is alone counts its questions by what its DNS knows; the twin keeps a list of its own. */
    @Property(tries = 700, edgeCases = EdgeCasesMode.NONE)
    void aCheckThatIsAloneAgreesWithOneThatSharesTheDnsOfItsMessage(
            @ForAll("zone") ZoneArbitraries.Zone zone,
            @ForAll("session") SmtpSession session,
            @ForAll("limits") SpfLimits limits) {
        RecordingDns dns = RecordingDns.over(zone.dns());
        SpfEvaluator evaluator =
                SpfEvaluator.builder().resolver(dns).limits(limits).build();

        SpfEvaluation alone = evaluator.checkMailFrom(session);
        List<RecordingDns.Asked> asked = dns.questions();
        dns.clear();
        MessageDns fresh = MessageDns.open(dns, Budget.open(BudgetLimits.defaults()));
        SpfEvaluation shared = evaluator.checkMailFrom(session, fresh);

        assertThat(dns.questions()).isEqualTo(asked);
        assertSame(alone, shared);
        // All answers are known by now: nobody is asked, and the check counts the same.
        dns.clear();
        assertSame(alone, evaluator.checkMailFrom(session, fresh));
        assertThat(dns.questions()).isEmpty();
        Statistics.label("questions").collect(Math.min(alone.cost().dnsQuestions(), 3));
        Statistics.label("questions").coverage(coverage -> coverage.check(3).percentage(share -> share > 10));
    }

    private static void assertSame(SpfEvaluation one, SpfEvaluation other) {
        assertThat(other).hasToString(one.toString());
        assertThat(other.cost()).isEqualTo(one.cost());
        assertThat(other.problems()).isEqualTo(one.problems());
        assertThat(other.explanation()).isEqualTo(one.explanation());
        assertThat(other.trace()).isEqualTo(one.trace());
    }

    private static void assertWithinLimits(SpfEvaluation evaluation, SpfLimits limits, RecordingDns dns) {
        SpfCost cost = evaluation.cost();
        assertThat(cost.dnsTerms()).isBetween(0, limits.dnsTerms());
        boolean ended = evaluation.result() == SpfResult.PERMERROR;
        assertThat(cost.voidLookups()).isBetween(0, limits.voidLookups() + (ended ? 1 : 0));
        assertThat(dns.count()).isBetween(cost.dnsQuestions(), limits.dnsQuestions());
        assertThat(new HashSet<>(dns.questions())).hasSize(dns.count());
        // The RFC's own bound, whatever the limit on questions: 11 a term, the record, and 11 for validated names.
        assertThat(dns.count()).isLessThanOrEqualTo(1 + 11 * limits.dnsTerms() + 11 + 1);
    }

    private static void assertOnlyTheClientsFamilyIsAsked(
            ZoneArbitraries.Zone zone, SmtpSession session, RecordingDns dns) {
        boolean four = session.clientIp().getAddress().length == 4;
        if (four) {
            assertThat(dns.questions().stream().anyMatch(asked -> asked.type() == DnsType.AAAA))
                    .isFalse();
        } else if (!zone.mentions("exists")) {
            assertThat(dns.questions().stream().anyMatch(asked -> asked.type() == DnsType.A))
                    .isFalse();
        }
    }

    private static void assertFailuresAreTemperror(
            ZoneArbitraries.Zone zone, SpfEvaluation evaluation, RecordingDns dns) {
        // RFC 7208 §5.5, §6.2, §7.3: ptr, macro p and exp live with failures.
        boolean failed = dns.exchanges().stream().anyMatch(exchange -> exchange.answer() instanceof DnsAnswer.Failed);
        if (failed && !zone.mentions("ptr", "%{p", "exp=")) {
            assertThat(evaluation.result()).isEqualTo(SpfResult.TEMPERROR);
        }
        if (evaluation.result() == SpfResult.TEMPERROR) {
            assertThat(failed).isTrue();
        }
    }

    private static void assertConsistent(SpfEvaluation evaluation) {
        boolean error = evaluation.result() == SpfResult.PERMERROR || evaluation.result() == SpfResult.TEMPERROR;
        assertThat(evaluation.problems().isEmpty())
                .isEqualTo(!error && evaluation.domain().isPresent());
        if (error || evaluation.result() == SpfResult.NONE) {
            assertThat(evaluation.match()).isEmpty();
        } else {
            evaluation
                    .match()
                    .ifPresent(match ->
                            assertThat(match.directive().qualifier().result()).isEqualTo(evaluation.result()));
            assertThat(evaluation.match().isPresent() || evaluation.result() == SpfResult.NEUTRAL)
                    .isTrue();
        }
        assertThat(evaluation.explanation().isEmpty() || evaluation.result() == SpfResult.FAIL)
                .isTrue();
        evaluation.trace().ifPresent(trace -> {
            SpfCost cost = evaluation.cost();
            assertThat(trace.result()).isEqualTo(evaluation.result());
            assertThat(trace.steps().stream()
                            .mapToInt(step -> step.cost().dnsTerms())
                            .sum())
                    .isEqualTo(cost.dnsTerms());
            assertThat(trace.steps().stream()
                            .mapToInt(step -> step.cost().voidLookups())
                            .sum())
                    .isEqualTo(cost.voidLookups());
            assertThat(trace.toString().chars().allMatch(c -> c == '\n' || c >= ' '))
                    .isTrue();
        });
    }

    private static void collect(SpfEvaluation evaluation) {
        Statistics.label("result").collect(evaluation.result());
        int steps = evaluation.trace().map(trace -> trace.steps().size()).orElse(0);
        Statistics.label("reaches a mechanism").collect(steps > 0);
        Statistics.label("reaches a mechanism")
                .coverage(coverage -> coverage.check(true).percentage(share -> share >= 20));
        boolean nested = evaluation.trace().stream()
                .flatMap(trace -> trace.steps().stream())
                .anyMatch(step -> step.nested().isPresent());
        Statistics.label("reaches another policy").collect(nested);
        Statistics.label("reaches another policy")
                .coverage(coverage -> coverage.check(true).percentage(share -> share >= 10));
    }
}
