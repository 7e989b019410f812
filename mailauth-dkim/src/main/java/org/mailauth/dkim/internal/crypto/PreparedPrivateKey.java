package org.mailauth.dkim.internal.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A private key as it was given, and in the form that one provider works with, where that has a way to it. It is made once,
 * for many providers make it of each strange key they sign with: half of the time of an RSA signature with Amazon
 * Corretto Crypto Provider, a fifth with Conscrypt. Immutable and thread-safe.
 */
public final class PreparedPrivateKey {
    private final String algorithm;
    private final PrivateKey given;
    private final @Nullable PrivateKey translated;

    private PreparedPrivateKey(String algorithm, PrivateKey given, @Nullable PrivateKey translated) {
        this.algorithm = algorithm;
        this.given = given;
        this.translated = translated;
    }

    /**
     * Takes an RSA key, for signatures with SHA-256.
     *
     * @param key the key
     * @return the key, for no provider yet
     */
    public static PreparedPrivateKey rsa(PrivateKey key) {
        return new PreparedPrivateKey("SHA256withRSA", key, null);
    }

    /**
     * Takes an Ed25519 key.
     *
     * @param key the key
     * @return the key, for no provider yet
     */
    public static PreparedPrivateKey ed25519(PrivateKey key) {
        return new PreparedPrivateKey("Ed25519", key, null);
    }

    /** The signature algorithm, by its name in the Java Cryptography Architecture. */
    String algorithm() {
        return algorithm;
    }

    /** The same key in the provider's form; as it was given where the provider has no such form or does not take the key. */
    PreparedPrivateKey preparedFor(Provider provider) {
        for (String type : algorithm.equals("Ed25519") ? List.of("Ed25519", "EdDSA") : List.of("RSA")) {
            if (provider.getService("KeyFactory", type) != null) {
                return new PreparedPrivateKey(algorithm, given, translate(type, provider));
            }
        }
        return new PreparedPrivateKey(algorithm, given, null);
    }

    private @Nullable PrivateKey translate(String type, Provider provider) {
        try {
            KeyFactory factory = KeyFactory.getInstance(type, provider);
            PrivateKey made = translate(factory);
            // RFC 8017 §3.2: without the primes, signing takes several times as long.
            boolean poorer = given instanceof RSAPrivateCrtKey
                    && made instanceof RSAPrivateKey
                    && !(made instanceof RSAPrivateCrtKey);
            return poorer ? null : made;
        } catch (GeneralSecurityException | RuntimeException incapable) {
            // A stranger's code, which this key may suit or not: signing shows it.
            return null;
        }
    }

    private @Nullable PrivateKey translate(KeyFactory factory) throws GeneralSecurityException {
        try {
            return factory.translateKey(given) instanceof PrivateKey made ? made : null;
        } catch (InvalidKeyException | RuntimeException onlyFromEncoded) {
            // Bouncy Castle translates no Ed25519 key, but reads it.
            byte[] der = "PKCS#8".equals(given.getFormat()) ? given.getEncoded() : null;
            return der == null ? null : factory.generatePrivate(new PKCS8EncodedKeySpec(der));
        }
    }

    /** Signs by a provider: with its form of the key, else with the key as it was given. */
    byte[] sign(Provider provider, byte[] data) throws GeneralSecurityException {
        if (translated != null) {
            try {
                return sign(Signature.getInstance(algorithm, provider), translated, data);
            } catch (InvalidKeyException refused) {
                // Its key factory and its signatures are not of one mind.
            }
        }
        return sign(Signature.getInstance(algorithm, provider), given, data);
    }

    /** Signs by the first provider of the platform that takes the key. */
    byte[] sign(byte[] data) throws GeneralSecurityException {
        return sign(Signature.getInstance(algorithm), given, data);
    }

    private static byte[] sign(Signature signer, PrivateKey key, byte[] data) throws GeneralSecurityException {
        signer.initSign(key);
        signer.update(data);
        return signer.sign();
    }

    /** The algorithm; nothing of the key. */
    @Override
    public String toString() {
        return "PreparedPrivateKey[" + algorithm + "]";
    }
}
