package org.mailauth.dkim.internal.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import org.jspecify.annotations.Nullable;

/**
 * Hashes, signs and verifies: RSA and hashes by the JDK, Ed25519 by Bouncy Castle, which is several times faster there;
 * either by a provider of the user's choice where that offers it. Immutable and thread-safe.
 */
public final class Crypto {
    private final @Nullable Provider provider;

    private Crypto(@Nullable Provider provider) {
        this.provider = provider;
    }

    /**
     * The JDK's own providers and Bouncy Castle.
     *
     * @return the default
     */
    public static Crypto standard() {
        return new Crypto(null);
    }

    /**
     * A provider where it offers an operation, and the default for the rest.
     *
     * @param provider the user's choice
     * @return operations of that provider
     */
    public static Crypto preferring(Provider provider) {
        return new Crypto(provider);
    }

    /**
     * A fresh digest.
     *
     * @param algorithm such as {@code SHA-256}
     * @return the digest
     */
    public MessageDigest digest(String algorithm) {
        Provider chosen = offering("MessageDigest", algorithm);
        if (chosen != null) {
            try {
                return MessageDigest.getInstance(algorithm, chosen);
            } catch (GeneralSecurityException | ProviderException offeredInVain) {
                // A digest is the same whoever makes it.
            }
        }
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + algorithm, impossible);
        }
    }

    /**
     * Checks an RSASSA-PKCS1-v1_5 signature. What the user's provider cannot do, the JDK's does.
     *
     * @param key the key
     * @param algorithm such as {@code SHA256withRSA}
     * @param data what was signed
     * @param signature the signature
     * @return false for every signature that does not hold, malformed ones included
     */
    public boolean verifyRsa(PublicKeyData.Rsa key, String algorithm, SignedOctets data, byte[] signature) {
        PreparedKey prepared = key.prepared();
        Provider chosen = offering("Signature", algorithm);
        Boolean answer = chosen == null ? null : verify(algorithm, chosen, prepared, data, signature);
        if (answer == null) {
            answer = verify(algorithm, null, prepared, data, signature);
        }
        // The key is a stranger's: where nobody takes it, nobody has found a valid signature.
        return answer != null && answer;
    }

    /**
     * Checks an Ed25519 signature. What the user's provider cannot do, Bouncy Castle does.
     *
     * @param key the key
     * @param data what was signed
     * @param signature the signature
     * @return false for every signature that does not hold, malformed ones included
     */
    public boolean verifyEd25519(PublicKeyData.Ed25519 key, byte[] data, byte[] signature) {
        Provider chosen = offering("Signature", "Ed25519");
        if (chosen != null) {
            Boolean answer =
                    verify("Ed25519", chosen, key.prepared(), sink -> sink.accept(data, 0, data.length), signature);
            if (answer != null) {
                return answer;
            }
        }
        return key.point().holds(data, signature);
    }

    /** Null when the provider cannot do it: it has no way to the key, refuses it, or fails. */
    private static @Nullable Boolean verify(
            String algorithm, @Nullable Provider chosen, PreparedKey prepared, SignedOctets data, byte[] signature) {
        try {
            PublicKey key = prepared.forProvider(chosen);
            Signature verifier =
                    chosen == null ? Signature.getInstance(algorithm) : Signature.getInstance(algorithm, chosen);
            verifier.initVerify(key);
            data.drainTo((octets, offset, length) -> update(verifier, octets, offset, length));
            return verifier.verify(signature);
        } catch (GeneralSecurityException
                | ProviderException
                | IllegalArgumentException
                | UnsupportedOperationException incapable) {
            // Some say so, too, of a signature of odd form; the JDK's answer to that is no.
            return null;
        }
    }

    private static void update(Signature verifier, byte[] octets, int offset, int length) {
        try {
            verifier.update(octets, offset, length);
        } catch (SignatureException incapable) {
            throw new ProviderException(incapable);
        }
    }

    /**
     * Makes a private key ready for the provider of the user's choice, where that offers signatures with it.
     *
     * @param key the key
     * @return the same key; it signs with every {@link Crypto}, and soonest with this one
     */
    public PreparedPrivateKey prepare(PreparedPrivateKey key) {
        Provider chosen = offering("Signature", key.algorithm());
        return chosen == null ? key : key.preparedFor(chosen);
    }

    /**
     * Signs with a key of the Java Cryptography Architecture, by the first provider that can use the key.
     *
     * @param key the key
     * @param data what is signed
     * @return the signature
     */
    public byte[] sign(PreparedPrivateKey key, byte[] data) {
        Provider chosen = offering("Signature", key.algorithm());
        try {
            return chosen == null ? key.sign(data) : key.sign(chosen, data);
        } catch (InvalidKeyException | ProviderException | UnsupportedOperationException notForThisProvider) {
            return signByAnyProvider(key, data);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("the key cannot sign", failed);
        }
    }

    private static byte[] signByAnyProvider(PreparedPrivateKey key, byte[] data) {
        try {
            return key.sign(data);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("the key cannot sign", failed);
        }
    }

    /**
     * Signs with an Ed25519 key whose seed is known. What the user's provider cannot do, Bouncy Castle does.
     *
     * @param seed the key
     * @param key the same key in the form of the Java Cryptography Architecture
     * @param data what is signed
     * @return 64 octets
     */
    public byte[] signEd25519(EdwardsSeed seed, PreparedPrivateKey key, byte[] data) {
        Provider chosen = offering("Signature", key.algorithm());
        if (chosen != null) {
            try {
                return key.sign(chosen, data);
            } catch (GeneralSecurityException | ProviderException | UnsupportedOperationException incapable) {
                // The signature is the same whoever makes it.
            }
        }
        return seed.sign(data);
    }

    /** Equal when both use the same provider; providers themselves compare by their contents, which is no use here. */
    @Override
    @SuppressWarnings("ReferenceEquality")
    public boolean equals(@Nullable Object other) {
        return other instanceof Crypto that && provider == that.provider;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(provider);
    }

    private @Nullable Provider offering(String service, String algorithm) {
        return provider != null && provider.getService(service, algorithm) != null ? provider : null;
    }
}
