package org.mailauth.report.dmarc;

/** Takes the rows of reports while they are read. Called on the thread that reads, in the order of the file. */
@FunctionalInterface
public interface AggregateRowHandler {
    /**
     * Takes a row.
     *
     * @param header what the report said before its rows; the same object for all rows of a report, unless parts of it stand
     *     behind rows
     * @param row the row
     */
    void row(AggregateReportHeader header, AggregateRow row);
}
