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

    /** Prepares an operation outside the measurement. */
    @FunctionalInterface
    interface Setup {
        Operation prepare() throws Exception;
    }
}
