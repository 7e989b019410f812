package org.mailauth.forensics;

import org.mailauth.DomainName;
import org.mailauth.internal.text.Visible;

/** Writes what a message says into explanations: bounded, and so that it can be seen. Stateless. */
final class Shown {
    private static final int MAX_LENGTH = 100;

    private Shown() {}

    static String text(String text) {
        if (text.length() <= MAX_LENGTH) {
            return Visible.of(text);
        }
        // never half of a surrogate pair
        int end = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
        return Visible.of(text.substring(0, end)) + "...";
    }

    /** As people read it, and as the DNS has it where that differs. */
    static String domain(DomainName domain) {
        String unicode = domain.toUnicode();
        String ascii = domain.toString();
        return unicode.equals(ascii) ? ascii : text(unicode) + " (" + ascii + ")";
    }
}
