package org.mailauth.cli.report;

import java.util.EnumMap;
import java.util.Map;

/** How many messages there are of each class; sums stop at the highest number there is. Not thread-safe. */
final class Tally {
    private final Map<RowClass, Long> counts = new EnumMap<>(RowClass.class);

    void add(RowClass kind, long messages) {
        counts.merge(kind, messages, Tally::sum);
    }

    long of(RowClass kind) {
        return counts.getOrDefault(kind, 0L);
    }

    long messages() {
        return counts.values().stream().reduce(0L, Tally::sum);
    }

    /** The share of messages that pass, in percent; of no messages 0. */
    double passPercent() {
        long all = messages();
        return all == 0 ? 0 : 100.0 * of(RowClass.PASS) / all;
    }

    static long sum(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
