package org.mailauth.internal.text;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Folds and unfolds header fields (RFC 5322 §2.2.3). A fold is a CRLF put before white space that is there already, so
 * that unfolding gives back exactly the text that was folded.
 */
public final class Folding {
    /** Octets in a line, CRLF excluded, that are not exceeded where the text has white space (RFC 5322 §2.1.1). */
    public static final int LINE = 78;

    private Folding() {}

    /**
     * Folds text into lines.
     *
     * @param column octets that stand on the first line already
     * @param parts texts that each start with a blank; every one but the first is given a new line
     * @return the parts joined, with folds
     */
    public static String fold(int column, List<String> parts) {
        StringBuilder folded = new StringBuilder();
        int used = column;
        for (String part : parts) {
            if (folded.length() > 0) {
                folded.append("\r\n");
                used = 0;
            }
            foldOne(folded, used, part);
        }
        return folded.toString();
    }

    private static void foldOne(StringBuilder folded, int column, String part) {
        int used = column;
        for (int start = 0; start < part.length(); ) {
            int end = nextBreak(part, start + 1);
            String chunk = part.substring(start, end);
            int width = chunk.getBytes(StandardCharsets.UTF_8).length;
            if (used > 0 && used + width > LINE) {
                folded.append("\r\n");
                used = 0;
            }
            folded.append(chunk);
            used += width;
            start = end;
        }
    }

    /** The next place where a line may end: before the first blank of a run, and not inside a quoted pair. */
    private static int nextBreak(String part, int from) {
        for (int at = from; at < part.length(); at++) {
            char before = part.charAt(at - 1);
            if (CharacterClasses.isBlank(part.charAt(at)) && !CharacterClasses.isBlank(before) && before != '\\') {
                return at;
            }
        }
        return part.length();
    }

    /**
     * Removes every CRLF that white space follows. Other CRs and LFs stay where they are.
     *
     * @param text a field body
     * @return the text on one line, unless it holds more than folds
     */
    public static String unfold(String text) {
        int crlf = text.indexOf("\r\n");
        if (crlf < 0) {
            return text;
        }
        StringBuilder line = new StringBuilder(text.length());
        int start = 0;
        for (; crlf >= 0; crlf = text.indexOf("\r\n", crlf + 2)) {
            if (crlf + 2 < text.length() && CharacterClasses.isBlank(text.charAt(crlf + 2))) {
                line.append(text, start, crlf);
                start = crlf + 2;
            }
        }
        return line.append(text, start, text.length()).toString();
    }
}
