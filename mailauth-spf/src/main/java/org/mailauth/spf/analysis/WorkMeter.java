package org.mailauth.spf.analysis;

/** Bounds the work on address sets in one analysis, so that no records make it last. Not safe for concurrent use. */
final class WorkMeter {
    private static final long MAX_RANGES = 10_000_000;

    private long left = MAX_RANGES;

    /** Pays for an operation on two sets; false when there is nothing left. */
    boolean pay(AddressSet one, AddressSet other) {
        left -= 8L + one.rangeCount() + other.rangeCount();
        return left >= 0;
    }

    boolean isExhausted() {
        return left < 0;
    }
}
