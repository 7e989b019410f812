package org.mailauth.dkim.internal.crypto;

/**
 * What a signature is made over. It goes to the signature operation in pieces, and is never held as a whole: that would be
 * 1 KB for a usual header.
 */
@FunctionalInterface
public interface SignedOctets {
    /**
     * Hands everything over, from its start; may be called again, for another key.
     *
     * @param sink takes it
     */
    void drainTo(OctetSink sink);
}
