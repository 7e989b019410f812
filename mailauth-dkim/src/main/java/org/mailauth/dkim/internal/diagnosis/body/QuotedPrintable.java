package org.mailauth.dkim.internal.diagnosis.body;

import org.mailauth.dkim.internal.canon.OctetBuffer;

/** The content transfer encoding of RFC 2045 §6.7, as encoders write it. */
final class QuotedPrintable {
    private static final String DIGITS = "0123456789ABCDEF";

    private QuotedPrintable() {}

    /**
     * How an encoder writes.
     *
     * @param width octets of a line at most, the equals sign at its end included
     * @param full whether a text line of exactly that length is left whole
     * @param careful whether dots and {@code From} at line starts are encoded
     */
    record Style(int width, boolean full, boolean careful) {}

    /** Decodes; what is no encoding stays as it is. */
    static byte[] decode(byte[] text) {
        OctetBuffer out = new OctetBuffer(text.length);
        for (int at = 0; at < text.length; at++) {
            if (text[at] != '=') {
                out.add(text[at]);
                continue;
            }
            int high = at + 2 < text.length ? digit(text[at + 1]) : -1;
            int low = high < 0 ? -1 : digit(text[at + 2]);
            int softEnd = softBreak(text, at + 1);
            if (low >= 0) {
                out.add(16 * high + low);
                at += 2;
            } else if (softEnd > 0) {
                at = softEnd - 1;
            } else {
                out.add('=');
            }
        }
        return out.toArray();
    }

    /** Where the text goes on behind a soft line break; -1 when there is none. */
    private static int softBreak(byte[] text, int from) {
        int at = from;
        while (at < text.length && (text[at] == ' ' || text[at] == '\t')) {
            at++;
        }
        if (at == text.length) {
            return at;
        }
        return at + 1 < text.length && text[at] == '\r' && text[at + 1] == '\n' ? at + 2 : -1;
    }

    private static int digit(byte octet) {
        return octet < 0 ? -1 : Character.digit(octet, 16);
    }

    /** Encodes text whose lines end with CRLF. */
    static byte[] encode(byte[] text, Style style) {
        return Lines.edit(text, (line, from, to, out) -> encodeLine(line, from, to, style, out));
    }

    private static void encodeLine(byte[] line, int from, int to, Style style, OctetBuffer out) {
        int column = 0;
        for (int at = from; at < to; at++) {
            boolean last = at == to - 1;
            boolean plain = isPlain(line, at, last) && !(style.careful() && at == from && isRisky(line, from, to));
            int width = plain ? 1 : 3;
            int room = last && style.full() ? style.width() : style.width() - 1;
            if (column + width > room) {
                out.add('=');
                out.add('\r');
                out.add('\n');
                column = 0;
            }
            if (plain) {
                out.add(line[at]);
            } else {
                out.add('=');
                out.add(DIGITS.charAt((line[at] & 0xFF) >> 4));
                out.add(DIGITS.charAt(line[at] & 0xF));
            }
            column += width;
        }
    }

    private static boolean isPlain(byte[] line, int at, boolean last) {
        byte octet = line[at];
        boolean blank = octet == ' ' || octet == '\t';
        return blank ? !last : octet > ' ' && octet < 0x7F && octet != '=';
    }

    private static boolean isRisky(byte[] line, int from, int to) {
        return line[from] == '.' || Lines.startsWith(line, from, to, "From ");
    }
}
