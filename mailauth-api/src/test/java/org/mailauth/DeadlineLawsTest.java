package org.mailauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class DeadlineLawsTest {

    @Property
    void tickerThatWrapsAroundDoesNoHarm(
            @ForAll long start,
            @ForAll @LongRange(max = 100_000) long millis,
            @ForAll @LongRange(max = 200_000) long later) {
        FakeTicker ticker = FakeTicker.startingAt(start);
        Deadline deadline = Deadline.after(Duration.ofMillis(millis), ticker);
        ticker.advance(Duration.ofMillis(later));
        assertThat(deadline.hasPassed()).isEqualTo(later >= millis);
        assertThat(deadline.remaining()).isEqualTo(Duration.ofMillis(Math.max(0, millis - later)));
    }
}
