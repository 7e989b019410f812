package org.mailauth.conformance;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** What work allocates on its thread, counted by the JVM and not timed. For a {@link ChildProgram}. */
public final class AllocatedOctets {
    private AllocatedOctets() {}

    /** Work whose allocation is counted. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does it once.
         *
         * @return whether all went as it should
         * @throws IOException when something cannot be read
         */
        boolean run() throws IOException;
    }

    /**
     * Counts.
     *
     * @param times how often the work is done
     * @param work what is counted
     * @return octets, of all times together
     * @throws IOException when the work does
     * @throws IllegalStateException when something did not go as it should: what fails allocates something else
     */
    public static long of(int times, Work work) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int time = 0; time < times; time++) {
            if (!work.run()) {
                throw new IllegalStateException("the work did not go as it should");
            }
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
