package org.mailauth.report.dmarc;

/**
 * Says how much of a stranger's file is read (RFC 9990 §8.1 names bombs of ZIP and XML). Whatever goes beyond a limit is left
 * out, and a problem says so; what was read until then counts.
 *
 * <p>Immutable and thread-safe.
 *
 * @param inputOctets octets of the file as it is given, such as a mail
 * @param reportOctets octets of all reports in it together, after decompression
 * @param inflationRatio how many octets may come of one compressed octet, on average; looked at after the first MiB
 * @param members files in archives and parts of mails, all together
 * @param nesting containers in each other: a report in gzip in ZIP in a mail has 3
 * @param rows rows of one report
 * @param depth elements in each other
 * @param textLength characters of one text; longer ones are cut
 * @param problems problems of one report that are kept; further ones are counted
 */
public record ReportLimits(
        long inputOctets,
        long reportOctets,
        int inflationRatio,
        int members,
        int nesting,
        long rows,
        int depth,
        int textLength,
        int problems) {
    private static final long MIB = 1024L * 1024;

    /**
     * Checks that every limit is positive.
     *
     * @param inputOctets octets of the file as it is given, such as a mail
     * @param reportOctets octets of all reports in it together, after decompression
     * @param inflationRatio how many octets may come of one compressed octet, on average; looked at after the first MiB
     * @param members files in archives and parts of mails, all together
     * @param nesting containers in each other: a report in gzip in ZIP in a mail has 3
     * @param rows rows of one report
     * @param depth elements in each other
     * @param textLength characters of one text; longer ones are cut
     * @param problems problems of one report that are kept; further ones are counted
     */
    public ReportLimits {
        boolean sizes = inputOctets > 0 && reportOctets > 0 && inflationRatio > 0 && members > 0 && nesting > 0;
        if (!sizes || rows < 1 || depth < 1 || textLength < 1 || problems < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }

    /**
     * The limits used when none are given: 64 MiB of input and as much of reports (about 100,000 rows), 100 octets of one, 100
     * members, 4 containers in each other, 1,000,000 rows, 32 elements in each other, 1,000 characters of a text, 100 problems.
     *
     * @return the default limits
     */
    public static ReportLimits defaults() {
        return new ReportLimits(64 * MIB, 64 * MIB, 100, 100, 4, 1_000_000, 32, 1_000, 100);
    }

    /**
     * These limits with another size of the file.
     *
     * @param octets one or more
     * @return new limits
     */
    public ReportLimits withInputOctets(long octets) {
        return new ReportLimits(
                octets, reportOctets, inflationRatio, members, nesting, rows, depth, textLength, problems);
    }

    /**
     * These limits with another size of the reports.
     *
     * @param octets one or more
     * @return new limits
     */
    public ReportLimits withReportOctets(long octets) {
        return new ReportLimits(
                inputOctets, octets, inflationRatio, members, nesting, rows, depth, textLength, problems);
    }

    /**
     * These limits with another ratio.
     *
     * @param ratio one or more
     * @return new limits
     */
    public ReportLimits withInflationRatio(int ratio) {
        return new ReportLimits(inputOctets, reportOctets, ratio, members, nesting, rows, depth, textLength, problems);
    }

    /**
     * These limits with another number of members.
     *
     * @param number one or more
     * @return new limits
     */
    public ReportLimits withMembers(int number) {
        return new ReportLimits(
                inputOctets, reportOctets, inflationRatio, number, nesting, rows, depth, textLength, problems);
    }

    /**
     * These limits with another number of containers in each other.
     *
     * @param number one or more
     * @return new limits
     */
    public ReportLimits withNesting(int number) {
        return new ReportLimits(
                inputOctets, reportOctets, inflationRatio, members, number, rows, depth, textLength, problems);
    }

    /**
     * These limits with another number of rows.
     *
     * @param number one or more
     * @return new limits
     */
    public ReportLimits withRows(long number) {
        return new ReportLimits(
                inputOctets, reportOctets, inflationRatio, members, nesting, number, depth, textLength, problems);
    }

    /**
     * These limits with another number of elements in each other.
     *
     * @param number one or more
     * @return new limits
     */
    public ReportLimits withDepth(int number) {
        return new ReportLimits(
                inputOctets, reportOctets, inflationRatio, members, nesting, rows, number, textLength, problems);
    }

    /**
     * These limits with another length of texts.
     *
     * @param characters one or more
     * @return new limits
     */
    public ReportLimits withTextLength(int characters) {
        return new ReportLimits(
                inputOctets, reportOctets, inflationRatio, members, nesting, rows, depth, characters, problems);
    }

    /**
     * These limits with another number of problems.
     *
     * @param number one or more
     * @return new limits
     */
    public ReportLimits withProblems(int number) {
        return new ReportLimits(
                inputOctets, reportOctets, inflationRatio, members, nesting, rows, depth, textLength, number);
    }
}
