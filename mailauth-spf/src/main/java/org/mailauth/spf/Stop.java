package org.mailauth.spf;

import org.mailauth.Problem;

/** Ends an evaluation at once with an error result; never leaves the package. */
final class Stop extends Exception {
    private static final long serialVersionUID = 1L;

    private final SpfResult result;
    private final transient Problem problem;

    private Stop(SpfResult result, Problem problem) {
        super(problem.text(), null, false, false);
        this.result = result;
        this.problem = problem;
    }

    static Stop permerror(String code, String section, String text) {
        return new Stop(SpfResult.PERMERROR, Problem.of(code, "RFC 7208 " + section, text));
    }

    static Stop temperror(String code, String section, String text) {
        return new Stop(SpfResult.TEMPERROR, Problem.of(code, "RFC 7208 " + section, text));
    }

    SpfResult result() {
        return result;
    }

    Problem problem() {
        return problem;
    }
}
