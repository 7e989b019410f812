package org.mailauth.replay;

import java.util.Objects;
import org.mailauth.Problem;

/** Says that octets are no replay bundle that this version can read, and why. */
public final class ReplayFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    ReplayFormatException(Problem problem) {
        super(problem.text());
        this.problem = Objects.requireNonNull(problem, "problem");
    }

    static ReplayFormatException of(String text) {
        return new ReplayFormatException(Problem.of("replay.format", "", text));
    }

    /**
     * What is wrong.
     *
     * @return the problem; its code is {@code replay.format}, {@code replay.version} or {@code replay.limit}
     */
    public Problem problem() {
        return problem;
    }
}
