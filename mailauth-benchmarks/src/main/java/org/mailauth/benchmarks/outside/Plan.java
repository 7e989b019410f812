package org.mailauth.benchmarks.outside;

/**
 * How long a driver measures.
 *
 * @param rounds how often each driver is started; a round starts all of them, one after the other
 * @param repetitions how many times it measures in a round
 * @param repetitionMillis CPU time of one repetition, at least
 */
record Plan(int rounds, int repetitions, int repetitionMillis) {
    static final Plan FULL = new Plan(3, 5, 1000);
    static final Plan QUICK = new Plan(1, 3, 500);
}
