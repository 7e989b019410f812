package org.mailauth.internal.text;

/**
 * Makes text from strangers safe to show: control, escape, bidirectional and other invisible characters become
 * {@code \}{@code u} escapes, so that they can neither drive a terminal nor reorder a line. For people only: a
 * backslash stays as it is, so the original cannot be got back. Stateless and thread-safe; no text makes it throw.
 */
public final class Visible {
    private Visible() {}

    /**
     * The text with every character that cannot be seen written as its code point.
     *
     * @param text anything
     * @return the same text when there is nothing to hide in it
     */
    public static String of(String text) {
        int first = firstHidden(text);
        if (first == text.length()) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16).append(text, 0, first);
        for (int at = first; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            append(shown, codePoint);
            at += Character.charCount(codePoint);
        }
        return shown.toString();
    }

    private static int firstHidden(String text) {
        int at = 0;
        // Nearly all texts are printable ASCII, for which two comparisons a character will do.
        while (at < text.length() && text.charAt(at) >= ' ' && text.charAt(at) < 0x7F) {
            at++;
        }
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            if (isHidden(codePoint)) {
                return at;
            }
            at += Character.charCount(codePoint);
        }
        return text.length();
    }

    private static void append(StringBuilder shown, int codePoint) {
        if (!isHidden(codePoint)) {
            shown.appendCodePoint(codePoint);
            return;
        }
        shown.append("\\u");
        String hex = Integer.toHexString(codePoint);
        if (codePoint > 0xFFFF) {
            shown.append('{').append(hex).append('}');
        } else {
            shown.append("0000", 0, 4 - hex.length()).append(hex);
        }
    }

    /** What a terminal or a bidirectional renderer acts upon, or shows as nothing. */
    private static boolean isHidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> isInvisibleMarkOrLetter(codePoint);
        };
    }

    /** Unicode's Default_Ignorable_Code_Point, as far as the general category does not tell. */
    private static boolean isInvisibleMarkOrLetter(int c) {
        return c == 0x34F // combining grapheme joiner
                || c == 0x115F // Hangul fillers
                || c == 0x1160
                || c == 0x3164
                || c == 0xFFA0
                || c == 0x17B4 // Khmer inherent vowels
                || c == 0x17B5
                || (c >= 0x180B && c <= 0x180F) // Mongolian variation selectors
                || (c >= 0xFE00 && c <= 0xFE0F) // variation selectors
                || (c >= 0xE0100 && c <= 0xE01EF);
    }
}
