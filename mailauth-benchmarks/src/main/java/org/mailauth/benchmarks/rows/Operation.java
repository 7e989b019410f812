package org.mailauth.benchmarks.rows;

/** What a row measures. */
@FunctionalInterface
public interface Operation {
    /**
     * Does it once.
     *
     * @return whether the result was right: a row that measures a failure measures nothing
     * @throws Exception when a peer throws
     */
    boolean run() throws Exception;

    /**
     * What it holds.
     *
     * @return whether the result of the last run is still held, and its room is of interest
     */
    default boolean holds() {
        return false;
    }

    /** Prepares an operation outside the measurement. */
    @FunctionalInterface
    interface Setup {
        /**
         * Prepares it.
         *
         * @return the operation
         * @throws Exception when that fails
         */
        Operation prepare() throws Exception;
    }
}
