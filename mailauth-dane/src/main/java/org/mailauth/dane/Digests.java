package org.mailauth.dane;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What a matching type makes of octets (RFC 6698 §2.1.3). */
final class Digests {
    private Digests() {}

    static byte[] of(TlsaMatchingType type, byte[] octets) {
        if (type == TlsaMatchingType.FULL) {
            return octets.clone();
        }
        try {
            return MessageDigest.getInstance(type.algorithm()).digest(octets);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks " + type.algorithm(), e);
        }
    }
}
