package org.mailauth.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.mailauth.benchmarks.rows.Operation;

/**
 * An operation that one thread does again and again for an interval of its CPU time: one of wall time holds nothing while the
 * neighbours have the processors.
 */
final class Repeated {
    private static final long WARM_UP_NANOS = 1_500_000_000;

    // Compilers count calls; an operation that is done seldom in its time is given more of it, up to a limit for slow
    // ones.
    private static final int WARM_UP_CALLS = 40_000;
    private static final long MOST_WARM_UP_NANOS = 6_000_000_000L;

    // A look at the clock is a call of the system, and would be counted: one in so long is often enough.
    private static final long NANOS_BETWEEN_LOOKS = 2_000_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final String name;
    private final Operation operation;
    private long batch = 1;
    private long count;
    private long nanos;

    Repeated(String name, Operation operation) {
        this.name = name;
        this.operation = operation;
    }

    /** Does it until its code is compiled, as far as the number of calls and the time tell. */
    void warmUp() throws Exception {
        long start = threads.getCurrentThreadCpuTime();
        long spent = 0;
        for (int calls = 0; isCold(calls, spent); calls++) {
            once();
            spent = threads.getCurrentThreadCpuTime() - start;
        }
    }

    private static boolean isCold(int calls, long spent) {
        return spent < WARM_UP_NANOS || (calls < WARM_UP_CALLS && spent < MOST_WARM_UP_NANOS);
    }

    /** Forgets what was counted. */
    void restart() {
        count = 0;
        nanos = 0;
    }

    /** Does it, and counts, for that much CPU time and at least once. */
    void during(long interval) throws Exception {
        long start = threads.getCurrentThreadCpuTime();
        long before = count;
        long spent;
        do {
            for (long i = 0; i < batch; i++) {
                once();
            }
            count += batch;
            spent = threads.getCurrentThreadCpuTime() - start;
            batch = Math.max(1, (count - before) * NANOS_BETWEEN_LOOKS / Math.max(1, spent));
        } while (spent < interval);
        nanos += spent;
    }

    private void once() throws Exception {
        if (!operation.run()) {
            throw new IllegalStateException("wrong result: " + name);
        }
    }

    long count() {
        return count;
    }

    /** CPU time of one operation since the last {@link #restart}. */
    double nanosPerOperation() {
        return (double) nanos / count;
    }
}
