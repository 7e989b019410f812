package org.mailauth.report.dmarc;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Octets of which the first ones are known already: enough to tell what they are, whatever a name or a type says. */
final class Content {
    private static final int PREFIX = 1024;

    /** What octets may be. */
    enum Kind {
        XML,
        GZIP,
        ZIP,
        MAIL,
        OTHER
    }

    private final byte[] prefix;
    private final BoundedStream rest;

    private Content(byte[] prefix, BoundedStream rest) {
        this.prefix = prefix;
        this.rest = rest;
    }

    static Content of(BoundedStream in) {
        byte[] prefix = new byte[PREFIX];
        int length = 0;
        while (length < PREFIX) {
            int read = in.read(prefix, length, PREFIX - length);
            if (read < 0) {
                break;
            }
            length += read;
        }
        return new Content(Arrays.copyOf(prefix, length), in);
    }

    InputStream stream() {
        return new SequenceInputStream(new ByteArrayInputStream(prefix), rest);
    }

    byte[] prefix() {
        return prefix.clone();
    }

    Kind kind() {
        if (startsWith(0x1F, 0x8B)) {
            return Kind.GZIP;
        }
        if (startsWith('P', 'K', 3, 4) || startsWith('P', 'K', 5, 6)) {
            return Kind.ZIP;
        }
        if (startsWith(0xFE, 0xFF) || startsWith(0xFF, 0xFE) || startsWith(0, '<') || startsWith('<', 0)) {
            return Kind.XML;
        }
        String text = new String(prefix, StandardCharsets.ISO_8859_1);
        String start = (startsWith(0xEF, 0xBB, 0xBF) ? text.substring(3) : text).stripLeading();
        if (start.startsWith("<")) {
            String lower = start.toLowerCase(Locale.ROOT);
            return lower.startsWith("<html") || lower.startsWith("<!doctype html") ? Kind.OTHER : Kind.XML;
        }
        return isField(text) ? Kind.MAIL : Kind.OTHER;
    }

    private boolean startsWith(int... octets) {
        for (int at = 0; at < octets.length; at++) {
            if (at >= prefix.length || (prefix[at] & 0xFF) != octets[at]) {
                return false;
            }
        }
        return true;
    }

    /** RFC 5322 §2.2: a name of printable characters, and a colon. */
    private static boolean isField(String text) {
        int colon = text.indexOf(':');
        for (int at = 0; at < colon; at++) {
            if (text.charAt(at) <= ' ' || text.charAt(at) > '~') {
                return false;
            }
        }
        return colon > 0;
    }
}
