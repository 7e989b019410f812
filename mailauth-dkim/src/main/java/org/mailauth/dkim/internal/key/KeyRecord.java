package org.mailauth.dkim.internal.key;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.dkim.internal.crypto.PublicKeyData;

/**
 * What a key record says (RFC 6376 §3.6.1). Immutable.
 *
 * @param key null when it was revoked: {@code p=} is empty
 * @param keyType {@code k=}: {@code rsa} or {@code ed25519}
 * @param publicKey {@code p=} without white space
 * @param hashAlgorithms {@code h=}; empty when all are allowed
 * @param services {@code s=}
 * @param flags {@code t=}, unknown ones included
 * @param notes {@code n=}, decoded
 */
public record KeyRecord(
        @Nullable PublicKeyData key,
        String keyType,
        String publicKey,
        Optional<List<String>> hashAlgorithms,
        List<String> services,
        List<String> flags,
        String notes) {
    /** {@code s=} of a record that says nothing about services. */
    public static final List<String> ANY_SERVICE = List.of("*");

    private static final String EMAIL = "email";

    /**
     * The size of the key.
     *
     * @return bits; 0 for a revoked key
     */
    public int keyBits() {
        return key == null ? 0 : key.bits();
    }

    /**
     * Whether the key was revoked.
     *
     * @return true for a record without a key
     */
    public boolean isRevoked() {
        return key == null;
    }

    /**
     * Whether the domain only tests DKIM: {@code t=y}.
     *
     * @return true for a testing key
     */
    public boolean isTesting() {
        return flags.contains("y");
    }

    /**
     * Whether {@code i=} must have exactly the domain {@code d=}: {@code t=s}.
     *
     * @return true when no subdomain is allowed
     */
    public boolean requiresExactDomain() {
        return flags.contains("s");
    }

    /**
     * Whether the key may be used for e-mail.
     *
     * @return true when {@code s=} says so
     */
    public boolean isForEmail() {
        return services.contains(EMAIL) || services.containsAll(ANY_SERVICE);
    }

    /**
     * Whether the key may be used with a hash algorithm.
     *
     * @param hash such as {@code sha256}
     * @return true when {@code h=} names it or is absent
     */
    public boolean allowsHash(String hash) {
        return hashAlgorithms.map(allowed -> allowed.contains(hash)).orElse(true);
    }
}
