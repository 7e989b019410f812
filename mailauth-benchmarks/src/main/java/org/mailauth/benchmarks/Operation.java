package org.mailauth.benchmarks;

/** What a row measures. */
@FunctionalInterface
interface Operation {
    /**
     * Does it once.
     *
     * @return whether the result was right: a row that measures a failure measures nothing
     * @throws Exception when a peer throws
     */
    boolean run() throws Exception;

    /** Whether the result of the last run is still held, and its room is of interest. */
    default boolean holds() {
        return false;
    }

    /** Prepares an operation outside the measurement. */
    @FunctionalInterface
    interface Setup {
        Operation prepare() throws Exception;
    }
}
