package org.mailauth;

/**
 * Measures elapsed time in nanoseconds from an arbitrary start; never goes backwards, but may wrap around from
 * {@link Long#MAX_VALUE}: only differences mean anything.
 *
 * <p>Deadlines use a ticker and not a {@link java.time.Clock}, because a wall clock can be set and a test's wall clock
 * may stand in another year. Implementations must be safe for concurrent use.
 */
@FunctionalInterface
public interface Ticker {
    /**
     * The time elapsed since this ticker's own arbitrary start.
     *
     * @return nanoseconds
     */
    long nanos();

    /**
     * The ticker of the machine.
     *
     * @return a ticker over {@link System#nanoTime()}
     */
    static Ticker system() {
        return System::nanoTime;
    }
}
