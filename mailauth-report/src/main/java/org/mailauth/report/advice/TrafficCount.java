package org.mailauth.report.advice;

import java.util.OptionalDouble;

/**
 * Says how many messages passed DMARC and how many did not. Immutable, thread-safe.
 *
 * @param passed messages with an aligned pass of DKIM or SPF, zero or more
 * @param failed messages without, zero or more
 */
public record TrafficCount(long passed, long failed) {
    static TrafficCount of(TrafficCell cell, long count) {
        return cell.isPass() ? new TrafficCount(count, 0) : new TrafficCount(0, count);
    }

    /**
     * Adds another count; what is too large for a {@code long} stays at its maximum.
     *
     * @param other to add
     * @return the sum
     */
    public TrafficCount plus(TrafficCount other) {
        return new TrafficCount(CellTable.sum(passed, other.passed), CellTable.sum(failed, other.failed));
    }

    /**
     * The share of messages that passed.
     *
     * @return 0 to 1; empty when there are no messages
     */
    public OptionalDouble passRatio() {
        double all = (double) passed + failed;
        return all > 0 ? OptionalDouble.of(passed / all) : OptionalDouble.empty();
    }
}
