package org.mailauth.report.dmarc;

import org.mailauth.Problem;

/** Ends the reading of a report: what comes behind cannot be read. */
final class BrokenReportException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    BrokenReportException(Problem problem) {
        super(problem.toString(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
