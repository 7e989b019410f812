package org.mailauth.dkim.internal.canon;

import java.util.Locale;

/**
 * RFC 6376 §3.4 as it reads, on text of one octet a character, by replacing and cutting; slow, short, and made without
 * looking at the code it judges.
 */
public final class NaiveCanonicalization {
    private NaiveCanonicalization() {}

    /** §3.4.2, for a field that ends with its CRLF. */
    public static String relaxedHeader(String field) {
        int colon = field.indexOf(':');
        String name = field.substring(0, colon).toLowerCase(Locale.ROOT).replaceAll("[ \t]+\\z", "");
        String unfolded = field.substring(colon + 1, field.length() - 2).replaceAll("\r\n(?=[ \t])", "");
        return name + ":" + unfolded.replaceAll("[ \t]+", " ").replaceAll("\\A | \\z", "") + "\r\n";
    }

    /** §3.4.3. */
    public static String simpleBody(String body) {
        return withoutEmptyLinesAtTheEnd(body) + "\r\n";
    }

    /** §3.4.4. */
    public static String relaxedBody(String body) {
        String reduced = body.replaceAll("[ \t]+", " ").replace(" \r\n", "\r\n").replaceAll(" \\z", "");
        String kept = withoutEmptyLinesAtTheEnd(reduced);
        return kept.isEmpty() ? "" : kept + "\r\n";
    }

    private static String withoutEmptyLinesAtTheEnd(String body) {
        String kept = body;
        while (kept.endsWith("\r\n")) {
            kept = kept.substring(0, kept.length() - 2);
        }
        return kept;
    }
}
