package org.mailauth.dkim.internal.canon;

import org.mailauth.internal.text.OctetScan;
import org.mailauth.message.HeaderField;

/** Brings one header field into canonical form, its final CRLF included (RFC 6376 §3.4.1 and §3.4.2). */
public enum HeaderCanonicalizer {
    /** §3.4.1: as it is. */
    SIMPLE {
        @Override
        int canonicalize(byte[] octets, int start, int nameEnd, int end) {
            return end;
        }
    },
    /** §3.4.2: lower-case name, no fold, single blanks, none at the ends of the value. */
    RELAXED {
        @Override
        int canonicalize(byte[] octets, int start, int nameEnd, int end) {
            int to = lowerCaseName(octets, start, nameEnd);
            octets[to++] = ':';
            to = value(octets, nameEnd + 1, end - 2, to);
            octets[to++] = '\r';
            octets[to++] = '\n';
            return to;
        }
    };

    /**
     * Appends a field in canonical form.
     *
     * @param field the field
     * @param to takes the canonical form
     */
    public void append(HeaderField field, OctetBuffer to) {
        append(field, 0, 0, to);
    }

    /**
     * Appends a field in canonical form, with a part left out before canonicalization: the value of {@code b=}.
     *
     * @param field the field
     * @param cutFrom where the part starts, behind the field's colon
     * @param cutTo where it ends; equal to {@code cutFrom} for none
     * @param to takes the canonical form
     */
    public void append(HeaderField field, int cutFrom, int cutTo, OctetBuffer to) {
        int start = to.length();
        if (cutFrom == cutTo) {
            to.append(field, 0, field.length());
        } else {
            to.append(field, 0, cutFrom);
            to.append(field, cutTo, field.length());
        }
        byte[] octets = to.array();
        // The canonical form is never longer, so it is made in the place of the field.
        to.truncate(canonicalize(octets, start, start + field.bodyStart() - 1, to.length()));
    }

    /** Canonicalizes a field in its place; returns where it ends then. */
    abstract int canonicalize(byte[] octets, int start, int nameEnd, int end);

    private static int lowerCaseName(byte[] octets, int start, int end) {
        int to = start;
        for (int at = start; at < end; at++) {
            byte octet = octets[at];
            if (!isBlank(octet)) {
                octets[to++] = (byte) (octet >= 'A' && octet <= 'Z' ? octet + 32 : octet);
            }
        }
        return to;
    }

    private static int value(byte[] octets, int start, int end, int valueStart) {
        int to = valueStart;
        boolean blank = false;
        int at = start;
        while (at < end) {
            if (isBlank(octets[at])) {
                blank = true;
                at++;
            } else if (isFold(octets, at, end)) {
                // The CRLF goes; the blank behind it stays a blank.
                at += 2;
            } else {
                if (blank && to > valueStart) {
                    octets[to++] = ' ';
                }
                blank = false;
                int stop = endOfUnchanged(octets, at + 1, end);
                System.arraycopy(octets, at, octets, to, stop - at);
                to += stop - at;
                at = stop;
            }
        }
        return to;
    }

    /** The end of a run of words with single blanks between, which stays as it is: words are short, and a copy of each dear. */
    private static int endOfUnchanged(byte[] octets, int start, int end) {
        int stop = OctetScan.indexOfAtMost(octets, start, end, ' ');
        while (stop + 1 < end && octets[stop] == ' ' && (octets[stop + 1] & 0xFF) > ' ') {
            stop = OctetScan.indexOfAtMost(octets, stop + 2, end, ' ');
        }
        return stop;
    }

    // RFC 6376 §2.8: WSP is space and tab, and nothing else.
    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    private static boolean isFold(byte[] octets, int at, int end) {
        return octets[at] == '\r' && at + 2 < end && octets[at + 1] == '\n' && isBlank(octets[at + 2]);
    }
}
