package org.mailauth.tlsrpt;

import java.io.IOException;
import org.mailauth.Problem;

/** Ends the reading of a report that cannot be used; caught by {@link TlsReportReader}, never seen by users. */
final class UnreadableException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Not serialized: these exceptions never leave the reader. */
    private final transient Problem problem;

    UnreadableException(Problem problem) {
        super(problem.text());
        this.problem = problem;
    }

    static UnreadableException limit(String sentence) {
        return new UnreadableException(Problem.of("tlsrpt.limit", "", sentence));
    }

    Problem problem() {
        return problem;
    }
}
