package org.mailauth.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mailauth.Budget.Resource.DNS_QUESTIONS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.BudgetStatement;
import org.mailauth.Deadline;
import org.mailauth.FakeTicker;
import org.mailauth.MailAuthObserver;
import org.mailauth.dns.DnsAnswer.Evidence;

class MessageDnsTest {
    private static final DnsName NAME = DnsName.of("example.com");
    private static final DnsAnswer NO_DATA = new DnsAnswer.NoData(Evidence.NONE);

    private final FakeTicker ticker = FakeTicker.startingAt(Long.MAX_VALUE - 1);
    private final Budget budget = Budget.open(BudgetLimits.defaults().withDnsQuestions(2), ticker);
    private final List<DnsQuestion> asked = new ArrayList<>();
    private DnsAnswer next = NO_DATA;

    private final MessageDns dns = MessageDns.open(this::answer, budget);

    private DnsAnswer answer(DnsQuestion question) {
        asked.add(question);
        return next;
    }

    @Test
    void sameQuestionIsAskedOnce() {
        DnsAnswer first = dns.ask(NAME, DnsType.TXT, "spf");
        DnsAnswer second = dns.ask(DnsName.of("EXAMPLE.com."), DnsType.TXT, "dmarc");
        assertThat(first).isEqualTo(NO_DATA);
        assertThat(second).isSameAs(first);
        assertThat(asked).hasSize(1);
    }

    @Test
    void whatIsKnownIsToldForNothing() {
        assertThat(dns.known(NAME, DnsType.TXT)).isEmpty();
        dns.ask(NAME, DnsType.TXT, "spf");

        assertThat(dns.known(DnsName.of("EXAMPLE.com."), DnsType.TXT)).contains(NO_DATA);
        assertThat(dns.known(NAME, DnsType.A)).isEmpty();
        assertThat(asked).hasSize(1);
        assertThat(budget.statement().spent(DNS_QUESTIONS)).isEqualTo(1);
    }

    @Test
    void anotherTypeIsAnotherQuestion() {
        dns.ask(NAME, DnsType.TXT, "spf");
        dns.ask(NAME, DnsType.MX, "spf");
        assertThat(asked).extracting(DnsQuestion::type).containsExactly(DnsType.TXT, DnsType.MX);
        assertThat(asked).extracting(DnsQuestion::name).containsOnly(NAME);
    }

    @Test
    void onlyQuestionsThatReachTheResolverArePaidFor() {
        dns.ask(NAME, DnsType.TXT, "spf");
        dns.ask(NAME, DnsType.TXT, "dkim");
        dns.ask(NAME, DnsType.A, "dkim");
        assertThat(budget.statement().entries())
                .containsExactly(
                        new BudgetStatement.Entry(DNS_QUESTIONS, "spf", 1),
                        new BudgetStatement.Entry(DNS_QUESTIONS, "dkim", 1));
    }

    @Test
    void questionCarriesTheDeadlineOfTheMessage() {
        dns.ask(NAME, DnsType.TXT, "spf");
        assertThat(asked.get(0).deadline()).isSameAs(budget.deadline());
    }

    @ParameterizedTest
    @EnumSource(value = DnsFailure.class, mode = EnumSource.Mode.EXCLUDE, names = "INTERRUPTED")
    void failedQuestionIsNotAskedAgain(DnsFailure cause) {
        next = new DnsAnswer.Failed(cause, "");
        dns.ask(NAME, DnsType.TXT, "spf");
        next = NO_DATA;
        assertThat(dns.ask(NAME, DnsType.TXT, "spf")).isEqualTo(new DnsAnswer.Failed(cause, ""));
        assertThat(asked).hasSize(1);
    }

    @Test
    void interruptionOfOneThreadIsNoAnswerForAnother() {
        next = new DnsAnswer.Failed(DnsFailure.INTERRUPTED, "");
        assertThat(dns.ask(NAME, DnsType.TXT, "prefetch")).isEqualTo(next);
        next = NO_DATA;
        assertThat(dns.ask(NAME, DnsType.TXT, "spf")).isEqualTo(NO_DATA);
        assertThat(budget.statement().spent(DNS_QUESTIONS)).isEqualTo(2);
    }

    @Test
    void exhaustedBudgetIsAFailureAndNothingIsAsked() {
        dns.ask(DnsName.of("a.example"), DnsType.TXT, "spf");
        dns.ask(DnsName.of("b.example"), DnsType.TXT, "spf");
        assertFailed(dns.ask(NAME, DnsType.TXT, "dkim"), DnsFailure.BUDGET_EXHAUSTED);
        assertThat(asked).hasSize(2);
        assertThat(budget.statement().exhausted()).containsExactly(DNS_QUESTIONS);
        assertThat(dns.ask(DnsName.of("a.example"), DnsType.TXT, "dkim"))
                .as("known answers are free")
                .isEqualTo(NO_DATA);
    }

    @Test
    void passedDeadlineIsATimeoutAndNothingIsAskedOrPaid() {
        dns.ask(DnsName.of("a.example"), DnsType.TXT, "spf");
        ticker.advance(Duration.ofSeconds(20));
        assertFailed(dns.ask(NAME, DnsType.TXT, "spf"), DnsFailure.TIMEOUT);
        assertThat(asked).hasSize(1);
        assertThat(budget.statement().spent(DNS_QUESTIONS)).isEqualTo(1);
        assertThat(dns.ask(DnsName.of("a.example"), DnsType.TXT, "spf"))
                .as("known answers take no time")
                .isEqualTo(NO_DATA);
    }

    @Test
    void observerHearsOfAnswersAndOfCacheHits() {
        List<String> heard = new ArrayList<>();
        MailAuthObserver observer = new MailAuthObserver() {
            @Override
            public void dnsAnswered(DnsQuestion question, DnsAnswer answer, Duration took) {
                assertThat(took).isGreaterThanOrEqualTo(Duration.ZERO);
                heard.add("answered " + question.name() + " " + question.type() + " " + answer.equals(next));
            }

            @Override
            public void dnsCacheHit(DnsName name, DnsType type) {
                heard.add("hit " + name + " " + type);
            }
        };
        MessageDns observed = MessageDns.open(this::answer, budget, observer);
        observed.ask(NAME, DnsType.TXT, "spf");
        observed.ask(NAME, DnsType.TXT, "dkim");
        next = new DnsAnswer.Failed(DnsFailure.SERVER_FAILURE, "");
        observed.ask(NAME, DnsType.MX, "spf");
        observed.ask(NAME, DnsType.A, "spf");
        assertThat(heard)
                .containsExactly(
                        "answered example.com TXT true", "hit example.com TXT", "answered example.com MX true");
        assertThat(observed.observer()).isSameAs(observer);
        assertThat(dns.observer()).isSameAs(MailAuthObserver.SILENT);
        assertThat(dns.budget()).isSameAs(budget);
    }

    @Test
    void threadsThatAskAtTheSameMomentGetOneAnswer() throws Exception {
        CyclicBarrier bothInside = new CyclicBarrier(2);
        AtomicInteger serial = new AtomicInteger();
        MessageDns shared = MessageDns.open(
                question -> {
                    try {
                        bothInside.await(1, TimeUnit.MINUTES);
                    } catch (Exception impossible) {
                        throw new IllegalStateException(impossible);
                    }
                    DnsRecord record = new DnsRecord.Txt(List.of("answer " + serial.incrementAndGet()));
                    return new DnsAnswer.Found(List.of(record), Evidence.NONE);
                },
                budget);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            Future<DnsAnswer> one = pool.submit(() -> shared.ask(NAME, DnsType.TXT, "spf"));
            Future<DnsAnswer> other = pool.submit(() -> shared.ask(NAME, DnsType.TXT, "dkim"));
            assertThat(one.get()).isSameAs(other.get());
            assertThat(serial).hasValue(2);
            assertThat(budget.statement().spent(DNS_QUESTIONS))
                    .as("both reached the resolver")
                    .isEqualTo(2);
            assertThat(shared.ask(NAME, DnsType.TXT, "arc")).isSameAs(one.get());
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void resolverThatBreaksItsContractIsNotTurnedIntoAnAnswer() {
        MessageDns throwing = MessageDns.open(
                question -> {
                    throw new IllegalStateException("broken resolver");
                },
                budget);
        assertThatThrownBy(() -> throwing.ask(NAME, DnsType.TXT, "spf"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken resolver");
    }

    private static void assertFailed(DnsAnswer answer, DnsFailure cause) {
        assertThat(answer).isInstanceOfSatisfying(DnsAnswer.Failed.class, failed -> {
            assertThat(failed.cause()).isEqualTo(cause);
            assertThat(failed.detail()).isNotEmpty();
        });
    }

    @Test
    void soonerOfTheTwoDeadlinesIsTheQuestions() {
        dns.ask(DnsName.of("a.example"), DnsType.TXT, "spf", Deadline.after(Duration.ofSeconds(3), ticker));
        dns.ask(DnsName.of("b.example"), DnsType.TXT, "spf", Deadline.after(Duration.ofHours(3), ticker));

        assertThat(asked)
                .extracting(question -> question.deadline().remaining())
                .containsExactly(Duration.ofSeconds(3), BudgetLimits.defaults().elapsed());
    }

    @Test
    void questionWhoseOwnDeadlineHasPassedIsNeitherAskedNorRemembered() {
        Deadline passed = Deadline.after(Duration.ZERO, ticker);

        assertFailed(dns.ask(NAME, DnsType.TXT, "spf", passed), DnsFailure.TIMEOUT);
        assertThat(asked).isEmpty();
        assertThat(dns.ask(NAME, DnsType.TXT, "spf")).isEqualTo(NO_DATA);
        // What is known is told, however late.
        assertThat(dns.ask(NAME, DnsType.TXT, "spf", passed)).isEqualTo(NO_DATA);
        assertThat(asked).hasSize(1);
    }
}
