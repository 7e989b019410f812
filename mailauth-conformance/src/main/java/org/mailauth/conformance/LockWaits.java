package org.mailauth.conformance;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntPredicate;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * How often threads that share what a program was given had to wait for each other, and where: counted by the JVM, not timed.
 * For a {@link ChildProgram}, whose lines tell.
 */
public final class LockWaits {
    private static final String PROJECT = "org.mailauth.";
    private static final String WORKER = "shares";
    private static final String OWN = "org.mailauth.conformance.";

    private final int threads;
    private final IntPredicate work;

    private LockWaits(int threads, IntPredicate work) {
        this.threads = threads;
        this.work = work;
    }

    /**
     * Lets threads do work side by side, and writes a line {@code done COUNT}, a line {@code blocked COUNT} of all waits for
     * monitors, and for each place of the code under test where a thread waited, or for each of another library that it
     * called, a line {@code waited COUNT PLACE}.
     *
     * @param threads how many
     * @param warmUp so many calls first, in which classes are loaded
     * @param counted so many calls
     * @param work takes a number that it has not seen before; returns whether all went as it should; no thread keeps another
     *     one waiting but by locks
     * @throws IOException when the JVM's record cannot be written
     * @throws InterruptedException when the program is to end
     */
    public static void tell(int threads, int warmUp, int counted, IntPredicate work)
            throws IOException, InterruptedException {
        LockWaits waits = new LockWaits(threads, work);
        waits.run(0, warmUp);
        Path file = Files.createTempFile(Path.of(""), "waits", ".jfr");
        long[] result;
        try (Recording recording = new Recording()) {
            for (String event : new String[] {"jdk.JavaMonitorEnter", "jdk.JavaMonitorWait", "jdk.ThreadPark"}) {
                recording.enable(event).withoutThreshold().withStackTrace();
            }
            recording.start();
            result = waits.run(warmUp, warmUp + counted);
            recording.stop();
            recording.dump(file);
        }
        System.out.println("done " + result[0]);
        System.out.println("blocked " + result[1]);
        places(file).forEach((place, count) -> System.out.println("waited " + count + " " + place));
    }

    private long[] run(int from, int to) throws InterruptedException {
        long[] done = new long[threads];
        long[] blocked = new long[threads];
        CountDownLatch start = new CountDownLatch(threads);
        Thread[] all = new Thread[threads];
        for (int index = 0; index < threads; index++) {
            int own = index;
            all[index] = new Thread(() -> {
                meet(start);
                for (int at = from + own; at < to; at += threads) {
                    done[own] += work.test(at) ? 1 : 0;
                }
                blocked[own] = blockedCount();
            });
            all[index].setName(WORKER);
            all[index].start();
        }
        for (Thread one : all) {
            one.join();
        }
        long[] sums = new long[2];
        for (int index = 0; index < threads; index++) {
            sums[0] += done[index];
            sums[1] += blocked[index];
        }
        return sums;
    }

    private static void meet(CountDownLatch start) {
        start.countDown();
        try {
            start.await();
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    private static long blockedCount() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        ThreadInfo info = threads.getThreadInfo(Thread.currentThread().getId());
        return info.getBlockedCount();
    }

    private static Map<String, Integer> places(Path file) throws IOException {
        Map<String, Integer> places = new TreeMap<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            RecordedStackTrace stack = event.getStackTrace();
            RecordedThread thread = event.getThread();
            boolean worker = thread != null && WORKER.equals(thread.getJavaName());
            if (worker && stack != null && stack.getFrames().stream().anyMatch(LockWaits::isUnderTest)) {
                places.merge(taker(stack), 1, Integer::sum);
            }
        }
        return places;
    }

    private static boolean isUnderTest(RecordedFrame frame) {
        String type = typeOf(frame);
        return type.startsWith(PROJECT) && !type.startsWith(OWN);
    }

    /** Who takes the lock: the innermost method, but for collections and locks of the JDK, which belong to who uses them. */
    private static String taker(RecordedStackTrace stack) {
        for (RecordedFrame frame : stack.getFrames()) {
            String type = typeOf(frame);
            if (!type.startsWith("java.util.") && !type.startsWith("jdk.internal.misc.")) {
                return type + "." + frame.getMethod().getName();
            }
        }
        return "unknown";
    }

    private static String typeOf(RecordedFrame frame) {
        return frame.getMethod().getType().getName();
    }
}
