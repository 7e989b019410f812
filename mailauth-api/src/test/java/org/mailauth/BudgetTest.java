package org.mailauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mailauth.Budget.Resource.BODY_OCTETS;
import static org.mailauth.Budget.Resource.DNS_QUESTIONS;
import static org.mailauth.Budget.Resource.SIGNATURE_OPERATIONS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private static final BudgetLimits LIMITS = new BudgetLimits(3, Duration.ofSeconds(20), 1000, 2);

    private final FakeTicker ticker = FakeTicker.startingAt(Long.MAX_VALUE - 5);
    private final Budget budget = Budget.open(LIMITS, ticker);

    @Test
    void amountUpToTheLimitIsGranted() {
        assertThat(budget.spend(BODY_OCTETS, 999, "dkim")).isTrue();
        assertThat(budget.spend(BODY_OCTETS, 1, "arc")).isTrue();
        assertThat(budget.spend(BODY_OCTETS, 1, "dkim")).isFalse();
    }

    @Test
    void refusedAmountIsNotSpentAndIsRemembered() {
        assertThat(budget.spend(BODY_OCTETS, 1001, "dkim")).isFalse();
        assertThat(budget.statement().spent(BODY_OCTETS)).isZero();
        assertThat(budget.statement().entries()).isEmpty();
        assertThat(budget.statement().exhausted()).containsExactly(BODY_OCTETS);
        assertThat(budget.spend(BODY_OCTETS, 1000, "dkim"))
                .as("what is left can still be spent")
                .isTrue();
        assertThat(budget.statement().exhausted()).containsExactly(BODY_OCTETS);
    }

    @Test
    void largestAmountDoesNotOverflow() {
        assertThat(budget.spend(BODY_OCTETS, 1, "dkim")).isTrue();
        assertThat(budget.spend(BODY_OCTETS, Long.MAX_VALUE, "dkim")).isFalse();
        assertThat(budget.statement().spent(BODY_OCTETS)).isEqualTo(1);
    }

    @Test
    void nothingCanAlwaysBeSpent() {
        Budget empty = Budget.open(new BudgetLimits(0, Duration.ZERO, 0, 0), ticker);
        assertThat(empty.spend(DNS_QUESTIONS, 0, "spf")).isTrue();
        assertThat(empty.spend(DNS_QUESTIONS, 1, "spf")).isFalse();
        assertThat(empty.deadline().hasPassed()).isTrue();
    }

    @Test
    void resourcesAreKeptApart() {
        assertThat(budget.spend(SIGNATURE_OPERATIONS, 2, "dkim")).isTrue();
        assertThat(budget.spend(SIGNATURE_OPERATIONS, 1, "arc")).isFalse();
        assertThat(budget.spend(DNS_QUESTIONS, 3, "dkim")).isTrue();
    }

    @Test
    void negativeAmountIsAProgrammingError() {
        assertThatThrownBy(() -> budget.spend(DNS_QUESTIONS, -1, "spf"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("amount");
        assertThat(budget.statement().spent(DNS_QUESTIONS)).isZero();
    }

    @Test
    void statementNamesEachSpender() {
        budget.spend(DNS_QUESTIONS, 1, "spf");
        budget.spend(SIGNATURE_OPERATIONS, 1, "dkim");
        budget.spend(DNS_QUESTIONS, 1, "dkim");
        budget.spend(DNS_QUESTIONS, 1, "spf");
        budget.spend(DNS_QUESTIONS, 1, "dmarc");
        ticker.advance(Duration.ofMillis(1234));

        BudgetStatement statement = budget.statement();
        assertThat(statement.entries())
                .containsExactly(
                        new BudgetStatement.Entry(DNS_QUESTIONS, "spf", 2),
                        new BudgetStatement.Entry(DNS_QUESTIONS, "dkim", 1),
                        new BudgetStatement.Entry(SIGNATURE_OPERATIONS, "dkim", 1));
        assertThat(statement.spent(DNS_QUESTIONS)).isEqualTo(3);
        assertThat(statement.elapsed()).isEqualTo(Duration.ofMillis(1234));
        assertThat(statement).hasToString("""
                        elapsed: 1234 of 20000 ms
                        DNS questions: 3 of 3, spf 2, dkim 1 (exhausted)
                        body octets hashed: 0 of 1000
                        signature operations: 1 of 2, dkim 1""");
        assertThat(budget).hasToString(statement.toString());
    }

    @Test
    void statementIsASnapshot() {
        BudgetStatement before = budget.statement();
        budget.spend(DNS_QUESTIONS, 1, "spf");
        assertThat(before.entries()).isEmpty();
        assertThatThrownBy(() -> before.entries().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> before.exhausted().add(BODY_OCTETS)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void deadlineIsFixedWhenTheAccountIsOpened() {
        ticker.advance(Duration.ofSeconds(5));
        assertThat(budget.deadline().remaining()).isEqualTo(Duration.ofSeconds(15));
        ticker.advance(Duration.ofSeconds(15));
        assertThat(budget.deadline().hasPassed()).isTrue();
        assertThat(budget.statement().exhausted())
                .as("time is no resource that is asked for")
                .isEmpty();
    }

    @Test
    void manyThreadsNeverSpendMoreThanTheLimit() throws Exception {
        int threads = 8;
        Budget shared = Budget.open(BudgetLimits.defaults().withDnsQuestions(500));
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Integer>> granted = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                String spender = "spender" + thread;
                granted.add(pool.submit(() -> {
                    start.await();
                    int count = 0;
                    for (int at = 0; at < 500; at++) {
                        count += shared.spend(DNS_QUESTIONS, 1, spender) ? 1 : 0;
                    }
                    return count;
                }));
            }
            start.countDown();
            int sum = 0;
            for (Future<Integer> count : granted) {
                sum += count.get();
            }
            assertThat(sum).isEqualTo(500);
            assertThat(shared.statement().spent(DNS_QUESTIONS)).isEqualTo(500);
            assertThat(shared.statement().exhausted()).containsExactly(DNS_QUESTIONS);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void defaultLimitsAreTheDocumentedOnes() {
        assertThat(BudgetLimits.defaults())
                .isEqualTo(new BudgetLimits(300, Duration.ofSeconds(20), 1024L * 1024 * 1024, 128));
    }

    @Test
    void eachLimitCanBeReplaced() {
        assertThat(BudgetLimits.defaults()
                        .withDnsQuestions(1)
                        .withElapsed(Duration.ofSeconds(2))
                        .withBodyOctets(3)
                        .withSignatureOperations(4))
                .isEqualTo(new BudgetLimits(1, Duration.ofSeconds(2), 3, 4));
    }

    @Test
    void negativeLimitIsAProgrammingError() {
        BudgetLimits limits = BudgetLimits.defaults();
        assertThatThrownBy(() -> limits.withDnsQuestions(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> limits.withElapsed(Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> limits.withBodyOctets(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> limits.withSignatureOperations(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
