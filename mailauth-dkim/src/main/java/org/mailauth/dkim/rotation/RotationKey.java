package org.mailauth.dkim.rotation;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailauth.dkim.DkimKeyRecord;
import org.mailauth.dkim.Selector;
import org.mailauth.dkim.SigningAlgorithm;

/**
 * What is known of one key: plain values that the caller keeps between two plans.
 *
 * <p>The moments are those at which something was really done, by the caller's clock. They need not fit together:
 * {@link KeyRotationPlan#problems()} says what does not. Immutable and thread-safe; no component is null.
 *
 * @param selector names the key; never used for two keys
 * @param algorithm what the key signs with; not rsa-sha1
 * @param record the key record, for zone text; of the type that the algorithm needs. Empty when it is not at hand
 * @param published since when every name server of the zone is meant to have the record
 * @param firstSigned when the first message was signed
 * @param lastSigned when the last message was signed
 * @param revoked when the record was replaced by one with an empty {@code p=}
 * @param removed when the record was taken out of the zone
 * @param compromised when somebody else may have got the private key, or when that was noticed
 */
public record RotationKey(
        Selector selector,
        SigningAlgorithm algorithm,
        Optional<DkimKeyRecord> record,
        Optional<Instant> published,
        Optional<Instant> firstSigned,
        Optional<Instant> lastSigned,
        Optional<Instant> revoked,
        Optional<Instant> removed,
        Optional<Instant> compromised) {
    private static final Instant FIRST = Instant.EPOCH;
    /** The last moment that a key can remember. */
    static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    /**
     * Checks the record's type and the range of the moments, 1970 to 9999.
     *
     * @param selector names the key; never used for two keys
     * @param algorithm what the key signs with; not rsa-sha1
     * @param record the key record, of the type that the algorithm needs
     * @param published since when every name server of the zone is meant to have the record
     * @param firstSigned when the first message was signed
     * @param lastSigned when the last message was signed
     * @param revoked when the record was replaced by one with an empty {@code p=}
     * @param removed when the record was taken out of the zone
     * @param compromised when somebody else may have got the private key, or when that was noticed
     */
    public RotationKey {
        Objects.requireNonNull(selector, "selector");
        // RFC 8301 §3.1: rsa-sha1 must not be used for signing.
        if (algorithm == SigningAlgorithm.RSA_SHA1) {
            throw new IllegalArgumentException("algorithm must not be rsa-sha1");
        }
        if (record.isPresent()
                && (!record.get().keyType().equals(algorithm.keyType())
                        || record.get().isRevoked())) {
            throw new IllegalArgumentException("record must hold a key of type " + algorithm.keyType());
        }
        Stream.of(published, firstSigned, lastSigned, revoked, removed, compromised)
                .flatMap(Optional::stream)
                .forEach(RotationKey::requireInRange);
    }

    static void requireInRange(Instant moment) {
        if (moment.isBefore(FIRST) || moment.isAfter(LAST)) {
            throw new IllegalArgumentException("a moment must lie between 1970 and 9999: " + moment);
        }
    }

    /**
     * A key that was generated and nothing more.
     *
     * @param selector names the key
     * @param algorithm what it signs with
     * @return the key, without its record
     */
    public static RotationKey of(Selector selector, SigningAlgorithm algorithm) {
        Optional<Instant> never = Optional.empty();
        return new RotationKey(selector, algorithm, Optional.empty(), never, never, never, never, never, never);
    }

    /**
     * A key that was generated and nothing more.
     *
     * @param selector names the key
     * @param record the record to publish, not a revoked one
     * @return the key
     */
    public static RotationKey of(Selector selector, DkimKeyRecord record) {
        SigningAlgorithm algorithm =
                record.keyType().equals("rsa") ? SigningAlgorithm.RSA_SHA256 : SigningAlgorithm.ED25519_SHA256;
        return of(selector, algorithm).withRecord(record);
    }

    /**
     * This key with its record.
     *
     * @param value the record to publish, not a revoked one
     * @return a new value
     */
    public RotationKey withRecord(DkimKeyRecord value) {
        return new RotationKey(
                selector,
                algorithm,
                Optional.of(value),
                published,
                firstSigned,
                lastSigned,
                revoked,
                removed,
                compromised);
    }

    /**
     * This key after somebody did what a plan asked for. {@link RotationAction#GENERATE}, {@link RotationAction#WAIT} and
     * {@link RotationAction#KEEP} change nothing.
     *
     * @param action what was done
     * @param at when
     * @return a new value
     */
    public RotationKey after(RotationAction action, Instant at) {
        Optional<Instant> moment = Optional.of(at);
        return new RotationKey(
                selector,
                algorithm,
                record,
                action == RotationAction.PUBLISH ? moment : published,
                action == RotationAction.SWITCH ? moment : firstSigned,
                action == RotationAction.STOP ? moment : lastSigned,
                action == RotationAction.REVOKE ? moment : revoked,
                action == RotationAction.REMOVE ? moment : removed,
                compromised);
    }

    /**
     * This key, known to be in somebody else's hands: it must neither sign nor be published any more.
     *
     * @param since when that happened or was noticed
     * @return a new value
     */
    public RotationKey compromisedAt(Instant since) {
        return new RotationKey(
                selector, algorithm, record, published, firstSigned, lastSigned, revoked, removed, Optional.of(since));
    }

    /**
     * How far the key has come.
     *
     * @return the state that the latest step of its life led to
     */
    public RotationState state() {
        if (removed.isPresent()) {
            return RotationState.REMOVED;
        }
        if (revoked.isPresent()) {
            return RotationState.REVOKED;
        }
        if (lastSigned.isPresent()) {
            return RotationState.RETIRED;
        }
        if (firstSigned.isPresent()) {
            return RotationState.SIGNING;
        }
        return published.isPresent() ? RotationState.PUBLISHED : RotationState.GENERATED;
    }

    /** Whether new messages may be signed with the key now or later. */
    boolean isUsable() {
        return compromised.isEmpty();
    }

    /** Whether the key signs and may do so. */
    boolean signs() {
        return state() == RotationState.SIGNING && isUsable();
    }
}
