package org.mailauth.message;

/**
 * Finds fields that only some readers see: RFC 5321 §2.3.8 lets nothing but CRLF end a line, but who takes a lone CR or LF
 * for a line end finds a field behind it.
 */
final class HiddenFields {
    private HiddenFields() {}

    /** Whether a line end that is none is followed by a name and a colon in this field. */
    static boolean has(HeaderField field, String name) {
        int end = field.length() - 2;
        for (int at = field.bodyStart(); at < end; at++) {
            byte octet = field.octetAt(at);
            boolean lineEnd = octet == '\n' || (octet == '\r' && field.octetAt(at + 1) != '\n');
            if (lineEnd && startsField(field, at + 1, end, name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsField(HeaderField field, int start, int end, String name) {
        int at = start;
        for (int i = 0; i < name.length(); i++, at++) {
            if (at >= end || HeaderField.lowerCase(field.octetAt(at)) != HeaderField.lowerCase(name.charAt(i))) {
                return false;
            }
        }
        while (at < end && (field.octetAt(at) == ' ' || field.octetAt(at) == '\t')) {
            at++;
        }
        return at < end && field.octetAt(at) == ':';
    }
}
