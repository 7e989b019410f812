package org.mailauth;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A ticker that stands still until a test moves it; it wraps around as {@link System#nanoTime()} may. */
public final class FakeTicker implements Ticker {
    private final AtomicLong nanos;

    private FakeTicker(long start) {
        this.nanos = new AtomicLong(start);
    }

    public static FakeTicker startingAt(long nanos) {
        return new FakeTicker(nanos);
    }

    public void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Override
    public long nanos() {
        return nanos.get();
    }
}
