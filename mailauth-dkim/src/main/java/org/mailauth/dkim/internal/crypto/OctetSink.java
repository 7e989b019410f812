package org.mailauth.dkim.internal.crypto;

/** Takes octets, piece by piece: of a canonical form, or of what is signed. */
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
