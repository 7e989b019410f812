package org.mailauth.report.failure;

/**
 * How much of a failure report is read; what is beyond a limit is left out and named by a problem.
 *
 * <p>Immutable and thread-safe.
 *
 * @param inputOctets octets of the mail
 * @param fields fields of the machine-readable part
 * @param problems problems that are listed; more are counted
 */
public record FailureReportLimits(int inputOctets, int fields, int problems) {
    private static final int LARGEST = Integer.MAX_VALUE - 16;

    /**
     * Checks the numbers.
     *
     * @param inputOctets octets of the mail, one or more, and less than two GiB
     * @param fields fields of the machine-readable part, one or more
     * @param problems problems that are listed, one or more
     * @throws IllegalArgumentException when a number is out of its range
     */
    public FailureReportLimits {
        if (inputOctets < 1 || inputOctets > LARGEST || fields < 1 || problems < 1) {
            throw new IllegalArgumentException("limits must be positive, and input less than two GiB");
        }
    }

    /**
     * Limits for reports from strangers: 16 MiB, 500 fields, 100 problems.
     *
     * @return the defaults
     */
    public static FailureReportLimits defaults() {
        return new FailureReportLimits(16 * 1024 * 1024, 500, 100);
    }

    /**
     * These limits with another number of octets.
     *
     * @param number one or more, and less than two GiB
     * @return new limits
     */
    public FailureReportLimits withInputOctets(int number) {
        return new FailureReportLimits(number, fields, problems);
    }

    /**
     * These limits with another number of fields.
     *
     * @param number one or more
     * @return new limits
     */
    public FailureReportLimits withFields(int number) {
        return new FailureReportLimits(inputOctets, number, problems);
    }

    /**
     * These limits with another number of problems.
     *
     * @param number one or more
     * @return new limits
     */
    public FailureReportLimits withProblems(int number) {
        return new FailureReportLimits(inputOctets, fields, number);
    }
}
