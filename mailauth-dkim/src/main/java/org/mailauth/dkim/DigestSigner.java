package org.mailauth.dkim;

/**
 * Signs a digest with a private key that stays elsewhere: a key management service, a hardware module, another process.
 *
 * <p>The signer sees nothing of the message but its digest. It is called on the thread that signs the message, and that
 * thread waits for it: limit its time in the client that it wraps. What it returns is checked against the public key, so
 * a signer that fails or errs can never put a bad signature on a message. Must be safe for concurrent use.
 *
 * @see SigningKey#external
 */
@FunctionalInterface
public interface DigestSigner {
    /**
     * Makes a signature.
     *
     * @param digest the SHA-256 digest, 32 octets; a copy, which the signer may keep
     * @param algorithm {@link SigningAlgorithm#RSA_SHA256}: RSASSA-PKCS1-v1_5, with the digest put into a DigestInfo
     *     (RFC 8017 §9.2); {@link SigningAlgorithm#ED25519_SHA256}: PureEdDSA with these 32 octets as its message
     *     (RFC 8463 §3)
     * @return the signature's octets; null or anything else counts as a failure
     * @throws Exception for any failure, which becomes a {@link KeySignature#problem() problem}
     */
    byte[] sign(byte[] digest, SigningAlgorithm algorithm) throws Exception;
}
