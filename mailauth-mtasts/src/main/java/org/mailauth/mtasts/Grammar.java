package org.mailauth.mtasts;

import org.mailauth.internal.text.CharacterClasses;

/** What records and policies have in common (RFC 8461 §3.1, §3.2). */
final class Grammar {
    static final String VERSION = "STSv1";
    private static final int MAX_NAME = 32;

    private Grammar() {}

    static boolean isAlphanumeric(int c) {
        return c < 0x80 && CharacterClasses.isLetterOrDigit(c);
    }

    static boolean isBlank(int c) {
        return CharacterClasses.isBlank(c);
    }

    static boolean isFieldName(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_NAME
                && isAlphanumeric(text.charAt(0))
                && text.chars().allMatch(c -> isAlphanumeric(c) || c == '_' || c == '-' || c == '.');
    }

    static boolean isExtensionValue(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > 0x20 && c < 0x7F && c != ';' && c != '=');
    }

    /** The text without blanks at its end. */
    static String withoutFinalBlanks(String text) {
        int end = text.length();
        while (end > 0 && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    /** How many blanks the text starts with. */
    static int firstBlanks(String text) {
        int start = 0;
        while (start < text.length() && isBlank(text.charAt(start))) {
            start++;
        }
        return start;
    }
}
