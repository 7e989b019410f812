package org.mailauth.tlsrpt;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The octets of a report as they arrive, counted. A failure of the user's stream is remembered, so that it can be told from
 * one of the octets. Closing it closes nothing. Not thread-safe.
 */
final class SourceStream extends InputStream {
    private static final int UNREAD = -2;
    private static final int END = -1;

    private final InputStream in;
    private final int limit;
    private int ahead = UNREAD;
    private long count;
    private @Nullable IOException failure;

    SourceStream(InputStream in, int limit) {
        this.in = in;
        this.limit = limit;
    }

    /** The octets given out so far. */
    long count() {
        return count;
    }

    /** Throws what the user's stream threw, if it did. */
    void rethrowFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? END : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, target.length);
        if (length == 0) {
            return 0;
        }
        int got;
        if (ahead != UNREAD) {
            got = ahead == END ? END : 1;
            target[from] = (byte) ahead;
            ahead = ahead == END ? END : UNREAD;
        } else {
            got = fill(target, from, length);
        }
        count += Math.max(0, got);
        if (count > limit) {
            throw UnreadableException.limit("the report has more than " + limit + " octets");
        }
        return got;
    }

    private int fill(byte[] target, int from, int length) throws IOException {
        try {
            int got = in.read(target, from, length);
            while (got == 0) {
                // A stream that gives nothing for a wish of more than nothing breaks its contract: ask for one octet.
                int octet = in.read();
                target[from] = (byte) octet;
                got = octet < 0 ? END : 1;
            }
            return got;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /**
     * One when there is anything left, whatever the user's stream says: gzip members after the first one are looked for only
     * where this is not zero.
     */
    @Override
    public int available() throws IOException {
        if (ahead == UNREAD) {
            byte[] one = new byte[1];
            ahead = fill(one, 0, 1) < 0 ? END : one[0] & 0xFF;
        }
        return ahead == END ? 0 : 1;
    }

    @Override
    public void close() {
        // the user's stream stays open
    }
}
