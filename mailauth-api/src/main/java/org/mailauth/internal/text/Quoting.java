package org.mailauth.internal.text;

import java.util.function.IntPredicate;

/** Writes text that others chose so that it stays one word of a structured header field. */
public final class Quoting {
    private Quoting() {}

    /**
     * The text as a quoted-string (RFC 5322 §3.2.4).
     *
     * @param text free of what {@link CharacterClasses#indexOfNonText} finds
     * @return in quotes, with quotes and backslashes escaped
     */
    public static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 8).append('"');
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"' || c == '\\') {
                quoted.append('\\');
            }
            quoted.append(c);
        }
        return quoted.append('"').toString();
    }

    /**
     * The text as a MIME value (RFC 2045 §5.1): a token where possible, else a quoted-string.
     *
     * @param text free of what {@link CharacterClasses#indexOfNonText} finds
     * @return the text, or the quoted text
     */
    public static String value(String text) {
        return isAll(text, CharacterClasses::isToken) ? text : quoted(text);
    }

    /**
     * The local-part of an address: a dot-string where possible, else a quoted-string (RFC 5321 §4.1.2).
     *
     * @param meant the local-part as meant, without quotes; free of what {@link CharacterClasses#indexOfNonText} finds
     * @return the only spelling this library writes for it
     */
    public static String localPart(String meant) {
        return isDotString(meant) ? meant : quoted(meant);
    }

    private static boolean isDotString(String text) {
        return isAll(text, c -> c == '.' || CharacterClasses.isAtext(c))
                && text.charAt(0) != '.'
                && !text.endsWith(".")
                && !text.contains("..");
    }

    /** Whether a text is not empty and holds, beside foreign letters, only ASCII characters of a class. */
    private static boolean isAll(String text, IntPredicate ascii) {
        return !text.isEmpty()
                && text.codePoints().allMatch(c -> c < 0x80 ? ascii.test(c) : CharacterClasses.isForeignLetter(c));
    }
}
