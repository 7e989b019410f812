package org.mailauth.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Runs one row. JMH forks, warms up and repeats; time is the CPU time of the measuring thread, because wall time on a
 * shared machine tells how busy the neighbours are.
 */
public class RowBenchmark {
    /** The row of this run; threads share it, so that contention shows. */
    @State(Scope.Benchmark)
    public static class Work {
        /** The row. */
        @Param("")
        public String row = "";

        private static final long WARM_UP_NANOS = 1_500_000_000;

        // Compilers count calls; a row that does few in its time is given more of it, up to a limit for slow rows.
        private static final int WARM_UP_CALLS = 40_000;
        private static final long MOST_WARM_UP_NANOS = 6_000_000_000L;

        private Operation operation = () -> false;
        private long usedBefore;

        /**
         * Prepares the row.
         *
         * @throws Exception when that fails
         */
        @Setup(Level.Trial)
        public void prepare() throws Exception {
            usedBefore = used();
            operation = Rows.find(row).setup().prepare();
            // by CPU time: an iteration of wall time warms nothing up while the neighbours have the processors
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long start = threads.getCurrentThreadCpuTime();
            long spent = 0;
            for (int calls = 0; isCold(calls, spent); calls++) {
                if (!operation.run()) {
                    throw new IllegalStateException("wrong result: " + row);
                }
                spent = threads.getCurrentThreadCpuTime() - start;
            }
        }

        private static boolean isCold(int calls, long spent) {
            return spent < WARM_UP_NANOS || (calls < WARM_UP_CALLS && spent < MOST_WARM_UP_NANOS);
        }
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** CPU time and allocation of one operation, measured on the thread that does it. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Cost {
        /** CPU time. */
        public double nanos;

        /** Allocated octets. */
        public double allocated;

        /** Octets of the heap that the row holds after garbage was collected; 0 for rows that hold nothing of interest. */
        public double held;

        private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        private long count;
        private long cpuBefore;
        private long allocatedBefore;

        /** Starts to count. */
        @Setup(Level.Iteration)
        public void start() {
            count = 0;
            allocatedBefore = threads.getCurrentThreadAllocatedBytes();
            cpuBefore = threads.getCurrentThreadCpuTime();
        }

        /**
         * Ends the count.
         *
         * @param work the row
         */
        @TearDown(Level.Iteration)
        public void end(Work work) {
            nanos = (double) (threads.getCurrentThreadCpuTime() - cpuBefore) / count;
            allocated = (double) (threads.getCurrentThreadAllocatedBytes() - allocatedBefore) / count;
            held = work.operation.holds() ? Math.max(0, used() - work.usedBefore) : 0;
        }
    }

    /**
     * Does the operation once.
     *
     * @param work the row
     * @param cost what it costs
     * @return true
     * @throws Exception when the operation does
     */
    @Benchmark
    public boolean run(Work work, Cost cost) throws Exception {
        cost.count++;
        if (!work.operation.run()) {
            throw new IllegalStateException("wrong result: " + work.row);
        }
        return true;
    }
}
