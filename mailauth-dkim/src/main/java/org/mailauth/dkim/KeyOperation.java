package org.mailauth.dkim;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.mailauth.dkim.internal.crypto.Crypto;

/** The private-key operation of a {@link SigningKey}, wherever the key lives. Immutable and thread-safe. */
@FunctionalInterface
interface KeyOperation {
    /**
     * Signs a canonical form.
     *
     * @throws Exception for a failure that is known at once
     */
    CompletionStage<byte[]> sign(byte[] input, Crypto crypto) throws Exception;

    /** The same operation, with what it needs of a provider made once and not for each signature. */
    default KeyOperation preparedFor(Crypto crypto) {
        return this;
    }

    /** A key that somebody else holds. */
    static KeyOperation external(SigningAlgorithm algorithm, DigestSigner signer) {
        return (input, crypto) -> CompletableFuture.completedFuture(signer.sign(digest(input, crypto), algorithm));
    }

    /** A key that somebody else holds, and that answers later. */
    static KeyOperation externalAsync(SigningAlgorithm algorithm, AsyncDigestSigner signer) {
        return (input, crypto) -> signer.sign(digest(input, crypto), algorithm);
    }

    /** RFC 8463 §3: what an Ed25519 key signs is the hash of the input. */
    static byte[] digest(byte[] input, Crypto crypto) {
        return crypto.digest("SHA-256").digest(input);
    }
}
