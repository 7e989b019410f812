package org.mailauth.benchmarks;

import org.openjdk.jmh.util.Statistics;

/**
 * What repetitions agree on.
 *
 * @param median of the repetitions
 * @param error half of the difference between the largest and the smallest; 0 when there is one repetition only
 */
record Figure(double median, double error) {
    /** Of what each repetition gave, which is a sum over its threads. */
    static Figure of(Statistics repetitions, int threads) {
        return new Figure(
                repetitions.getPercentile(50) / threads, (repetitions.getMax() - repetitions.getMin()) / 2 / threads);
    }
}
