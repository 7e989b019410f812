package org.mailauth.dkim.internal.canon;

import org.mailauth.message.HeaderField;

/** Brings one header field into canonical form, its final CRLF included (RFC 6376 §3.4.1 and §3.4.2). */
public enum HeaderCanonicalizer {
    /** §3.4.1: as it is. */
    SIMPLE {
        @Override
        public void append(HeaderField field, int cutFrom, int cutTo, OctetBuffer to) {
            for (int at = 0; at < field.length(); at++) {
                if (at < cutFrom || at >= cutTo) {
                    to.add(field.octetAt(at));
                }
            }
        }
    },
    /** §3.4.2: lower-case name, no fold, single blanks, none at the ends of the value. */
    RELAXED {
        @Override
        public void append(HeaderField field, int cutFrom, int cutTo, OctetBuffer to) {
            appendName(field, to);
            to.add(':');
            int valueStart = to.length();
            boolean blank = false;
            int end = field.length() - 2;
            for (int at = field.bodyStart(); at < end; at++) {
                if (at >= cutFrom && at < cutTo) {
                    continue;
                }
                byte octet = field.octetAt(at);
                if (isBlank(octet)) {
                    blank = true;
                } else if (isFold(field, at, end)) {
                    // The CR goes here, the LF with the next step of the loop; the blank behind them stays a blank.
                    at++;
                } else {
                    if (blank && to.length() > valueStart) {
                        to.add(' ');
                    }
                    blank = false;
                    to.add(octet);
                }
            }
            to.add('\r');
            to.add('\n');
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
     * @param cutFrom where the part starts
     * @param cutTo where it ends; equal to {@code cutFrom} for none
     * @param to takes the canonical form
     */
    public abstract void append(HeaderField field, int cutFrom, int cutTo, OctetBuffer to);

    private static void appendName(HeaderField field, OctetBuffer to) {
        for (int at = 0; at < field.bodyStart() - 1; at++) {
            byte octet = field.octetAt(at);
            if (!isBlank(octet)) {
                to.add(octet >= 'A' && octet <= 'Z' ? octet + 32 : octet);
            }
        }
    }

    // RFC 6376 §2.8: WSP is space and tab, and nothing else.
    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    private static boolean isFold(HeaderField field, int at, int end) {
        return field.octetAt(at) == '\r'
                && at + 2 < end
                && field.octetAt(at + 1) == '\n'
                && isBlank(field.octetAt(at + 2));
    }
}
