package org.mailauth.report.dmarc;

import java.io.IOException;
import org.mailauth.Problem;

/**
 * Says that a whole file is unusable: it holds no report, or, in strict mode, one that is not as it must be. What is wrong
 * with a part of a report that can be read is a {@link Problem} of it instead.
 */
public final class ReportFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    ReportFormatException(Problem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    /**
     * Why the file is unusable.
     *
     * @return the first of all reasons
     */
    public Problem problem() {
        return problem;
    }
}
