package org.mailauth.dkim;

import java.util.Optional;

/** A signature algorithm as {@code a=} names it (RFC 6376 §3.3, RFC 8463 §3). */
public enum SigningAlgorithm {
    /** RSASSA-PKCS1-v1_5 over SHA-256. */
    RSA_SHA256("rsa", "sha256", "SHA-256", 32),
    /** PureEdDSA over the SHA-256 digest (RFC 8463 §3). */
    ED25519_SHA256("ed25519", "sha256", "SHA-256", 32),
    /** RSASSA-PKCS1-v1_5 over SHA-1: must neither be made nor accepted any more (RFC 8301 §3.1). */
    RSA_SHA1("rsa", "sha1", "SHA-1", 20);

    private final String word;
    private final String keyType;
    private final String hash;
    private final String digestName;
    private final int digestLength;

    SigningAlgorithm(String keyType, String hash, String digestName, int digestLength) {
        this.word = keyType + "-" + hash;
        this.keyType = keyType;
        this.hash = hash;
        this.digestName = digestName;
        this.digestLength = digestLength;
    }

    /**
     * Finds an algorithm by its {@code a=} value.
     *
     * @param word such as {@code rsa-sha256}; compared with case
     * @return empty for an algorithm that is not known
     */
    public static Optional<SigningAlgorithm> of(String word) {
        for (SigningAlgorithm algorithm : values()) {
            if (algorithm.word().equals(word)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /**
     * The {@code a=} value.
     *
     * @return such as {@code rsa-sha256}
     */
    public String word() {
        return word;
    }

    /**
     * The key type as {@code k=} names it.
     *
     * @return {@code rsa} or {@code ed25519}
     */
    public String keyType() {
        return keyType;
    }

    /**
     * The hash algorithm as {@code h=} of a key record names it.
     *
     * @return {@code sha256} or {@code sha1}
     */
    public String hash() {
        return hash;
    }

    /**
     * The name of the hash algorithm in the Java Cryptography Architecture.
     *
     * @return {@code SHA-256} or {@code SHA-1}
     */
    public String digestName() {
        return digestName;
    }

    /**
     * The length of a hash.
     *
     * @return octets
     */
    public int digestLength() {
        return digestLength;
    }
}
