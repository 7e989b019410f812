package org.mailauth.dkim;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.mailauth.dkim.internal.crypto.Crypto;
import org.mailauth.dkim.internal.crypto.EdwardsSeed;
import org.mailauth.dkim.internal.crypto.PreparedPrivateKey;

/** Signs with a private key of the Java Cryptography Architecture. Immutable and thread-safe. */
final class HeldKey implements KeyOperation {
    private final SigningAlgorithm algorithm;
    private final PreparedPrivateKey key;
    private final @Nullable EdwardsSeed seed;

    /**
     * Takes a key.
     *
     * @param seed the seed of an Ed25519 key where it is known, else null
     */
    HeldKey(SigningAlgorithm algorithm, PreparedPrivateKey key, @Nullable EdwardsSeed seed) {
        this.algorithm = algorithm;
        this.key = key;
        this.seed = seed;
    }

    @Override
    public CompletionStage<byte[]> sign(byte[] input, Crypto crypto) {
        return CompletableFuture.completedFuture(signature(input, crypto));
    }

    private byte[] signature(byte[] input, Crypto crypto) {
        if (algorithm != SigningAlgorithm.ED25519_SHA256) {
            return crypto.sign(key, input);
        }
        byte[] digest = KeyOperation.digest(input, crypto);
        return seed == null ? crypto.sign(key, digest) : crypto.signEd25519(seed, key, digest);
    }

    @Override
    public KeyOperation preparedFor(Crypto crypto) {
        return new HeldKey(algorithm, crypto.prepare(key), seed);
    }
}
