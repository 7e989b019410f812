package org.mailauth.dkim.internal.canon;

import org.mailauth.dkim.internal.crypto.OctetSink;

/** RFC 6376 §3.4.3: the body as it is, ended by exactly one CRLF. */
final class SimpleBody extends BodyCanonicalizer {
    SimpleBody(OctetSink sink) {
        super(sink);
    }

    @Override
    void process(byte[] octets, int start, int end) {
        int dataEnd = end;
        while (dataEnd - 2 >= start && isCrlf(octets, dataEnd - 2, end)) {
            dataEnd -= 2;
        }
        if (dataEnd > start) {
            emit(octets, start, dataEnd);
        }
        holdLineEnd((end - dataEnd) / 2);
    }

    @Override
    void end() {
        // RFC 6376 §3.4.3: an empty body becomes a single CRLF, too.
        emitCrlf();
    }
}
