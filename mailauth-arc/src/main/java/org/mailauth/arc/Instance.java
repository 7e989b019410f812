package org.mailauth.arc;

/** Reads the instance of a set (RFC 8617 §4.2.1): one or two digits, 1 to 50. */
final class Instance {
    /** The largest instance. */
    static final int MAX = 50;
    /** Stands for an instance that is larger. */
    static final int BEYOND = MAX + 1;
    /** Stands for an instance that cannot be read. */
    static final int UNREADABLE = 0;

    private static final int MAX_DIGITS = 9;

    private Instance() {}

    /** The value of {@code i=}; {@link #BEYOND} for a larger number, {@link #UNREADABLE} for anything else. */
    static int of(String text) {
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || text.length() > MAX_DIGITS) {
            return UNREADABLE;
        }
        return Math.min(Integer.parseInt(text), BEYOND);
    }
}
