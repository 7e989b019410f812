package org.mailauth.benchmarks;

/**
 * What a row cost.
 *
 * @param row what was measured
 * @param threads how many threads did it at once
 * @param nanos CPU time of one operation on its thread
 * @param error half of the difference between the slowest and the fastest repetition
 * @param allocated octets that one operation allocated
 * @param held octets that its result holds; 0 when that is of no interest
 */
record Measurement(Row row, int threads, double nanos, double error, double allocated, double held) {
    double perSecond() {
        return 1e9 / nanos;
    }
}
