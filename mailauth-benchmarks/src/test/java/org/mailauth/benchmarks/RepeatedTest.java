package org.mailauth.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Slices count all that was done in them, and nothing else. */
class RepeatedTest {
    private static final long MILLI = 1_000_000;

    private final AtomicLong done = new AtomicLong();
    private final Repeated repeated = new Repeated("row", () -> done.incrementAndGet() > 0);

    @Test
    void everythingThatIsDoneIsCounted() throws Exception {
        repeated.during(5 * MILLI);
        repeated.during(5 * MILLI);

        assertThat(repeated.count()).isEqualTo(done.get());
        assertThat(repeated.nanosPerOperation() * done.get()).isGreaterThanOrEqualTo(9.99 * MILLI);
    }

    @Test
    void slicesBeforeARestartAreForgotten() throws Exception {
        repeated.during(5 * MILLI);
        long before = done.get();
        repeated.restart();
        repeated.during(0);

        assertThat(repeated.count()).isPositive().isEqualTo(done.get() - before);
    }

    @Test
    void slowOperationIsDoneOnce() throws Exception {
        Repeated slow = new Repeated("row", () -> {
            long end = System.nanoTime() + 3 * MILLI;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            return true;
        });
        slow.during(1);

        assertThat(slow.count()).isEqualTo(1);
    }

    @Test
    void wrongResultIsNotMeasured() {
        Repeated wrong = new Repeated("a row", () -> false);

        assertThatIllegalStateException().isThrownBy(wrong::warmUp).withMessage("wrong result: a row");
        assertThatIllegalStateException().isThrownBy(() -> wrong.during(1)).withMessage("wrong result: a row");
    }
}
