package org.mailauth.spf;

import java.nio.charset.StandardCharsets;
import org.mailauth.internal.text.CharacterClasses;
import org.mailauth.internal.text.Quoting;
import org.mailauth.internal.text.Visible;

/** Makes what strangers said fit for a header field; what is fit already stays as it is. */
final class ReceivedSpfText {
    // RFC 5322 §2.1.1: a text without blanks has no place for a fold, and a line holds at most 998 octets.
    private static final int MAX_VALUE = 900;
    // Half of it, because every parenthesis may need a backslash.
    private static final int MAX_COMMENT = 450;

    private ReceivedSpfText() {}

    static String value(String text) {
        return writable(text, MAX_VALUE);
    }

    static String comment(String text) {
        return trimmed(writable(trimmed(text), MAX_COMMENT));
    }

    private static String writable(String text, int maxOctets) {
        StringBuilder writable = new StringBuilder();
        int octets = 0;
        for (int at = 0; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            String shown = shown(codePoint);
            octets += Quoting.quoted(shown).getBytes(StandardCharsets.UTF_8).length - 2;
            if (octets > maxOctets) {
                break;
            }
            writable.append(shown);
            at += Character.charCount(codePoint);
        }
        return writable.toString();
    }

    private static String shown(int codePoint) {
        if (codePoint == '\t') {
            return "\t";
        }
        // U+FFFD is a visible character, but stands for octets that were none.
        return codePoint == 0xFFFD ? "?" : Visible.of(Character.toString(codePoint));
    }

    private static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && CharacterClasses.isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && CharacterClasses.isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** The inside of a comment (RFC 5322 §3.2.2): nothing in it opens or closes one. */
    static String escaped(String comment) {
        StringBuilder escaped = new StringBuilder(comment.length() + 8);
        for (int at = 0; at < comment.length(); at++) {
            char c = comment.charAt(at);
            if (c == '(' || c == ')' || c == '\\') {
                escaped.append('\\');
            }
            escaped.append(c);
        }
        return escaped.toString();
    }

    /** What the first comment in well-formed CFWS means; empty when there is none. */
    static String firstComment(String cfws) {
        StringBuilder meant = new StringBuilder();
        int depth = 0;
        int open = cfws.indexOf('(');
        for (int at = Math.max(0, open); open >= 0 && at < cfws.length(); at++) {
            char c = cfws.charAt(at);
            if (c == ')' && --depth == 0) {
                break;
            }
            boolean outermost = c == '(' && ++depth == 1;
            if (c == '\\' && at + 1 < cfws.length()) {
                meant.append(cfws.charAt(++at));
            } else if (!outermost) {
                meant.append(c);
            }
        }
        return meant.toString();
    }
}
