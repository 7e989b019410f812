package org.mailauth.report.dmarc;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The caller's stream. Remembers its failure, so that it is told apart from what is wrong with the data. */
final class SourceStream extends InputStream {
    private final InputStream in;
    private @Nullable IOException failure;

    SourceStream(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int read = read(one, 0, 1);
        return read < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        try {
            return in.read(to, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    void rethrowFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }
}
