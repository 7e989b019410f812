package org.mailauth.report.dmarc;

import java.util.Optional;

/** What every text in a report has in common: one line, no blanks around it, nothing that XML 1.0 cannot carry. */
final class ReportText {
    static final char REPLACEMENT = '\uFFFD';

    private static final int SHOWN = 60;

    private ReportText() {}

    /** The text as reports carry it: read back, it is the same. */
    static String clean(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c < ' ' || c >= 0x7F) {
                return cleanSlowly(text);
            }
        }
        return text.strip();
    }

    private static String cleanSlowly(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            if (c == '\t' || c == '\n' || c == '\r' || c == 0x85 || c == 0x2028) {
                clean.append(' ');
            } else {
                clean.appendCodePoint(isXml(c) ? c : REPLACEMENT);
            }
            at += Character.charCount(c);
        }
        return clean.toString().strip();
    }

    static Optional<String> clean(Optional<String> text) {
        return text.map(ReportText::clean);
    }

    /** XML 1.0 §2.2, without the control characters that it allows but advises against. */
    static boolean isXml(int c) {
        if (c < 0x20) {
            return c == '\t' || c == '\n' || c == '\r';
        }
        if (c >= 0x7F && c <= 0x9F) {
            return c == 0x85;
        }
        return c < 0xD800 || (c > 0xDFFF && (c & 0xFFFE) != 0xFFFE && c <= 0x10FFFF);
    }

    /** The start of a stranger's text, for people. */
    static String shown(String text) {
        if (text.length() <= SHOWN) {
            return '"' + text + '"';
        }
        int end = Character.isHighSurrogate(text.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
        return '"' + text.substring(0, end) + "...\"";
    }
}
