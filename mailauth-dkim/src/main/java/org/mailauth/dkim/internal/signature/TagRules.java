package org.mailauth.dkim.internal.signature;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.dkim.DkimReason;
import org.mailauth.dkim.SignatureAcceptance;
import org.mailauth.dkim.SigningAlgorithm;

/** What well-formed tags alone can be refused for (RFC 6376 §6.1.1, RFC 8301 §3.1). */
public final class TagRules {
    private TagRules() {}

    /**
     * Holds algorithm and times against what is accepted.
     *
     * @param algorithm {@code a=}
     * @param timestamp {@code t=}
     * @param expiration {@code x=}
     * @param acceptance what is accepted
     * @param now the verifier's time
     * @return why the signature is refused; null when it is not
     */
    public static @Nullable DkimReason refusal(
            SigningAlgorithm algorithm,
            Optional<Instant> timestamp,
            Optional<Instant> expiration,
            SignatureAcceptance acceptance,
            Instant now) {
        if (algorithm == SigningAlgorithm.RSA_SHA1 && !acceptance.rsaSha1()) {
            return DkimReason.RSA_SHA1_REFUSED;
        }
        if (expiration
                .filter(end -> now.isAfter(end.plus(acceptance.clockSkew())))
                .isPresent()) {
            return DkimReason.EXPIRED;
        }
        boolean early = timestamp
                .filter(start -> start.isAfter(now.plus(acceptance.clockSkew())))
                .isPresent();
        return early ? DkimReason.NOT_YET_VALID : null;
    }
}
