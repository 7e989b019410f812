package org.mailauth.dkim;

import java.security.PrivateKey;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.mailauth.dkim.internal.crypto.Crypto;
import org.mailauth.dkim.internal.crypto.EdwardsSeed;

/** The private-key operation of a {@link SigningKey}, wherever the key lives. Immutable and thread-safe. */
@FunctionalInterface
interface KeyOperation {
    /**
     * Signs a canonical form.
     *
     * @throws Exception for a failure that is known at once
     */
    CompletionStage<byte[]> sign(byte[] input, Crypto crypto) throws Exception;

    /** An RSA key of the Java Cryptography Architecture. */
    static KeyOperation rsa(PrivateKey key) {
        return (input, crypto) -> CompletableFuture.completedFuture(crypto.sign(key, "SHA256withRSA", input));
    }

    /** An Ed25519 key of the Java Cryptography Architecture. RFC 8463 §3: what is signed is the hash of the input. */
    static KeyOperation ed25519(PrivateKey key) {
        return (input, crypto) -> CompletableFuture.completedFuture(crypto.sign(key, "Ed25519", digest(input, crypto)));
    }

    /** An Ed25519 key whose seed is known. */
    static KeyOperation ed25519(EdwardsSeed seed, PrivateKey key) {
        return (input, crypto) ->
                CompletableFuture.completedFuture(crypto.signEd25519(seed, key, digest(input, crypto)));
    }

    /** A key that somebody else holds. */
    static KeyOperation external(SigningAlgorithm algorithm, DigestSigner signer) {
        return (input, crypto) -> CompletableFuture.completedFuture(signer.sign(digest(input, crypto), algorithm));
    }

    /** A key that somebody else holds, and that answers later. */
    static KeyOperation externalAsync(SigningAlgorithm algorithm, AsyncDigestSigner signer) {
        return (input, crypto) -> signer.sign(digest(input, crypto), algorithm);
    }

    private static byte[] digest(byte[] input, Crypto crypto) {
        return crypto.digest("SHA-256").digest(input);
    }
}
