package org.mailauth.tlsrpt;

import java.util.OptionalLong;

/** Numbers of sessions. */
final class Counts {
    /** The largest whole number that every reader of I-JSON can hold (RFC 7493 §2.2). */
    static final long MOST = (1L << 53) - 1;

    private Counts() {}

    static boolean isCount(long count) {
        return count >= 0 && count <= MOST;
    }

    static void requireCount(String name, OptionalLong count) {
        if (count.isPresent() && !isCount(count.getAsLong())) {
            throw new IllegalArgumentException(name + " must be 0 to 2^53-1: " + count.getAsLong());
        }
    }

    /** The sum, which stops at the largest number: a count that has run over would be a lie, and a thrown one a loss. */
    static long plus(long one, long other) {
        return Math.min(MOST, one + other);
    }
}
