package org.mailauth.authenticator;

/**
 * How far questions are asked before an evaluator needs them; what is asked in vain costs questions of the budget, where
 * they are told as those of {@code prefetch}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param questions questions for one message, at most
 * @param rounds how many answers deep: 1 asks only what is known before any answer, 2 also what follows from those
 */
public record PrefetchLimits(int questions, int rounds) {
    private static final PrefetchLimits DEFAULTS = new PrefetchLimits(80, 4);

    /**
     * Checks the ranges.
     *
     * @param questions questions for one message, at most
     * @param rounds how many answers deep: 1 asks only what is known before any answer, 2 also what follows from those
     */
    public PrefetchLimits {
        if (questions < 1 || rounds < 1) {
            throw new IllegalArgumentException("questions and rounds must be positive");
        }
    }

    /**
     * 80 questions in 4 rounds.
     *
     * @return the limits used when none are given
     */
    public static PrefetchLimits defaults() {
        return DEFAULTS;
    }
}
