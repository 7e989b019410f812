package org.mailauth.cli.output;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Standard output: buffered, and loud when it fails for the first time; from then on it takes everything silently. */
final class StandardOutput extends OutputStream {
    private OutputStream target;

    StandardOutput(OutputStream target) {
        this.target = new BufferedOutputStream(target, 1 << 16);
    }

    @Override
    public void write(int octet) {
        try {
            target.write(octet);
        } catch (IOException failed) {
            throw broken(failed);
        }
    }

    @Override
    public void write(byte[] octets, int start, int length) {
        try {
            target.write(octets, start, length);
        } catch (IOException failed) {
            throw broken(failed);
        }
    }

    private OutputException broken(IOException failed) {
        target = OutputStream.nullOutputStream();
        return new OutputException(failed);
    }

    @Override
    public void flush() {
        try {
            target.flush();
        } catch (IOException failed) {
            throw broken(failed);
        }
    }
}
