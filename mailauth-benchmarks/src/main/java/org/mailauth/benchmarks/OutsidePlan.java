package org.mailauth.benchmarks;

/**
 * How long a driver measures.
 *
 * @param rounds how often each driver is started; a round starts all of them, one after the other
 * @param repetitions how many times it measures in a round
 * @param repetitionMillis CPU time of one repetition, at least
 */
record OutsidePlan(int rounds, int repetitions, int repetitionMillis) {
    static final OutsidePlan FULL = new OutsidePlan(3, 5, 1000);
    static final OutsidePlan QUICK = new OutsidePlan(1, 3, 500);
}
