package org.mailauth.internal.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for small octets, that is white space and controls, eight octets at a time. */
public final class OctetScan {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long ONES = 0x0101010101010101L;

    private OctetScan() {}

    /**
     * The place of the first octet that is no larger than a bound.
     *
     * @param octets holds the octets
     * @param from where to start
     * @param to where to end, exclusive
     * @param bound 0 to 127
     * @return the place; {@code to} when there is none
     */
    public static int indexOfAtMost(byte[] octets, int from, int to, int bound) {
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long found = atMost(octets, at, bound);
            if (found != 0) {
                return at + first(found);
            }
        }
        while (at < to && (octets[at] & 0xFF) > bound) {
            at++;
        }
        return at;
    }

    /**
     * Which of eight octets are no larger than a bound.
     *
     * @param octets holds the octets
     * @param at where the eight octets start
     * @param bound 0 to 127
     * @return one bit for each that is; see {@link #first(long)}, and clear the lowest bit to go on to the next
     */
    public static long atMost(byte[] octets, int at, int bound) {
        long word = (long) LONGS.get(octets, at);
        // The sum of the low seven bits reaches the eighth when they are more than the bound; no sum reaches a
        // neighbour.
        return ~(((word & LOW_BITS) + ONES * (0x7F - bound)) | word) & HIGH_BITS;
    }

    /**
     * Which of the eight octets the lowest bit stands for.
     *
     * @param found what {@link #atMost(byte[], int, int)} returned; not zero
     * @return 0 to 7
     */
    public static int first(long found) {
        return Long.numberOfTrailingZeros(found) >>> 3;
    }
}
