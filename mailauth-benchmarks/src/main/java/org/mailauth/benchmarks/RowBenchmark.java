package org.mailauth.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mailauth.benchmarks.rows.Operation;
import org.mailauth.benchmarks.rows.Row;
import org.mailauth.benchmarks.rows.Rows;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * Runs one row. JMH forks, warms up and repeats; time is the CPU time of the measuring thread, because wall time on a
 * shared machine tells how busy the neighbours are. They also take caches and clock rate, which moves CPU time: what a row is
 * compared with is therefore measured before and after each repetition, in the same JVM.
 */
public class RowBenchmark {
    /** The row of this run; threads share it, so that contention shows. */
    @State(Scope.Benchmark)
    public static class Work {
        /** The row. */
        @Param("")
        public String row = "";

        private final Object turn = new Object();
        private Operation operation = () -> false;
        private CyclicBarrier all = new CyclicBarrier(1);
        private long usedBefore;

        /**
         * Prepares the row.
         *
         * @param params says how many threads there are
         * @throws Exception when that fails
         */
        @Setup(Level.Trial)
        public void prepare(BenchmarkParams params) throws Exception {
            all = new CyclicBarrier(params.getThreads());
            usedBefore = used();
            Row found = Rows.find(row);
            operation = found.setup().prepare();
            Optional<Operation.Setup> smaller = found.warmUp();
            new Repeated(row, smaller.isPresent() ? smaller.get().prepare() : operation).warmUp();
        }

        /** Does the operation in this thread while the others wait for their turn. */
        private void alone(Repeated repeated) throws Exception {
            all.await(1, TimeUnit.MINUTES);
            synchronized (turn) {
                repeated.during(SLICE_NANOS);
            }
            all.await(1, TimeUnit.MINUTES);
        }
    }

    private static final long SLICE_NANOS = 200_000_000;

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

        /** CPU time of the floor just before and after; 0 for rows without. */
        public double floorNanos;

        /** {@link #floorNanos} as a share of {@link #nanos}. */
        public double shareOfFloor;

        /** {@link #nanos} as a multiple of what it is in one thread just before and after; 0 when there is one thread only. */
        public double growth;

        private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        private @Nullable Repeated floor;
        private @Nullable Repeated alone;
        private long count;
        private long cpuBefore;
        private long allocatedBefore;

        /**
         * Prepares what the row is compared with; each thread has a floor of its own, which is not made for more.
         *
         * @param work the row, which is warm
         * @param params says how many threads there are
         * @throws Exception when that fails
         */
        @Setup(Level.Trial)
        public void prepare(Work work, BenchmarkParams params) throws Exception {
            Optional<Row> found = Rows.floorOf(Rows.find(work.row));
            if (found.isPresent()) {
                floor = new Repeated(found.get().id(), found.get().setup().prepare());
                floor.warmUp();
            }
            if (params.getThreads() > 1) {
                alone = new Repeated(work.row, work.operation);
            }
        }

        /**
         * Starts to count.
         *
         * @param work the row
         * @throws Exception when that fails
         */
        @Setup(Level.Iteration)
        public void start(Work work) throws Exception {
            if (floor != null) {
                floor.restart();
            }
            if (alone != null) {
                alone.restart();
            }
            compare(work);
            count = 0;
            allocatedBefore = threads.getCurrentThreadAllocatedBytes();
            cpuBefore = threads.getCurrentThreadCpuTime();
        }

        /**
         * Ends the count.
         *
         * @param work the row
         * @throws Exception when that fails
         */
        @TearDown(Level.Iteration)
        public void end(Work work) throws Exception {
            nanos = (double) (threads.getCurrentThreadCpuTime() - cpuBefore) / count;
            allocated = (double) (threads.getCurrentThreadAllocatedBytes() - allocatedBefore) / count;
            held = work.operation.holds() ? Math.max(0, used() - work.usedBefore) : 0;
            compare(work);
            floorNanos = floor == null ? 0 : floor.nanosPerOperation();
            shareOfFloor = floorNanos / nanos;
            growth = alone == null ? 0 : nanos / alone.nanosPerOperation();
        }

        private void compare(Work work) throws Exception {
            if (floor != null) {
                floor.during(SLICE_NANOS);
            }
            if (alone != null) {
                work.alone(alone);
            }
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
