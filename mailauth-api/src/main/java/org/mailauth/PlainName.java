package org.mailauth;

/**
 * Recognizes the domain names that need no work: those already in the form in which {@link DomainName} holds them. Nearly
 * all names of mail are. One look at each character takes the place of the pieces, copies and changes of case by which
 * other names are read, and the text is kept as it is. Stateless and thread-safe.
 */
final class PlainName {
    private static final int MAX_LABEL = 63;
    private static final int MAX_NAME = 253;

    private PlainName() {}

    /** Whether a text is a domain name in lower-case A-labels without a final dot. */
    static boolean is(String text) {
        int length = text.length();
        if (length == 0 || length > MAX_NAME) {
            return false;
        }
        int labelStart = 0;
        char before = '.';
        for (int at = 0; at < length; at++) {
            char c = text.charAt(at);
            if (c == '.') {
                // RFC 5890 §2.3.1: no hyphen at the end of a label. RFC 1035 §2.3.4: 1 to 63 octets.
                if (before == '.' || before == '-' || at - labelStart > MAX_LABEL) {
                    return false;
                }
                labelStart = at + 1;
            } else if (!(isInner(c) || (c == '-' && before != '.'))) {
                return false;
            }
            before = c;
        }
        return before != '.' && before != '-' && length - labelStart <= MAX_LABEL;
    }

    private static boolean isInner(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    }
}
