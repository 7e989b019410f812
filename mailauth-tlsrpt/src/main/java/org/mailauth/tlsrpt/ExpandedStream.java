package org.mailauth.tlsrpt;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The octets of the JSON text, which must not be many more than arrived. Not thread-safe. */
final class ExpandedStream extends FilterInputStream {
    /** Below this, no ratio is suspicious: short texts of blanks compress well. */
    private static final int FREE = 1 << 20;

    private final SourceStream source;
    private final TlsReportLimits limits;
    private long count;

    ExpandedStream(InputStream in, SourceStream source, TlsReportLimits limits) {
        super(in);
        this.source = source;
        this.limits = limits;
    }

    @Override
    public int read() throws IOException {
        int octet = super.read();
        return octet < 0 ? octet : counted(1) == 1 ? octet : -1;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        return counted(super.read(target, from, length));
    }

    private int counted(int got) throws IOException {
        count += Math.max(0, got);
        if (count > limits.maxExpandedOctets()) {
            throw UnreadableException.limit(
                    "the report has more than " + limits.maxExpandedOctets() + " octets when it is expanded");
        }
        if (count > FREE && count > source.count() * limits.maxRatio()) {
            throw UnreadableException.limit("the report expands to more than " + limits.maxRatio() + " times its size");
        }
        return got;
    }
}
