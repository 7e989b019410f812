package org.mailauth.dkim.internal.canon;

import org.mailauth.dkim.internal.crypto.OctetSink;
import org.mailauth.internal.text.VisibleLines;

/**
 * Brings a body into canonical form, chunk by chunk; where the chunks are cut does not matter.
 *
 * <p>Both forms share one trait: empty lines are held back until something follows them, since those at the end of the
 * body do not count (RFC 6376 §3.4.3). Only their number is kept, so memory does not grow with the body. A CR or LF that
 * is not part of a CRLF is data. Not safe for concurrent use.
 */
public abstract class BodyCanonicalizer {
    private static final int CRLF_BLOCK = 8;

    private final OctetSink sink;
    private final byte[] crlfs = new byte[2 * CRLF_BLOCK];
    private long heldCrlfs;
    private boolean heldCr;

    BodyCanonicalizer(OctetSink sink) {
        this.sink = sink;
        for (int at = 0; at < crlfs.length; at += 2) {
            crlfs[at] = '\r';
            crlfs[at + 1] = '\n';
        }
    }

    /**
     * Starts the simple form (§3.4.3).
     *
     * @param sink takes the canonical body
     * @return a canonicalizer for one body
     */
    public static BodyCanonicalizer simple(OctetSink sink) {
        return new SimpleBody(sink);
    }

    /**
     * Starts the relaxed form (§3.4.4).
     *
     * @param sink takes the canonical body
     * @return a canonicalizer for one body
     */
    public static BodyCanonicalizer relaxed(OctetSink sink) {
        return new RelaxedBody(sink);
    }

    /**
     * Takes the next piece of the body.
     *
     * @param octets holds the piece
     * @param offset where it starts
     * @param length how long it is
     */
    public final void update(byte[] octets, int offset, int length) {
        if (length == 0) {
            return;
        }
        int start = decideHeldCr(octets, offset);
        int end = offset + length;
        if (end > start && octets[end - 1] == '\r') {
            // Whether this CR ends a line is known with the next piece only.
            heldCr = true;
            end--;
        }
        process(octets, start, end);
    }

    /**
     * Takes the next piece of the body, which is what {@link VisibleLines} says: no form changes that, but for line ends that may
     * be the body's last.
     *
     * @param octets holds the piece
     * @param offset where it starts
     * @param length how long it is, one or more
     */
    final void updateVisibleLines(byte[] octets, int offset, int length) {
        int start = decideHeldCr(octets, offset);
        int end = offset + length;
        if (start < end && octets[start] == '\r') {
            holdLineEnd(1);
            start += 2;
        }
        int stop = start < end && octets[end - 1] == '\n' ? end - 2 : end;
        if (start < stop) {
            emit(octets, start, stop);
        }
        if (stop < end) {
            holdLineEnd(1);
        }
    }

    /** Decides what a CR at the end of the piece before was; returns where the rest of this one starts. */
    private int decideHeldCr(byte[] octets, int start) {
        if (!heldCr) {
            return start;
        }
        heldCr = false;
        if (octets[start] == '\n') {
            holdLineEnd(1);
            return start + 1;
        }
        emitHeldCr();
        return start;
    }

    /** Ends the body: hands over what is still held back and counts. */
    public final void finish() {
        if (heldCr) {
            heldCr = false;
            emitHeldCr();
        }
        end();
    }

    /** Takes a piece in which every CR has its successor. */
    abstract void process(byte[] octets, int start, int end);

    /** Ends the body as the form has it. */
    abstract void end();

    /** Notes line ends that may turn out to be the body's last. */
    void holdLineEnd(long count) {
        heldCrlfs += count;
    }

    private void emitHeldCr() {
        byte[] cr = {'\r'};
        emit(cr, 0, 1);
    }

    /** Hands over data, behind the line ends held back until now. */
    void emit(byte[] octets, int from, int to) {
        releaseLineEnds();
        sink.accept(octets, from, to - from);
    }

    final void releaseLineEnds() {
        while (heldCrlfs > 0) {
            int count = (int) Math.min(heldCrlfs, CRLF_BLOCK);
            sink.accept(crlfs, 0, 2 * count);
            heldCrlfs -= count;
        }
    }

    final void emitCrlf() {
        sink.accept(crlfs, 0, 2);
    }

    static boolean isCrlf(byte[] octets, int at, int end) {
        return octets[at] == '\r' && at + 1 < end && octets[at + 1] == '\n';
    }
}
