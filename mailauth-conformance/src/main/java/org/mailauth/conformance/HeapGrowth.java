package org.mailauth.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * What the heap of a {@link ChildProgram} holds as it goes on to ever new names: {@link #tell} is called there, and the test
 * reads what it wrote.
 *
 * @param done for how many of the {@link #NAMES} the work went as it should
 * @param held octets after a collection of garbage: before the first of the names, and after 1,000, 5,000 and all of them
 */
public record HeapGrowth(int done, List<Long> held) {
    /** How many names are counted. */
    public static final int NAMES = 10_000;

    /** For the JVM of the child: little memory, and collections that leave neither dead nor softly held objects. */
    public static final List<String> JVM = List.of(
            "-Xmx64m", "-XX:+UseSerialGC", "-XX:MarkSweepAlwaysCompactCount=1", "-XX:SoftRefLRUPolicyMSPerMB=0");
    /**
     * The JVM's own last changes, and places of caches that were still empty. A leak of 27 octets for each name is more, and
     * what is read of one record takes some thousand.
     */
    public static final long FLAT = 256 * 1024;

    /** So many names come first, which fill what may be filled: bounded caches, pools of the JDK. */
    private static final int BEFORE = 5_000;

    private static final List<Integer> PLACES = List.of(1_000, 5_000, NAMES);
    /** Numbers have five digits, so that all names are of one length. */
    private static final int FIRST = 10_000;

    /**
     * Makes the list unmodifiable.
     *
     * @param done for how many of the names the work went as it should
     * @param held octets after collections of garbage
     */
    public HeapGrowth {
        held = List.copyOf(held);
    }

    /**
     * Does the work for one name after the other, and writes what the heap holds.
     *
     * @param work takes a number that it has not seen before, of five digits; returns whether all went as it should
     */
    public static void tell(IntPredicate work) {
        int start = FIRST + BEFORE;
        int next = start;
        run(work, FIRST, start);
        StringBuilder line = new StringBuilder().append(heldOctets());
        int done = 0;
        for (int place : PLACES) {
            done += run(work, next, start + place);
            next = start + place;
            line.append(' ').append(heldOctets());
        }
        System.out.println(done + " " + line);
    }

    private static int run(IntPredicate work, int from, int to) {
        int done = 0;
        for (int number = from; number < to; number++) {
            done += work.test(number) ? 1 : 0;
        }
        return done;
    }

    /**
     * Reads what was written.
     *
     * @param lines of the child
     * @return the last line
     */
    public static HeapGrowth read(List<String> lines) {
        List<Long> numbers = new ArrayList<>();
        for (String number : lines.get(lines.size() - 1).split(" ", -1)) {
            numbers.add(Long.valueOf(number));
        }
        return new HeapGrowth(numbers.get(0).intValue(), numbers.subList(1, numbers.size()));
    }

    /**
     * How much more was held than before the first of the names, at most.
     *
     * @return octets; {@link #FLAT} or less when nothing grows with the names
     */
    public long octets() {
        return Collections.max(held) - held.get(0);
    }

    /**
     * What the heap of this JVM holds after a collection of garbage.
     *
     * @return octets
     */
    @SuppressWarnings("SystemGC") // the heap after a collection is what is asked for
    public static long heldOctets() {
        Runtime runtime = Runtime.getRuntime();
        long used = Long.MAX_VALUE;
        for (int at = 0; at < 3; at++) {
            System.gc();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }
}
