package org.mailauth.internal.text;

import org.mailauth.Problem;

/** Ends the reading of a text at its first mistake; caught inside this library, never seen by users. */
public final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Not serialized: these exceptions never leave the parser that throws them. */
    private final transient Problem problem;

    /**
     * Wraps a problem.
     *
     * @param problem the mistake and its place
     */
    public SyntaxException(Problem problem) {
        // Text from strangers must be cheap to refuse: no stack trace.
        super(problem.text(), null, false, false);
        this.problem = problem;
    }

    /**
     * The mistake and its place.
     *
     * @return the problem
     */
    public Problem problem() {
        return problem;
    }
}
