package org.mailauth.report.dmarc;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The octets of a ZIP archive. Notices the record that every archive ends with (APPNOTE 4.3.16): the JDK's reader takes one that
 * is cut off between two files for a whole one. Not thread-safe.
 */
final class ArchiveStream extends FilterInputStream {
    private static final int END_RECORD = 'P' << 24 | 'K' << 16 | 5 << 8 | 6;

    private int lastFour;
    private boolean complete;

    ArchiveStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        int read = super.read(to, offset, length);
        for (int at = offset; at < offset + read; at++) {
            lastFour = lastFour << 8 | (to[at] & 0xFF);
            complete |= lastFour == END_RECORD;
        }
        return read;
    }

    /** Reads to the end; whether the record was there. */
    boolean isComplete() throws IOException {
        byte[] unused = new byte[8192];
        int read = 0;
        while (read >= 0 && !complete) {
            read = read(unused, 0, unused.length);
        }
        return complete;
    }
}
