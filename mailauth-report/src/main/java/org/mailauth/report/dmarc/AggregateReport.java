package org.mailauth.report.dmarc;

import java.util.List;
import java.util.Objects;

/**
 * A DMARC aggregate report, held in memory (RFC 9990).
 *
 * <p>Immutable and thread-safe; no component is null.
 *
 * @param header who reports, of which time and which policy
 * @param rows what came of the messages
 */
public record AggregateReport(AggregateReportHeader header, List<AggregateRow> rows) {

    /**
     * Copies the list.
     *
     * @param header who reports, of which time and which policy
     * @param rows what came of the messages
     */
    public AggregateReport {
        Objects.requireNonNull(header, "header");
        rows = List.copyOf(rows);
    }

    /**
     * How many messages are reported.
     *
     * @return the sum of all rows, {@link Long#MAX_VALUE} when it is more
     */
    public long messageCount() {
        long sum = 0;
        for (AggregateRow row : rows) {
            sum = saturatedSum(sum, row.count());
        }
        return sum;
    }

    static long saturatedSum(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
