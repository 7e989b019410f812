package org.mailauth.cli;

import java.io.IOException;
import java.io.InputStream;

/** Standard input that cannot be read. */
public final class BrokenInput extends InputStream {
    /** What reading ends with: an {@link IOException} or a {@link RuntimeException}. */
    private final Exception failure;

    public BrokenInput(Exception failure) {
        this.failure = failure;
    }

    @Override
    public int read() throws IOException {
        if (failure instanceof IOException expected) {
            throw expected;
        }
        throw (RuntimeException) failure;
    }

    @Override
    public int read(byte[] octets, int start, int length) throws IOException {
        return read();
    }
}
