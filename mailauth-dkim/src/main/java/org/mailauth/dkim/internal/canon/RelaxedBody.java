package org.mailauth.dkim.internal.canon;

/** RFC 6376 §3.4.4: runs of white space become one blank, none is left at line ends. */
final class RelaxedBody extends BodyCanonicalizer {
    private static final byte[] BLANK = {' '};

    private boolean heldBlank;
    private boolean anyData;

    RelaxedBody(OctetSink sink) {
        super(sink);
    }

    @Override
    void process(byte[] octets, int start, int end) {
        int at = start;
        while (at < end) {
            if (isBlank(octets[at])) {
                heldBlank = true;
                at++;
            } else if (isCrlf(octets, at, end)) {
                holdLineEnd(1);
                at += 2;
            } else {
                int stop = endOfUnchanged(octets, at, end);
                emit(octets, at, stop);
                at = stop;
            }
        }
    }

    /** Hands over a run that the canonical form leaves alone: single blanks and single line ends inside it included. */
    private static int endOfUnchanged(byte[] octets, int start, int end) {
        int at = start + 1;
        while (at < end) {
            byte octet = octets[at];
            if (octet > ' ' || octet < 0) {
                at++;
            } else if (octet == ' ') {
                if (at + 1 >= end || isSpace(octets[at + 1])) {
                    return at;
                }
                at += 2;
            } else if (octet == '\t') {
                return at;
            } else if (isCrlf(octets, at, end)) {
                if (at + 2 >= end || isSpace(octets[at + 2])) {
                    return at;
                }
                at += 3;
            } else {
                at++;
            }
        }
        return end;
    }

    @Override
    void holdLineEnd(long count) {
        // White space before a line end is dropped, first of all: a line of blanks is an empty line.
        heldBlank = false;
        super.holdLineEnd(count);
    }

    @Override
    void emit(byte[] octets, int from, int to) {
        anyData = true;
        if (heldBlank) {
            heldBlank = false;
            super.emit(BLANK, 0, 1);
        }
        super.emit(octets, from, to);
    }

    @Override
    void end() {
        // RFC 6376 §3.4.4: an empty body stays empty; any other ends with one CRLF.
        if (anyData) {
            emitCrlf();
        }
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    private static boolean isSpace(byte octet) {
        return isBlank(octet) || octet == '\r';
    }
}
