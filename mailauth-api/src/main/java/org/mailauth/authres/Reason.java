package org.mailauth.authres;

import java.nio.charset.StandardCharsets;
import org.mailauth.internal.text.CharacterClasses;
import org.mailauth.internal.text.Quoting;
import org.mailauth.internal.text.Visible;

/** The free text of a reason (RFC 8601 §2.2, reasonspec), made fit to be written. */
final class Reason {
    // RFC 5322 §2.1.1: a text without blanks has no place for a fold, and a line holds at most 998 octets.
    private static final int MAX_OCTETS = 900;

    private Reason() {}

    /** The text with unwritable characters as visible escapes, cut where it would no longer fit on a line. */
    static String writable(String text) {
        // A reason is for people: shown changed is better than not shown.
        StringBuilder writable = new StringBuilder(Math.min(text.length(), MAX_OCTETS));
        int octets = 0;
        for (int at = 0; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            String shown = shown(codePoint);
            octets += Quoting.quoted(shown).getBytes(StandardCharsets.UTF_8).length - 2;
            if (octets > MAX_OCTETS) {
                break;
            }
            writable.append(shown);
            at += Character.charCount(codePoint);
        }
        return writable.toString();
    }

    private static String shown(int codePoint) {
        String character = Character.toString(codePoint);
        if (CharacterClasses.indexOfNonText(character) < 0) {
            return character;
        }
        // U+FFFD is a visible character, but stands for octets that were none.
        return codePoint == 0xFFFD ? "?" : Visible.of(character);
    }

    static String write(String reason) {
        return "reason=" + Quoting.quoted(reason);
    }
}
