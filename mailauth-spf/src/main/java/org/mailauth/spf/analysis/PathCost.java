package org.mailauth.spf.analysis;

/**
 * What an evaluation has spent when it reaches a place: at least and at most, since a message can decide how much.
 *
 * @param minTerms DNS terms, at least
 * @param maxTerms DNS terms, at most
 * @param minVoids void lookups, at least
 * @param maxVoids void lookups, at most
 */
record PathCost(int minTerms, int maxTerms, int minVoids, int maxVoids) {
    static final PathCost NOTHING = new PathCost(0, 0, 0, 0);

    PathCost withTerm() {
        return new PathCost(minTerms + 1, maxTerms + 1, minVoids, maxVoids);
    }

    PathCost withVoid() {
        return new PathCost(minTerms, maxTerms, minVoids + 1, maxVoids + 1);
    }

    PathCost withPossibleVoid() {
        return new PathCost(minTerms, maxTerms, minVoids, maxVoids + 1);
    }

    /** After a policy that nobody knows: all may be spent. */
    PathCost withPossiblyAll(SymbolicCheck.Limits limits) {
        return new PathCost(minTerms, limits.terms(), minVoids, limits.voids());
    }

    /** What covers this cost and another one, as of evaluations that went either way. */
    PathCost or(PathCost other) {
        return new PathCost(
                Math.min(minTerms, other.minTerms),
                Math.max(maxTerms, other.maxTerms),
                Math.min(minVoids, other.minVoids),
                Math.max(maxVoids, other.maxVoids));
    }

    boolean surelyExceeds(SymbolicCheck.Limits limits) {
        return minTerms > limits.terms() || minVoids > limits.voids();
    }

    boolean mayExceed(SymbolicCheck.Limits limits) {
        return maxTerms > limits.terms() || maxVoids > limits.voids();
    }

    /** For those evaluations that go on because they have not exceeded the limits. */
    PathCost within(SymbolicCheck.Limits limits) {
        return new PathCost(minTerms, Math.min(maxTerms, limits.terms()), minVoids, Math.min(maxVoids, limits.voids()));
    }
}
