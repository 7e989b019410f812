package org.mailauth.dkim.internal.crypto;

import java.math.BigInteger;
import java.util.HexFormat;

/** A public key as a key record holds it, checked for form and not yet used. Immutable. */
public sealed interface PublicKeyData {
    /**
     * The size of the key.
     *
     * @return bits of the modulus, or 256
     */
    int bits();

    /**
     * An RSA key (RFC 8017 §3.1).
     *
     * @param modulus positive
     * @param exponent odd, 3 to 2^32
     */
    record Rsa(BigInteger modulus, BigInteger exponent) implements PublicKeyData {
        @Override
        public int bits() {
            return modulus.bitLength();
        }
    }

    /**
     * An Ed25519 key (RFC 8032 §5.1.5).
     *
     * @param hex the 32 octets in hexadecimal digits
     */
    record Ed25519(String hex) implements PublicKeyData {
        /** The size of every Ed25519 public key. */
        public static final int OCTETS = 32;

        @Override
        public int bits() {
            return 8 * OCTETS;
        }

        /**
         * The key's octets.
         *
         * @return 32 octets
         */
        public byte[] octets() {
            return HexFormat.of().parseHex(hex);
        }
    }
}
