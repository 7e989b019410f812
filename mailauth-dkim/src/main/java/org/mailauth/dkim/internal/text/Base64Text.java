package org.mailauth.dkim.internal.text;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Base64 as tags hold it (RFC 4648 §4): complete groups only, and no character from outside the alphabet. */
public final class Base64Text {
    private Base64Text() {}

    /**
     * Decodes text.
     *
     * @param packed without white space
     * @return empty when it is not base64
     */
    public static Optional<byte[]> decode(String packed) {
        return decode(packed.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * Decodes octets.
     *
     * @param packed without white space
     * @return empty when they are not base64
     */
    public static Optional<byte[]> decode(byte[] packed) {
        if (packed.length % 4 != 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getDecoder().decode(packed));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
