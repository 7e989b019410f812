package org.mailauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void timeRunsOutExactlyAtTheDeadline() {
        FakeTicker ticker = FakeTicker.startingAt(0);
        Deadline deadline = Deadline.after(SECOND, ticker);
        assertThat(deadline.remaining()).isEqualTo(SECOND);
        ticker.advance(SECOND.minusNanos(1));
        assertThat(deadline.hasPassed()).isFalse();
        assertThat(deadline.remaining()).isEqualTo(Duration.ofNanos(1));
        ticker.advance(Duration.ofNanos(1));
        assertThat(deadline.hasPassed()).isTrue();
        assertThat(deadline.remaining()).isZero();
        ticker.advance(SECOND);
        assertThat(deadline.hasPassed()).isTrue();
        assertThat(deadline.remaining()).as("never negative").isZero();
    }

    @Test
    void wrapAtTheLargestValueIsNoEnd() {
        FakeTicker ticker = FakeTicker.startingAt(Long.MAX_VALUE);
        Deadline deadline = Deadline.after(SECOND, ticker);
        assertThat(deadline.hasPassed()).isFalse();
        ticker.advance(SECOND);
        assertThat(ticker.nanos()).isNegative();
        assertThat(deadline.hasPassed()).isTrue();
    }

    @Test
    void soonerOfTwoCounts() {
        FakeTicker ticker = FakeTicker.startingAt(Long.MAX_VALUE - 3);
        Deadline deadline = Deadline.after(SECOND, ticker);
        assertThat(deadline.orAfter(Duration.ofMillis(10)).remaining()).isEqualTo(Duration.ofMillis(10));
        assertThat(deadline.orAfter(Duration.ofSeconds(10))).isSameAs(deadline);
        assertThat(deadline.orAfter(Duration.ZERO).hasPassed()).isTrue();
    }

    @Test
    void earlierOfTwoDeadlinesCounts() {
        FakeTicker ticker = FakeTicker.startingAt(Long.MAX_VALUE - 3);
        Deadline soon = Deadline.after(Duration.ofMillis(10), ticker);
        Deadline late = Deadline.after(SECOND, ticker);
        assertThat(soon.earlier(late)).isSameAs(soon);
        assertThat(late.earlier(soon)).isSameAs(soon);
        Deadline elsewhere = Deadline.after(Duration.ofMillis(20), FakeTicker.startingAt(0));
        assertThat(elsewhere.earlier(soon)).isSameAs(soon);
        assertThat(soon.earlier(elsewhere)).isSameAs(soon);
        assertThat(late.earlier(elsewhere)).isSameAs(elsewhere);
    }

    @Test
    void endlessTimeIsCutToTenYears() {
        Deadline deadline = Deadline.after(Duration.ofSeconds(Long.MAX_VALUE), FakeTicker.startingAt(Long.MAX_VALUE));
        assertThat(deadline.hasPassed()).isFalse();
        assertThat(deadline.remaining()).isEqualTo(Duration.ofDays(3650));
    }

    @Test
    void noTimeHasPassedAtOnce() {
        assertThat(Deadline.after(Duration.ZERO).hasPassed()).isTrue();
        assertThat(Deadline.after(Duration.ofDays(1)).hasPassed()).isFalse();
    }

    @Test
    void negativeTimeIsAProgrammingError() {
        assertThatThrownBy(() -> Deadline.after(Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fromNow");
    }

    @Test
    void textTellsTheTimeLeft() {
        assertThat(Deadline.after(SECOND, FakeTicker.startingAt(7))).hasToString("Deadline[in PT1S]");
    }
}
