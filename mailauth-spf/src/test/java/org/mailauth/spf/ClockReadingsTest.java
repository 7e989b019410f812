package org.mailauth.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.Deadline;
import org.mailauth.MailAuthObserver;
import org.mailauth.SmtpSession;
import org.mailauth.Ticker;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsQuestion;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.MessageDns;
import org.mailauth.testkit.InMemoryDns;

/**
 * How often a check reads the clock: when it begins, before each question, and when it ends. Readings were a third of the
 * time of a check whose records are remembered. The deadlines hold all the same, however long others work in between.
 */
class ClockReadingsTest {
    private static final SpfLimits LIMITS = SpfLimits.rfc7208();
    private static final SmtpSession SESSION = SpfScene.session("192.0.2.1", "user@example.com", "mail.example.com");
    private static final DnsResolver CHAIN = atOnce("""
            example.com. TXT "v=spf1 include:a.example.com -all"
            a.example.com. TXT "v=spf1 include:b.example.com -all"
            b.example.com. TXT "v=spf1 include:c.example.com -all"
            c.example.com. TXT "v=spf1 include:d.example.com -all"
            d.example.com. TXT "v=spf1 include:e.example.com -all"
            e.example.com. TXT "v=spf1 ip4:192.0.2.0/24 -all"
            """);

    /** A zone that does not look at the clock of the check: {@link InMemoryDns} does, to see whether the deadline has passed. */
    private static DnsResolver atOnce(String zone) {
        InMemoryDns dns = InMemoryDns.of(zone);
        return question -> dns.resolve(
                new DnsQuestion(question.name(), question.type(), Deadline.after(Duration.ofMinutes(1), () -> 0)));
    }

    /** Stands still unless told to go on. */
    private static final class CountingTicker implements Ticker {
        private long nanos = Long.MAX_VALUE - 1_000_000_000L;
        private int readings;

        @Override
        public long nanos() {
            readings++;
            return nanos;
        }

        void pass(Duration time) {
            nanos += time.toNanos();
        }
    }

    private final CountingTicker ticker = new CountingTicker();

    private SpfEvaluation check(DnsResolver resolver) {
        return check(resolver, MailAuthObserver.SILENT, BudgetLimits.defaults(), LIMITS);
    }

    private SpfEvaluation check(
            DnsResolver resolver, MailAuthObserver observer, BudgetLimits ofMessage, SpfLimits limits) {
        return SpfEvaluator.builder()
                .resolver(resolver)
                .build()
                .checkMailFrom(SESSION, SpfAccount.alone(resolver, ofMessage, ticker, observer, limits));
    }

    @Test
    void oneQuestionTakesThreeReadings() {
        assertThat(check(atOnce("example.com. TXT \"v=spf1 ip4:192.0.2.0/24 -all\""))
                        .result())
                .isEqualTo(SpfResult.PASS);
        assertThat(ticker.readings).isEqualTo(3);
    }

    @Test
    void sixQuestionsTakeEightReadings() {
        assertThat(check(CHAIN).result()).isEqualTo(SpfResult.PASS);
        assertThat(ticker.readings).isEqualTo(8);
    }

    @Test
    void withinAMessageTheBeginningIsReadOfItself() {
        MessageDns dns = MessageDns.open(CHAIN, Budget.open(BudgetLimits.defaults(), ticker));
        ticker.pass(Duration.ofSeconds(2));
        ticker.readings = 0;

        SpfEvaluation evaluation =
                SpfEvaluator.builder().resolver(CHAIN).build().checkMailFrom(SESSION, dns);

        assertThat(evaluation.result()).isEqualTo(SpfResult.PASS);
        assertThat(evaluation.elapsed()).as("of the check alone").isZero();
        assertThat(ticker.readings).isEqualTo(8);
    }

    @Test
    void aKnownAnswerTakesOneReadingLikeAnyOther() {
        DnsResolver zone = atOnce("""
                example.com. TXT "v=spf1 include:a.example.com include:a.example.com -all"
                a.example.com. TXT "v=spf1 -all"
                """);

        SpfEvaluation evaluation = check(zone);

        assertThat(evaluation.result()).isEqualTo(SpfResult.FAIL);
        assertThat(evaluation.cost()).isEqualTo(new SpfCost(2, 0, 2));
        assertThat(ticker.readings).isEqualTo(5);
    }

    @Test
    void aResolverThatWaitsUntilItsDeadlineEndsTheCheckThere() {
        List<Duration> told = new ArrayList<>();
        DnsResolver resolver = question -> {
            Duration left = question.deadline().remaining();
            told.add(left);
            boolean first = told.size() == 1;
            ticker.pass(first ? Duration.ofSeconds(3) : left);
            return first ? CHAIN.resolve(question) : new DnsAnswer.Failed(DnsFailure.TIMEOUT, "");
        };

        SpfEvaluation evaluation = check(resolver);

        assertThat(SpfScene.codes(evaluation)).contains("spf.elapsed");
        assertThat(evaluation.result()).isEqualTo(SpfResult.TEMPERROR);
        assertThat(told).containsExactly(Duration.ofSeconds(20), Duration.ofSeconds(17));
        assertThat(evaluation.elapsed()).isEqualTo(Duration.ofSeconds(20));
        // Two of them are the resolver's own, and one is whether the time-out was that of the check.
        assertThat(ticker.readings).isEqualTo(2 + 2 + 2 + 1);
    }

    @Test
    void afterAnAnswerThatCameTooLateNothingIsAsked() {
        List<DnsQuestion> asked = new ArrayList<>();
        DnsResolver resolver = question -> {
            asked.add(question);
            ticker.pass(Duration.ofSeconds(21));
            return CHAIN.resolve(question);
        };

        SpfEvaluation evaluation = check(resolver);

        assertThat(SpfScene.codes(evaluation)).contains("spf.elapsed");
        assertThat(asked).hasSize(1);
        assertThat(evaluation.elapsed()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void timeThatPassesBetweenQuestionsIsNotGivenToAResolver() {
        List<Duration> told = new ArrayList<>();
        DnsResolver resolver = question -> {
            told.add(question.deadline().remaining());
            return CHAIN.resolve(question);
        };
        MailAuthObserver slow = new MailAuthObserver() {
            @Override
            public void dnsAnswered(DnsQuestion question, DnsAnswer answer, Duration took) {
                ticker.pass(Duration.ofSeconds(4));
            }
        };

        SpfEvaluation evaluation = check(resolver, slow, BudgetLimits.defaults(), LIMITS);

        assertThat(told).extracting(Duration::toSeconds).containsExactly(20L, 16L, 12L, 8L, 4L);
        assertThat(SpfScene.codes(evaluation)).contains("spf.elapsed");
        assertThat(evaluation.elapsed()).isEqualTo(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @CsvSource({"PT5S, PT20S, PT5S", "PT5H, PT20S, PT20S", "PT20S, PT3S, PT3S", "P99999D, P99999D, P3650D"})
    void theShorterTimeHoldsWhoeverSetIt(Duration ofMessage, Duration ofCheck, Duration expected) {
        DnsResolver resolver = question -> {
            ticker.pass(question.deadline().remaining());
            return new DnsAnswer.Failed(DnsFailure.TIMEOUT, "");
        };

        SpfEvaluation evaluation = check(
                resolver,
                MailAuthObserver.SILENT,
                BudgetLimits.defaults().withElapsed(ofMessage),
                LIMITS.withElapsed(ofCheck));

        assertThat(SpfScene.codes(evaluation)).containsExactly("spf.elapsed");
        assertThat(evaluation.elapsed()).isEqualTo(expected);
    }
}
