package org.mailauth.authres;

import java.util.Locale;
import org.mailauth.internal.text.CharacterClasses;

/** The names of methods, results, property types and properties: Keyword of RFC 8601 §2.2, Ldh-str of RFC 5321 §4.1.2. */
final class Keyword {
    /** Longest keyword, in octets; the standards name none, the registry's longest has 13. */
    static final int MAX_LENGTH = 64;

    private Keyword() {}

    /** The canonical spelling, for keywords that the program's author wrote. */
    static String require(String text, String argument) {
        if (!isKeyword(text)) {
            throw new IllegalArgumentException(
                    argument + " must be 1 to 64 letters, digits and hyphens, the last one no hyphen");
        }
        return canonical(text);
    }

    static boolean isKeyword(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_LENGTH
                && text.chars().allMatch(Keyword::isKeywordCharacter)
                && !text.endsWith("-");
    }

    static boolean isKeywordCharacter(int c) {
        return c == '-' || CharacterClasses.isLetterOrDigit(c);
    }

    /** Keywords compare without case, so the lower-case spelling stands for all. */
    static String canonical(String keyword) {
        return keyword.toLowerCase(Locale.ROOT);
    }
}
