package org.mailauth.dkim;

import java.util.concurrent.CompletionStage;

/**
 * Signs a digest with a private key that stays elsewhere, without making the caller's thread wait.
 *
 * <p>As {@link DigestSigner}, but the signature arrives later. What follows it, checking the signature and writing the
 * field, runs on the thread that completes the stage. Must be safe for concurrent use.
 *
 * @see SigningKey#externalAsync
 */
@FunctionalInterface
public interface AsyncDigestSigner {
    /**
     * Starts to make a signature.
     *
     * @param digest the SHA-256 digest, 32 octets; a copy, which the signer may keep
     * @param algorithm as for {@link DigestSigner#sign}
     * @return completes with the signature's octets, or with any failure
     * @throws Exception for a failure that is known at once
     */
    CompletionStage<byte[]> sign(byte[] digest, SigningAlgorithm algorithm) throws Exception;
}
