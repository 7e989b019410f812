package org.mailauth.dkim.internal.canon;

/** Takes octets of a canonical form, piece by piece. */
@FunctionalInterface
public interface OctetSink {
    /**
     * Takes a piece; the array belongs to the caller and is not kept.
     *
     * @param octets holds the piece
     * @param offset where it starts
     * @param length how long it is
     */
    void accept(byte[] octets, int offset, int length);
}
