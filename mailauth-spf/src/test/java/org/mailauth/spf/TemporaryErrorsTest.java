package org.mailauth.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.spf.SpfScene.IP4;
import static org.mailauth.spf.SpfScene.published;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.SmtpSession;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsQuestion;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.MessageDns;
import org.mailauth.testkit.InMemoryDns;

/** RFC 7208 §2.6.6, §4.4, §4.6.4 and §5: what fails for now is temperror and never anything else. */
class TemporaryErrorsTest {
    private static final List<DnsFailure> FAILURES = List.of(
            DnsFailure.TIMEOUT,
            DnsFailure.SERVER_FAILURE,
            DnsFailure.REFUSED,
            DnsFailure.OTHER_RCODE,
            DnsFailure.BOGUS,
            DnsFailure.NETWORK,
            DnsFailure.MALFORMED,
            DnsFailure.ALIAS_LOOP);

    static Stream<Arguments> placesAndFailures() {
        return Stream.of(
                        Arguments.of("v=spf1 +all", "example.com", DnsType.TXT),
                        Arguments.of("v=spf1 a:x.example.org +all", "x.example.org", DnsType.A),
                        Arguments.of("v=spf1 mx:x.example.org +all", "x.example.org", DnsType.MX),
                        Arguments.of("v=spf1 mx:y.example.org +all", "x.example.org", DnsType.A),
                        Arguments.of("v=spf1 include:x.example.org +all", "x.example.org", DnsType.TXT),
                        Arguments.of("v=spf1 include:z.example.org +all", "x.example.org", DnsType.A),
                        Arguments.of("v=spf1 exists:x.example.org +all", "x.example.org", DnsType.A),
                        Arguments.of("v=spf1 redirect=x.example.org", "x.example.org", DnsType.TXT),
                        Arguments.of("v=spf1 redirect=z.example.org", "x.example.org", DnsType.A))
                .flatMap(place -> FAILURES.stream()
                        .map(failure -> Arguments.of(place.get()[0], place.get()[1], place.get()[2], failure)));
    }

    @ParameterizedTest(name = "{0}, where {1} {2} is {3}")
    @MethodSource("placesAndFailures")
    void failureOfAQuestionIsTemperror(String record, String name, DnsType type, DnsFailure failure) {
        SpfScene scene = SpfScene.of(published(record)
                .mx("y.example.org", 10, "x.example.org")
                .txt("z.example.org", "v=spf1 a:x.example.org -all")
                .txt("x.example.org", "v=spf1 -all")
                .mx("x.example.org", 10, "x.example.org")
                .a("x.example.org", "198.51.100.1")
                .fail(name, type, failure));

        SpfEvaluation evaluation = scene.from(IP4);

        assertThat(evaluation.result()).isEqualTo(SpfResult.TEMPERROR);
        assertThat(evaluation.match()).isEmpty();
        assertThat(evaluation.explanation()).isEmpty();
        assertThat(evaluation.problems()).last().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("spf.dns");
            assertThat(problem.text()).contains(name);
        });
        assertThat(evaluation.authenticatedIdentifier().orElseThrow().isPass()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"v=spf1 ip4:192.0.2.1 a:x.example.org -all", "v=spf1 a:y.example.org a:x.example.org -all"})
    void failureBehindTheMatchIsNotEvenMet(String record) {
        SpfScene scene =
                SpfScene.of(published(record).a("y.example.org", IP4).fail("x.example.org", DnsFailure.TIMEOUT));

        assertThat(scene.from(IP4).result()).isEqualTo(SpfResult.PASS);
    }

    @Test
    void failureOfAnMxHostBehindTheMatchingOneIsNotMet() {
        SpfScene scene = SpfScene.of(published("v=spf1 mx -all")
                .mx("example.com", 10, "one.example.com")
                .mx("example.com", 20, "two.example.com")
                .a("one.example.com", IP4)
                .fail("two.example.com", DnsFailure.TIMEOUT));

        assertThat(scene.from(IP4).result()).isEqualTo(SpfResult.PASS);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"v=spf1 a:x.example.org +all", "v=spf1 -ptr +all", "v=spf1 exists:%{p}.x.example.org +all"})
    void interruptionIsTemperrorWhateverTheTerm(String record) {
        InMemoryDns zone = published(record).build();
        DnsResolver interrupted = question -> question.type() == DnsType.TXT
                ? zone.resolve(question)
                : new DnsAnswer.Failed(DnsFailure.INTERRUPTED, "");

        SpfEvaluation evaluation = SpfScene.of(interrupted, builder -> builder).from(IP4);

        assertThat(evaluation.result()).isEqualTo(SpfResult.TEMPERROR);
        assertThat(SpfScene.codes(evaluation)).containsExactly("spf.interrupted");
    }

    /** A DNS that needs some time for every answer, on a clock of its own. */
    private static final class SlowDns implements DnsResolver {
        private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);
        private final List<Duration> remaining = new ArrayList<>();
        private final InMemoryDns zone;
        private final Duration delay;

        SlowDns(InMemoryDns zone, Duration delay) {
            this.zone = zone;
            this.delay = delay;
        }

        @Override
        public DnsAnswer resolve(DnsQuestion question) {
            remaining.add(question.deadline().remaining());
            if (question.deadline().remaining().compareTo(delay) <= 0) {
                nanos.addAndGet(question.deadline().remaining().toNanos());
                return new DnsAnswer.Failed(DnsFailure.TIMEOUT, "");
            }
            nanos.addAndGet(delay.toNanos());
            return zone.resolve(question);
        }

        SpfEvaluation check(SpfLimits limits, BudgetLimits budget) {
            SpfEvaluator evaluator =
                    SpfEvaluator.builder().resolver(this).limits(limits).build();
            MessageDns dns = MessageDns.open(this, Budget.open(budget, nanos::get));
            return evaluator.checkMailFrom(SpfScene.session(IP4, "user@example.com", "h.example.org"), dns);
        }

        SpfEvaluation check() {
            return check(SpfLimits.rfc7208(), BudgetLimits.defaults().withElapsed(Duration.ofMinutes(5)));
        }
    }

    private static InMemoryDns.Builder nineHosts(String end) {
        InMemoryDns.Builder zone = InMemoryDns.builder();
        StringBuilder record = new StringBuilder("v=spf1");
        for (int host = 1; host < 10; host++) {
            record.append(" a:h").append(host).append(".example.org");
            zone.a("h" + host + ".example.org", "198.51.100." + host);
        }
        return zone.txt("example.com", record + " " + end);
    }

    @Test
    void evaluationThatTakesLongerThan20SecondsIsTemperror() {
        SlowDns slow = new SlowDns(nineHosts("+all").build(), Duration.ofSeconds(3));

        SpfEvaluation evaluation = slow.check();

        assertThat(evaluation.result()).isEqualTo(SpfResult.TEMPERROR);
        assertThat(SpfScene.codes(evaluation)).containsExactly("spf.elapsed");
        assertThat(evaluation.problems().get(0).reference()).isEqualTo("RFC 7208 §4.6.4");
        assertThat(evaluation.elapsed()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void evaluationWithin20SecondsHasItsResultAndSaysHowLongItTook() {
        SlowDns slow = new SlowDns(nineHosts("+all").build(), Duration.ofMillis(1900));

        SpfEvaluation evaluation = slow.check();

        assertThat(evaluation.result()).isEqualTo(SpfResult.PASS);
        assertThat(evaluation.elapsed()).isEqualTo(Duration.ofSeconds(19));
    }

    @Test
    void eachQuestionIsToldTheTimeThatIsLeft() {
        SlowDns slow = new SlowDns(nineHosts("+all").build(), Duration.ofSeconds(3));

        slow.check();

        assertThat(slow.remaining).extracting(Duration::toSeconds).containsExactly(20L, 17L, 14L, 11L, 8L, 5L, 2L);
    }

    @Test
    void timeCanBeShorterAndTheMessagesOwnTimeHoldsToo() {
        SlowDns shorter = new SlowDns(nineHosts("+all").build(), Duration.ofSeconds(1));
        SlowDns message = new SlowDns(nineHosts("+all").build(), Duration.ofSeconds(1));

        SpfEvaluation own =
                shorter.check(SpfLimits.rfc7208().withElapsed(Duration.ofSeconds(5)), BudgetLimits.defaults());
        SpfEvaluation shared =
                message.check(SpfLimits.rfc7208(), BudgetLimits.defaults().withElapsed(Duration.ofSeconds(4)));

        assertThat(own.result()).isEqualTo(SpfResult.TEMPERROR);
        assertThat(shorter.remaining.get(0)).isEqualTo(Duration.ofSeconds(5));
        assertThat(shared.result()).isEqualTo(SpfResult.TEMPERROR);
        assertThat(message.remaining.get(0)).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void timeThatEndsWithinAPtrIsTemperrorAndNotAMissingMatch() {
        // RFC 7208 §5.5 says that a failed ptr question does not match; that the time is up comes first.
        SlowDns slow = new SlowDns(published("v=spf1 -ptr +all").build(), Duration.ofSeconds(12));

        SpfEvaluation evaluation = slow.check();

        assertThat(evaluation.result()).isEqualTo(SpfResult.TEMPERROR);
        assertThat(SpfScene.codes(evaluation)).containsExactly("spf.elapsed");
    }

    @Test
    void withoutAnyTimeNothingIsAsked() {
        SlowDns slow = new SlowDns(nineHosts("+all").build(), Duration.ofSeconds(1));

        SpfEvaluation evaluation = slow.check(SpfLimits.rfc7208().withElapsed(Duration.ZERO), BudgetLimits.defaults());

        assertThat(evaluation.result()).isEqualTo(SpfResult.TEMPERROR);
        assertThat(slow.remaining).isEmpty();
    }

    @Test
    void timeThatIsUpEndsAnEvaluationWhoseAnswersAreAllKnown() {
        SlowDns slow =
                new SlowDns(published("v=spf1 a -all").a("example.com", IP4).build(), Duration.ofSeconds(6));
        SpfEvaluator evaluator = SpfEvaluator.builder().resolver(slow).build();
        MessageDns dns = MessageDns.open(
                slow, Budget.open(BudgetLimits.defaults().withElapsed(Duration.ofSeconds(13)), slow.nanos::get));
        SmtpSession session = SpfScene.session(IP4, "user@example.com", "example.com");

        SpfEvaluation inTime = evaluator.checkMailFrom(session, dns);
        slow.nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        SpfEvaluation late = evaluator.checkHelo(session, dns);

        assertThat(inTime.result()).isEqualTo(SpfResult.PASS);
        assertThat(late.result()).isEqualTo(SpfResult.TEMPERROR);
        assertThat(SpfScene.codes(late)).containsExactly("spf.elapsed");
        assertThat(slow.remaining).hasSize(2);
    }

    @Test
    void explanationThatComesTooLateIsLeftOut() {
        SlowDns slow = new SlowDns(
                nineHosts("-all exp=why.example.com")
                        .txt("why.example.com", "because")
                        .build(),
                Duration.ofMillis(1950));

        SpfEvaluation evaluation = slow.check();

        assertThat(evaluation.result()).isEqualTo(SpfResult.FAIL);
        assertThat(evaluation.explanation()).isEmpty();
    }
}
