package org.mailauth.dkim.rotation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mailauth.dkim.SigningAlgorithm;

/**
 * The keys of one algorithm: which signs now, and which may be next.
 *
 * @param algorithm theirs
 * @param current the key that started to sign last, of those that sign and are not compromised
 * @param successors keys that have not signed yet, the one to use first in front
 * @param policy what holds
 */
record KeyLine(
        SigningAlgorithm algorithm,
        Optional<RotationKey> current,
        List<RotationKey> successors,
        RotationPolicy policy) {
    private static final Comparator<RotationKey> BY_SELECTOR =
            Comparator.comparing(key -> key.selector().toString());
    /** A published key before one that is not, the longer published before the other. */
    private static final Comparator<RotationKey> READIEST = Comparator.<RotationKey, Instant>comparing(
                    key -> key.published().orElse(Instant.MAX))
            .thenComparing(BY_SELECTOR);

    static KeyLine of(SigningAlgorithm algorithm, List<RotationKey> keys, RotationPolicy policy) {
        List<RotationKey> mine = keys.stream()
                .filter(key -> key.algorithm() == algorithm && key.isUsable())
                .toList();
        Optional<RotationKey> current = mine.stream()
                .filter(RotationKey::signs)
                .max(Comparator.comparing(KeyLine::start).thenComparing(BY_SELECTOR.reversed()));
        List<RotationKey> successors = mine.stream()
                .filter(key -> isFresh(key) && isLargeEnough(key, policy))
                .sorted(READIEST)
                .toList();
        return new KeyLine(algorithm, current, successors, policy);
    }

    private static boolean isFresh(RotationKey key) {
        return key.state() == RotationState.GENERATED || key.state() == RotationState.PUBLISHED;
    }

    /** Whether the key is of the size that the policy wants, as far as that is known. */
    static boolean isLargeEnough(RotationKey key, RotationPolicy policy) {
        return key.algorithm() != SigningAlgorithm.RSA_SHA256
                || key.record()
                        .map(record -> record.keyBits() >= policy.rsaBits())
                        .orElse(true);
    }

    static Instant start(RotationKey key) {
        return key.firstSigned().orElseThrow();
    }

    /** The moment from which no resolver can say that there is no such key. */
    static Optional<Instant> visible(RotationKey key, RotationPolicy policy) {
        return key.published().map(moment -> moment.plus(policy.publicationWait()));
    }

    Optional<RotationKey> successor() {
        return successors.stream().findFirst();
    }

    /** When the next key of this line should sign, going by this line alone. */
    Optional<Instant> due() {
        return current.map(key -> isLargeEnough(key, policy) ? start(key).plus(policy.period()) : start(key));
    }

    /** Whether the current key is old enough at a moment to be replaced beside those of other lines. */
    boolean joins(Instant moment) {
        return current.isPresent()
                && (Duration.between(start(current.get()), moment)
                                        .multipliedBy(2)
                                        .compareTo(policy.period())
                                >= 0
                        || due().map(due -> !due.isAfter(moment)).orElse(false));
    }
}
