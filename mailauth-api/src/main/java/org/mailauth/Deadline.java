package org.mailauth;

import java.time.Duration;
import java.util.Objects;

/**
 * Decides whether there is time left: a point on a {@link Ticker} by which a blocking call must have returned.
 *
 * <p>Immutable and thread-safe; two deadlines are equal only when they are the same object.
 */
public final class Deadline {
    private static final Duration LONGEST = Duration.ofDays(3650);

    private final Ticker ticker;
    private final long atNanos;

    private Deadline(Ticker ticker, long atNanos) {
        this.ticker = ticker;
        this.atNanos = atNanos;
    }

    /**
     * A deadline some time from now on the machine's ticker.
     *
     * @param fromNow how long from now, zero or more; cut to ten years
     * @return the deadline
     */
    public static Deadline after(Duration fromNow) {
        return after(fromNow, Ticker.system());
    }

    /**
     * A deadline some time from now on a ticker.
     *
     * @param fromNow how long from now, zero or more; cut to ten years
     * @param ticker what measures the time
     * @return the deadline
     */
    public static Deadline after(Duration fromNow, Ticker ticker) {
        Objects.requireNonNull(ticker, "ticker");
        return after(fromNow, ticker, ticker.nanos());
    }

    /** A deadline some time from a moment at which the ticker was read. */
    static Deadline after(Duration fromNow, Ticker ticker, long nowNanos) {
        Objects.requireNonNull(fromNow, "fromNow");
        if (fromNow.isNegative()) {
            throw new IllegalArgumentException("fromNow must not be negative: " + fromNow);
        }
        Duration bounded = fromNow.compareTo(LONGEST) > 0 ? LONGEST : fromNow;
        return new Deadline(ticker, nowNanos + bounded.toNanos());
    }

    /**
     * The sooner of this deadline and one some time from now on the same ticker.
     *
     * @param fromNow how long from now, zero or more
     * @return the sooner one
     */
    public Deadline orAfter(Duration fromNow) {
        Deadline other = after(fromNow, ticker);
        return other.atNanos - atNanos < 0 ? other : this;
    }

    /**
     * The sooner of this deadline and another one. On one ticker the clock is not read for it.
     *
     * @param other the other one
     * @return the sooner one; this one when both are equally soon
     */
    public Deadline earlier(Deadline other) {
        boolean otherIsSooner = ticker.equals(other.ticker)
                ? other.atNanos - atNanos < 0
                : other.remaining().compareTo(remaining()) < 0;
        return otherIsSooner ? other : this;
    }

    /**
     * The time left.
     *
     * @return zero when the deadline has passed, never negative
     */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, atNanos - ticker.nanos()));
    }

    /**
     * Whether no time is left.
     *
     * @return true once {@link #remaining()} is zero
     */
    public boolean hasPassed() {
        return atNanos - ticker.nanos() <= 0;
    }

    @Override
    public String toString() {
        return "Deadline[in " + remaining() + "]";
    }
}
