package org.mailauth.dkim.internal.diagnosis.body;

import java.util.Arrays;
import org.mailauth.dkim.internal.canon.OctetBuffer;

/** Rewrites texts line by line; only CRLF ends a line. */
final class Lines {
    private Lines() {}

    /** Writes one line anew. */
    @FunctionalInterface
    interface LineEdit {
        /** Appends what becomes of the line; {@code to} is where its CRLF starts, which is kept. */
        void append(byte[] text, int from, int to, OctetBuffer out);
    }

    /** The text with every line edited. */
    static byte[] edit(byte[] text, LineEdit edit) {
        OctetBuffer out = new OctetBuffer(text.length + 64);
        for (int at = 0; at < text.length; ) {
            int end = end(text, at);
            edit.append(text, at, end, out);
            int next = Math.min(text.length, end + 2);
            out.accept(text, end, next - end);
            at = next;
        }
        return out.toArray();
    }

    /** Where the line that starts here ends: the place of its CRLF, or the end of the text. */
    static int end(byte[] text, int start) {
        for (int at = start; at + 1 < text.length; at++) {
            if (text[at] == '\r' && text[at + 1] == '\n') {
                return at;
            }
        }
        return text.length;
    }

    static boolean startsWith(byte[] text, int from, int to, String ascii) {
        if (to - from < ascii.length()) {
            return false;
        }
        for (int at = 0; at < ascii.length(); at++) {
            if (text[from + at] != ascii.charAt(at)) {
                return false;
            }
        }
        return true;
    }

    static void append(OctetBuffer out, String ascii) {
        for (int at = 0; at < ascii.length(); at++) {
            out.add(ascii.charAt(at));
        }
    }

    /** Where the white space at the end of a line starts. */
    static int trimmedEnd(byte[] text, int from, int to) {
        int end = to;
        while (end > from && (text[end - 1] == ' ' || text[end - 1] == '\t')) {
            end--;
        }
        return end;
    }

    static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
