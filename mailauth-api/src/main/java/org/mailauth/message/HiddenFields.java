package org.mailauth.message;

/**
 * Finds From fields that only some readers see: RFC 5321 §2.3.8 lets nothing but CRLF end a line, but who takes a lone CR
 * or LF for a line end finds a field behind it.
 */
final class HiddenFields {
    private static final String NAME = "from";

    private HiddenFields() {}

    /** Whether a line end that is none is followed by {@code From:} in this field. */
    static boolean hasFrom(HeaderField field) {
        int end = field.length() - 2;
        for (int at = field.bodyStart(); at < end; at++) {
            byte octet = field.octetAt(at);
            boolean lineEnd = octet == '\n' || (octet == '\r' && field.octetAt(at + 1) != '\n');
            if (lineEnd && isFrom(field, at + 1, end)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isFrom(HeaderField field, int start, int end) {
        int at = start;
        for (int i = 0; i < NAME.length(); i++, at++) {
            if (at >= end || (field.octetAt(at) | 0x20) != NAME.charAt(i)) {
                return false;
            }
        }
        while (at < end && (field.octetAt(at) == ' ' || field.octetAt(at) == '\t')) {
            at++;
        }
        return at < end && field.octetAt(at) == ':';
    }
}
