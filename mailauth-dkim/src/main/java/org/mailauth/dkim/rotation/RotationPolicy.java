package org.mailauth.dkim.rotation;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.dkim.SigningAlgorithm;

/**
 * Says how often keys are replaced and how long each stage must last for mail to stay verifiable.
 *
 * <p>The defaults suit a domain whose records have a TTL of an hour. Two times follow from the rest:
 * {@link #publicationWait()} and {@link #grace()}. Immutable and thread-safe.
 */
public final class RotationPolicy {
    private static final Duration LONGEST = Duration.ofDays(3650);

    private final List<SigningAlgorithm> algorithms;
    private final int rsaBits;
    private final boolean together;
    private final boolean standby;
    private final Duration period;
    private final Duration preparation;
    private final Duration overlap;
    private final Duration recordTtl;
    private final Duration negativeTtl;
    private final Duration propagation;
    private final @Nullable Duration signatureLifetime;
    private final Duration queueLifetime;
    private final Duration clockSkew;
    private final Duration revokedFor;

    private RotationPolicy(Builder builder) {
        algorithms = List.copyOf(builder.algorithms);
        rsaBits = builder.rsaBits;
        together = builder.together;
        standby = builder.standby;
        period = builder.period;
        preparation = builder.preparation;
        overlap = builder.overlap;
        recordTtl = builder.recordTtl;
        negativeTtl = builder.negativeTtl;
        propagation = builder.propagation;
        signatureLifetime = builder.signatureLifetime;
        queueLifetime = builder.queueLifetime;
        clockSkew = builder.clockSkew;
        revokedFor = builder.revokedFor;
    }

    /**
     * The policy used when nothing is said: one RSA key of 2048 bits, replaced every 180 days.
     *
     * @return the defaults of {@link Builder}
     */
    public static RotationPolicy defaults() {
        return builder().build();
    }

    /**
     * Starts a policy from the defaults.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The algorithms of which the domain always has a key that signs.
     *
     * @return one or two, unmodifiable
     */
    public List<SigningAlgorithm> algorithms() {
        return algorithms;
    }

    /**
     * The smallest RSA key that is not replaced at once.
     *
     * @return bits
     */
    public int rsaBits() {
        return rsaBits;
    }

    /**
     * Whether the keys of all algorithms are replaced at the same time.
     *
     * @return false when each follows its own calendar
     */
    public boolean together() {
        return together;
    }

    /**
     * Whether the next key is published as soon as one starts to sign, ready for an emergency.
     *
     * @return false when it is published shortly before it is needed
     */
    public boolean standby() {
        return standby;
    }

    /**
     * How long a key signs before the next one does.
     *
     * @return positive
     */
    public Duration period() {
        return period;
    }

    /**
     * How long before it is needed a key lies ready, so that a late operator does not delay the change.
     *
     * @return zero or more
     */
    public Duration preparation() {
        return preparation;
    }

    /**
     * How long the old key and the new one both sign.
     *
     * @return zero when the old one stops as the new one starts
     */
    public Duration overlap() {
        return overlap;
    }

    /**
     * The TTL of key records.
     *
     * @return zero or more
     */
    public Duration recordTtl() {
        return recordTtl;
    }

    /**
     * How long resolvers may remember that a selector has no record: the smaller of the SOA's TTL and its MINIMUM
     * (RFC 2308 §5).
     *
     * @return zero or more
     */
    public Duration negativeTtl() {
        return negativeTtl;
    }

    /**
     * How long a change takes to reach every name server of the zone.
     *
     * @return zero or more
     */
    public Duration propagation() {
        return propagation;
    }

    /**
     * How long signatures are valid, {@code x=} minus {@code t=}.
     *
     * @return empty when they do not expire
     */
    public Optional<Duration> signatureLifetime() {
        return Optional.ofNullable(signatureLifetime);
    }

    /**
     * How long mail may wait in queues before it is delivered (RFC 5321 §4.5.4.1: at least four to five days).
     *
     * @return zero or more
     */
    public Duration queueLifetime() {
        return queueLifetime;
    }

    /**
     * How far the clocks of all who take part may lie apart.
     *
     * @return zero or more
     */
    public Duration clockSkew() {
        return clockSkew;
    }

    /**
     * How long a revoked key's empty record stays.
     *
     * @return zero when records are removed without being revoked first
     */
    public Duration revokedFor() {
        return revokedFor;
    }

    /**
     * How long after publication no resolver can say any more that there is no such key.
     *
     * <p>A selector may have been asked for just before it was published, and a wildcard may have answered: propagation,
     * the longer of both TTLs, clock skew.
     *
     * @return zero or more
     */
    public Duration publicationWait() {
        return propagation.plus(longer(recordTtl, negativeTtl)).plus(clockSkew);
    }

    /**
     * How long after the last signature the key must be found: the longest of signature lifetime, queue lifetime, and
     * both TTLs together; and clock skew.
     *
     * @return zero or more
     */
    public Duration grace() {
        Duration underWay = signatureLifetime == null ? queueLifetime : longer(signatureLifetime, queueLifetime);
        return longer(underWay, recordTtl.plus(negativeTtl)).plus(clockSkew);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** Collects the settings of a {@link RotationPolicy}; not safe for concurrent use. Times are at most 3650 days. */
    public static final class Builder {
        private EnumSet<SigningAlgorithm> algorithms = EnumSet.of(SigningAlgorithm.RSA_SHA256);
        private int rsaBits = 2048;
        private boolean together = true;
        private boolean standby;
        private Duration period = Duration.ofDays(180);
        private Duration preparation = Duration.ofDays(7);
        private Duration overlap = Duration.ZERO;
        private Duration recordTtl = Duration.ofHours(1);
        private Duration negativeTtl = Duration.ofHours(1);
        private Duration propagation = Duration.ofHours(1);
        private @Nullable Duration signatureLifetime;
        private Duration queueLifetime = Duration.ofDays(7);
        private Duration clockSkew = Duration.ofMinutes(10);
        private Duration revokedFor = Duration.ofDays(30);

        private Builder() {}

        /**
         * Sets of which algorithms there must be a key; rsa-sha256 by default. Both together make two signatures, which
         * RFC 8463 §3 suggests while some receivers know RSA only.
         *
         * @param values rsa-sha256, ed25519-sha256 or both
         * @return this builder
         */
        public Builder algorithms(SigningAlgorithm... values) {
            EnumSet<SigningAlgorithm> chosen = EnumSet.noneOf(SigningAlgorithm.class);
            chosen.addAll(List.of(values));
            if (chosen.isEmpty() || chosen.contains(SigningAlgorithm.RSA_SHA1)) {
                throw new IllegalArgumentException("algorithms must be rsa-sha256, ed25519-sha256 or both");
            }
            algorithms = chosen;
            return this;
        }

        /**
         * Sets the size of new RSA keys; smaller ones are replaced at once. 2048 by default.
         *
         * @param value 1024 to 4096 bits, what every verifier must accept (RFC 8301 §3.2)
         * @return this builder
         */
        public Builder rsaBits(int value) {
            if (value < 1024 || value > 4096) {
                throw new IllegalArgumentException("rsaBits must be 1024 to 4096: " + value);
            }
            rsaBits = value;
            return this;
        }

        /**
         * Sets whether the keys of all algorithms are replaced at the same time; true by default.
         *
         * @param value false for calendars of their own
         * @return this builder
         */
        public Builder together(boolean value) {
            together = value;
            return this;
        }

        /**
         * Sets whether the next key is published as soon as one starts to sign; false by default. Keep the private key of
         * a standby where the thief of the other one does not find it.
         *
         * @param value true to be ready for an emergency
         * @return this builder
         */
        public Builder standby(boolean value) {
            standby = value;
            return this;
        }

        /**
         * Sets how long a key signs; 180 days by default.
         *
         * @param value longer than publication wait, preparation and overlap together
         * @return this builder
         */
        public Builder period(Duration value) {
            period = checked("period", value);
            return this;
        }

        /**
         * Sets how long a key lies ready before it is needed; 7 days by default.
         *
         * @param value zero or more
         * @return this builder
         */
        public Builder preparation(Duration value) {
            preparation = checked("preparation", value);
            return this;
        }

        /**
         * Sets how long old and new key both sign; zero by default.
         *
         * @param value zero or more
         * @return this builder
         */
        public Builder overlap(Duration value) {
            overlap = checked("overlap", value);
            return this;
        }

        /**
         * Sets the TTL of key records; one hour by default.
         *
         * @param value zero or more
         * @return this builder
         */
        public Builder recordTtl(Duration value) {
            recordTtl = checked("recordTtl", value);
            return this;
        }

        /**
         * Sets how long the absence of a record may be remembered; one hour by default.
         *
         * @param value the smaller of the SOA's TTL and its MINIMUM
         * @return this builder
         */
        public Builder negativeTtl(Duration value) {
            negativeTtl = checked("negativeTtl", value);
            return this;
        }

        /**
         * Sets how long a change takes to reach every name server of the zone; one hour by default.
         *
         * @param value zero or more
         * @return this builder
         */
        public Builder propagation(Duration value) {
            propagation = checked("propagation", value);
            return this;
        }

        /**
         * Sets how long signatures are valid; without end by default.
         *
         * @param value {@code x=} minus {@code t=}
         * @return this builder
         */
        public Builder signatureLifetime(Duration value) {
            signatureLifetime = checked("signatureLifetime", value);
            return this;
        }

        /**
         * Sets how long mail may wait in queues; 7 days by default.
         *
         * @param value zero or more
         * @return this builder
         */
        public Builder queueLifetime(Duration value) {
            queueLifetime = checked("queueLifetime", value);
            return this;
        }

        /**
         * Sets how far clocks may lie apart; 10 minutes by default.
         *
         * @param value zero or more
         * @return this builder
         */
        public Builder clockSkew(Duration value) {
            clockSkew = checked("clockSkew", value);
            return this;
        }

        /**
         * Sets how long an empty record stays; 30 days by default.
         *
         * @param value zero to remove records without revoking them
         * @return this builder
         */
        public Builder revokedFor(Duration value) {
            revokedFor = checked("revokedFor", value);
            return this;
        }

        private static Duration checked(String name, Duration value) {
            Objects.requireNonNull(value, name);
            if (value.isNegative() || value.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(name + " must be zero to " + LONGEST.toDays() + " days: " + value);
            }
            return value;
        }

        /**
         * Makes the policy.
         *
         * @return an immutable policy
         * @throws IllegalArgumentException when a period is too short for what has to happen in it
         */
        public RotationPolicy build() {
            RotationPolicy policy = new RotationPolicy(this);
            Duration least = policy.publicationWait().plus(preparation).plus(overlap);
            if (period.compareTo(least) <= 0) {
                throw new IllegalArgumentException(
                        "period must be longer than publication wait, preparation and overlap together: " + period
                                + " is not longer" + " than " + least);
            }
            return policy;
        }
    }
}
