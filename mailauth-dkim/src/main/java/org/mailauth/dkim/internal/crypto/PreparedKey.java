package org.mailauth.dkim.internal.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.KeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A public key in the form that a provider works with, made when it is first used and kept for the messages that follow:
 * a key factory allocates 3 KB for an RSA key, half of what verifying with it does. Keeps the key of one provider, the
 * last that asked; thread-safe, for what is kept is immutable, and two threads that meet only make it twice.
 */
final class PreparedKey {
    private final String keyType;
    private final KeySpec spec;
    private volatile @Nullable Made made;

    private record Made(@Nullable Provider by, PublicKey key) {}

    PreparedKey(String keyType, KeySpec spec) {
        this.keyType = keyType;
        this.spec = spec;
    }

    /**
     * The key for a provider. A failure is not kept.
     *
     * @param provider null for the platform's choice
     */
    @SuppressWarnings("ReferenceEquality") // providers compare by their contents, which is no use here
    PublicKey forProvider(@Nullable Provider provider) throws GeneralSecurityException {
        Made known = made;
        if (known == null || known.by() != provider) {
            known = new Made(provider, keyFactory(provider).generatePublic(spec));
            made = known;
        }
        return known.key();
    }

    /** Of the same provider where it has one, for many take no keys but their own. */
    private KeyFactory keyFactory(@Nullable Provider chosen) throws NoSuchAlgorithmException {
        return chosen != null && chosen.getService("KeyFactory", keyType) != null
                ? KeyFactory.getInstance(keyType, chosen)
                : KeyFactory.getInstance(keyType);
    }
}
