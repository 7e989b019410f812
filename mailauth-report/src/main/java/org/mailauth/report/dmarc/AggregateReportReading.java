package org.mailauth.report.dmarc;

import java.util.List;
import java.util.Objects;
import org.mailauth.Problem;

/**
 * What came of reading one report: everything about it but its rows, which were handed over one by one.
 *
 * <p>Immutable and thread-safe; no component is null.
 *
 * @param header who reports, of which time and which policy; complete, also where that stood behind the rows
 * @param member which part of a mail or archive the report was: a stranger's text for people, empty without a container
 * @param rowCount rows handed over
 * @param droppedRowCount rows that were none, for want of an address or a count; each is a problem
 * @param messageCount messages in the rows handed over, {@link Long#MAX_VALUE} when they are more
 * @param problems how the report deviates from the standards, what was left out, and what is wrong with its container; empty for a report without fault
 */
public record AggregateReportReading(
        AggregateReportHeader header,
        String member,
        long rowCount,
        long droppedRowCount,
        long messageCount,
        List<Problem> problems) {

    /**
     * Checks the numbers.
     *
     * @param header who reports, of which time and which policy; complete, also where that stood behind the rows
     * @param member which part of a mail or archive the report was: a stranger's text for people, empty without a container
     * @param rowCount rows handed over
     * @param droppedRowCount rows that were none, for want of an address or a count; each is a problem
     * @param messageCount messages in the rows handed over, {@link Long#MAX_VALUE} when they are more
     * @param problems how the report deviates from the standards, what was left out, and what is wrong with its container; empty for a report without fault
     */
    public AggregateReportReading {
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(member, "member");
        problems = List.copyOf(problems);
        if (rowCount < 0 || droppedRowCount < 0 || messageCount < 0) {
            throw new IllegalArgumentException("numbers must not be negative");
        }
    }
}
