package org.mailauth.dkim.internal.crypto;

import java.math.BigInteger;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A public key as a key record holds it, checked for form and not yet used. Immutable. */
public sealed interface PublicKeyData {
    /**
     * The size of the key.
     *
     * @return bits of the modulus, or 256
     */
    int bits();

    /** An RSA key (RFC 8017 §3.1). */
    final class Rsa implements PublicKeyData {
        private final BigInteger modulus;
        private final BigInteger exponent;
        private final PreparedKey prepared;

        /**
         * Makes a key.
         *
         * @param modulus positive
         * @param exponent odd, 3 to 2^32
         */
        public Rsa(BigInteger modulus, BigInteger exponent) {
            this.modulus = modulus;
            this.exponent = exponent;
            this.prepared = new PreparedKey("RSA", new RSAPublicKeySpec(modulus, exponent));
        }

        /**
         * The modulus.
         *
         * @return positive
         */
        public BigInteger modulus() {
            return modulus;
        }

        /**
         * The public exponent.
         *
         * @return odd, 3 to 2^32
         */
        public BigInteger exponent() {
            return exponent;
        }

        PreparedKey prepared() {
            return prepared;
        }

        @Override
        public int bits() {
            return modulus.bitLength();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Rsa that && modulus.equals(that.modulus) && exponent.equals(that.exponent);
        }

        @Override
        public int hashCode() {
            return 31 * modulus.hashCode() + exponent.hashCode();
        }

        @Override
        public String toString() {
            return "Rsa[modulus=" + modulus + ", exponent=" + exponent + "]";
        }
    }

    /** An Ed25519 key (RFC 8032 §5.1.5). */
    final class Ed25519 implements PublicKeyData {
        /** The size of every Ed25519 public key. */
        public static final int OCTETS = 32;

        // RFC 8410 §4: what stands before the 32 octets of a key in SubjectPublicKeyInfo.
        private static final String INFO = "302a300506032b6570032100";

        private final String hex;
        private final PreparedPoint point;
        private final PreparedKey prepared;

        /**
         * Makes a key.
         *
         * @param hex the 32 octets in hexadecimal digits of lower case
         */
        public Ed25519(String hex) {
            this.hex = hex;
            this.point = new PreparedPoint(octets());
            this.prepared = new PreparedKey(
                    "Ed25519", new X509EncodedKeySpec(HexFormat.of().parseHex(INFO + hex)));
        }

        /**
         * The key's octets.
         *
         * @return 32 octets
         */
        public byte[] octets() {
            return HexFormat.of().parseHex(hex);
        }

        PreparedPoint point() {
            return point;
        }

        PreparedKey prepared() {
            return prepared;
        }

        @Override
        public int bits() {
            return 8 * OCTETS;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Ed25519 that && hex.equals(that.hex);
        }

        @Override
        public int hashCode() {
            return hex.hashCode();
        }

        @Override
        public String toString() {
            return "Ed25519[hex=" + hex + "]";
        }
    }
}
