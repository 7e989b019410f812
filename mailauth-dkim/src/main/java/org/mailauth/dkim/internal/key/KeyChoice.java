package org.mailauth.dkim.internal.key;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailauth.dkim.DkimReason;
import org.mailauth.dkim.SignatureAcceptance;
import org.mailauth.dkim.SigningAlgorithm;

/**
 * The keys of a selector that a signature may be checked with (RFC 6376 §6.1.2 steps 5 to 8).
 *
 * @param usable at most three; empty when there is a reason
 * @param refused the key that the reason speaks of; null when there are usable ones
 * @param reason why no key may be used; null when there are usable ones
 */
public record KeyChoice(
        List<KeyRecord> usable,
        @Nullable KeyRecord refused,
        @Nullable DkimReason reason) {
    /** RFC 6376 §3.6.2.2 leaves open what several key records mean: so many usable ones are tried. */
    public static final int MAX_KEYS = 3;

    /**
     * Chooses.
     *
     * @param keys what the selector publishes, well-formed; at least one, unmodifiable
     * @param algorithm the signature's algorithm
     * @param exactDomain whether the signature's {@code i=} has exactly the domain {@code d=}
     * @param acceptance which keys are acceptable
     * @return the usable ones in their order, or why the first is not
     */
    public static KeyChoice of(
            List<KeyRecord> keys, SigningAlgorithm algorithm, boolean exactDomain, SignatureAcceptance acceptance) {
        KeyRecord first = keys.get(0);
        DkimReason refused = refusal(first, algorithm, exactDomain, acceptance);
        if (refused == null && keys.size() == 1) {
            // nearly every selector
            return new KeyChoice(keys, null, null);
        }
        List<KeyRecord> usable = new ArrayList<>(MAX_KEYS);
        for (int at = 0; at < keys.size() && usable.size() < MAX_KEYS; at++) {
            if (refusal(keys.get(at), algorithm, exactDomain, acceptance) == null) {
                usable.add(keys.get(at));
            }
        }
        if (!usable.isEmpty()) {
            return new KeyChoice(Collections.unmodifiableList(usable), null, null);
        }
        return new KeyChoice(List.of(), first, refused);
    }

    /** Why a key must not be used; null when it may. */
    private static @Nullable DkimReason refusal(
            KeyRecord key, SigningAlgorithm algorithm, boolean exactDomain, SignatureAcceptance acceptance) {
        if (key.isRevoked()) {
            return DkimReason.KEY_REVOKED;
        }
        if (!key.keyType().equals(algorithm.keyType())) {
            return DkimReason.KEY_TYPE_MISMATCH;
        }
        if (!key.allowsHash(algorithm.hash())) {
            return DkimReason.KEY_HASH_NOT_ALLOWED;
        }
        if (!key.isForEmail()) {
            return DkimReason.KEY_NOT_FOR_EMAIL;
        }
        if (key.requiresExactDomain() && !exactDomain) {
            return DkimReason.KEY_REQUIRES_EXACT_DOMAIN;
        }
        if (!key.keyType().equals("rsa")) {
            return null;
        }
        // RFC 8301 §3.2: small keys mean nothing; large ones are refused before anything is computed with them.
        if (key.keyBits() < acceptance.minRsaBits()) {
            return DkimReason.KEY_TOO_SMALL;
        }
        return key.keyBits() > acceptance.maxRsaBits() ? DkimReason.KEY_TOO_LARGE : null;
    }
}
