package org.mailauth.replay;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailauth.BudgetLimits;
import org.mailauth.DomainName;
import org.mailauth.arc.ArcVerifier;
import org.mailauth.arc.TrustedSealers;
import org.mailauth.authenticator.MailAuthenticator;
import org.mailauth.authenticator.PrefetchLimits;
import org.mailauth.authenticator.Protocol;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.dkim.DkimVerifier;
import org.mailauth.dkim.SignatureAcceptance;
import org.mailauth.dmarc.DmarcEvaluator;
import org.mailauth.dmarc.DmarcMode;
import org.mailauth.dns.DnsResolver;
import org.mailauth.message.MessageLimits;
import org.mailauth.spf.SpfEvaluator;
import org.mailauth.spf.SpfLimits;

/**
 * The options of an authentication, all that can be stated as data: what is not here, such as verdicts that the caller gives
 * or a security provider of the caller's choice, cannot be recorded.
 *
 * <p>Immutable and thread-safe. Defaults are those of {@link MailAuthenticator}.
 */
public final class ReplaySettings {
    private final String authservId;
    private final Set<Protocol> without;
    private final SpfLimits spfLimits;
    private final SignatureAcceptance dkimAcceptance;
    private final int maxSignatures;
    private final SignatureAcceptance arcAcceptance;
    private final boolean findOldestPass;
    private final boolean rfc7489;
    private final List<DomainName> trustedSealers;
    private final BudgetLimits budgetLimits;
    private final MessageLimits messageLimits;
    private final Optional<PrefetchLimits> prefetch;

    private ReplaySettings(Builder builder, String authservId) {
        this.authservId = authservId;
        this.without = Collections.unmodifiableSet(EnumSet.copyOf(builder.without));
        this.spfLimits = builder.spfLimits;
        this.dkimAcceptance = builder.dkimAcceptance;
        this.maxSignatures = builder.maxSignatures;
        this.arcAcceptance = builder.arcAcceptance;
        this.findOldestPass = builder.findOldestPass;
        this.rfc7489 = builder.rfc7489;
        this.trustedSealers = builder.trustedSealers;
        this.budgetLimits = builder.budgetLimits;
        this.messageLimits = builder.messageLimits;
        this.prefetch = Optional.ofNullable(builder.prefetch);
    }

    /**
     * Starts settings.
     *
     * @return a builder that needs an authserv-id
     */
    public static Builder builder() {
        return new Builder();
    }

    /** An authenticator with these options, without prefetching. */
    MailAuthenticator.Builder authenticator(DnsResolver resolver, Clock clock, DmarcMode mode) {
        return MailAuthenticator.builder()
                .resolver(resolver)
                .authservId(authservId)
                .clock(clock)
                .without(without.toArray(new Protocol[0]))
                .spf(SpfEvaluator.builder()
                        .resolver(resolver)
                        .clock(clock)
                        .receivingHost(authservId)
                        .limits(spfLimits)
                        .build())
                .dkim(DkimVerifier.builder()
                        .resolver(resolver)
                        .clock(clock)
                        .acceptance(dkimAcceptance)
                        .maxSignatures(maxSignatures)
                        .build())
                .arc(ArcVerifier.builder()
                        .resolver(resolver)
                        .clock(clock)
                        .acceptance(arcAcceptance)
                        .findOldestPass(findOldestPass)
                        .build())
                .dmarc(DmarcEvaluator.builder().resolver(resolver).mode(mode).build())
                .trustedSealers(TrustedSealers.of(trustedSealers))
                .budgetLimits(budgetLimits)
                .messageLimits(messageLimits);
    }

    /**
     * The name under which results are written.
     *
     * @return an authserv-id (RFC 8601 §2.5)
     */
    public String authservId() {
        return authservId;
    }

    /**
     * The protocols that are switched off.
     *
     * @return unmodifiable, in the order of {@link Protocol}
     */
    public Set<Protocol> without() {
        return without;
    }

    /**
     * The limits of each SPF evaluation.
     *
     * @return never null
     */
    public SpfLimits spfLimits() {
        return spfLimits;
    }

    /**
     * Which DKIM signatures are acceptable.
     *
     * @return never null
     */
    public SignatureAcceptance dkimAcceptance() {
        return dkimAcceptance;
    }

    /**
     * How many DKIM signatures are checked.
     *
     * @return one or more
     */
    public int maxSignatures() {
        return maxSignatures;
    }

    /**
     * Which signatures of a chain of custody are acceptable.
     *
     * @return never null
     */
    public SignatureAcceptance arcAcceptance() {
        return arcAcceptance;
    }

    /**
     * Whether the oldest signature of a chain that still holds is looked for.
     *
     * @return true by default
     */
    public boolean findOldestPass() {
        return findOldestPass;
    }

    /**
     * Whether DMARC is evaluated by RFC 7489 and not by RFC 9989.
     *
     * @return false by default
     */
    public boolean isRfc7489() {
        return rfc7489;
    }

    /**
     * Whose chains may override a DMARC failure.
     *
     * @return unmodifiable, sorted, without duplicates
     */
    public List<DomainName> trustedSealers() {
        return trustedSealers;
    }

    /**
     * What the message may cost.
     *
     * @return never null
     */
    public BudgetLimits budgetLimits() {
        return budgetLimits;
    }

    /**
     * How much of the message is processed.
     *
     * @return never null
     */
    public MessageLimits messageLimits() {
        return messageLimits;
    }

    /**
     * How far questions are asked ahead.
     *
     * @return empty when one question is asked at a time
     */
    public Optional<PrefetchLimits> prefetch() {
        return prefetch;
    }

    @Override
    public String toString() {
        return "ReplaySettings[" + authservId + "]";
    }

    /** Collects options; not safe for concurrent use. */
    public static final class Builder {
        private static final Duration LONGEST = Duration.ofDays(3650);

        private static final int DEFAULT_MAX_SIGNATURES = 10;

        private @Nullable String authservId;
        private final Set<Protocol> without = EnumSet.noneOf(Protocol.class);
        private SpfLimits spfLimits = SpfLimits.rfc7208();
        private SignatureAcceptance dkimAcceptance = SignatureAcceptance.strict();
        private int maxSignatures = DEFAULT_MAX_SIGNATURES;
        private SignatureAcceptance arcAcceptance = SignatureAcceptance.strict();
        private boolean findOldestPass = true;
        private boolean rfc7489;
        private List<DomainName> trustedSealers = List.of();
        private BudgetLimits budgetLimits = BudgetLimits.defaults();
        private MessageLimits messageLimits = MessageLimits.defaults();
        private @Nullable PrefetchLimits prefetch;

        private Builder() {}

        /**
         * Sets the name under which results are written (RFC 8601 §2.5). Required.
         *
         * @param value mostly the host's name
         * @return this builder
         * @throws IllegalArgumentException when it is empty or cannot be written
         */
        public Builder authservId(String value) {
            authservId = AuthenticationResults.none(value).authservId();
            return this;
        }

        /**
         * Switches protocols off; all are on by default.
         *
         * @param off what is neither evaluated nor written
         * @return this builder
         */
        public Builder without(Protocol... off) {
            without.addAll(Arrays.asList(off));
            return this;
        }

        /**
         * Sets the limits of each SPF evaluation; {@link SpfLimits#rfc7208()} by default.
         *
         * @param value the limits; more than ten years are ten years
         * @return this builder
         */
        public Builder spfLimits(SpfLimits value) {
            spfLimits = value.elapsed().compareTo(LONGEST) > 0 ? value.withElapsed(LONGEST) : value;
            return this;
        }

        /**
         * Sets which DKIM signatures are acceptable; {@link SignatureAcceptance#strict()} by default.
         *
         * @param value the acceptance
         * @return this builder
         */
        public Builder dkimAcceptance(SignatureAcceptance value) {
            dkimAcceptance = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets how many DKIM signatures are checked; 10 by default.
         *
         * @param value one or more
         * @return this builder
         */
        public Builder maxSignatures(int value) {
            if (value < 1) {
                throw new IllegalArgumentException("maxSignatures must be positive: " + value);
            }
            maxSignatures = value;
            return this;
        }

        /**
         * Sets which signatures of a chain of custody are acceptable; {@link SignatureAcceptance#strict()} by default.
         *
         * @param value the acceptance
         * @return this builder
         */
        public Builder arcAcceptance(SignatureAcceptance value) {
            arcAcceptance = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets whether the oldest signature of a chain that still holds is looked for; true by default.
         *
         * @param value whether to look
         * @return this builder
         */
        public Builder findOldestPass(boolean value) {
            findOldestPass = value;
            return this;
        }

        /**
         * Evaluates DMARC by RFC 7489; the recorder needs {@link ReplayRecorder.Builder#organizationalDomains} then.
         *
         * @return this builder
         */
        public Builder rfc7489() {
            rfc7489 = true;
            return this;
        }

        /**
         * Sets whose chains may override a DMARC failure; nobody's by default.
         *
         * @param domains sealing domains as they stand in {@code d=}
         * @return this builder
         */
        public Builder trustedSealers(Collection<DomainName> domains) {
            trustedSealers = domains.stream()
                    .map(DomainName::toString)
                    .distinct()
                    .sorted()
                    .map(DomainName::of)
                    .toList();
            return this;
        }

        /**
         * Sets what the message may cost, time included; {@link BudgetLimits#defaults()} by default.
         *
         * @param value the limits; more than ten years are ten years
         * @return this builder
         */
        public Builder budgetLimits(BudgetLimits value) {
            budgetLimits = value.elapsed().compareTo(LONGEST) > 0 ? value.withElapsed(LONGEST) : value;
            return this;
        }

        /**
         * Sets how much of the message is processed; {@link MessageLimits#defaults()} by default.
         *
         * @param value the limits
         * @return this builder
         */
        public Builder messageLimits(MessageLimits value) {
            messageLimits = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Lets questions be asked side by side; the recorder needs {@link ReplayRecorder.Builder#executor} then.
         *
         * @param value how far to look ahead
         * @return this builder
         */
        public Builder prefetch(PrefetchLimits value) {
            prefetch = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Makes the settings.
         *
         * @return immutable settings
         * @throws IllegalStateException when the authserv-id is missing
         */
        public ReplaySettings build() {
            String id = authservId;
            if (id == null) {
                throw new IllegalStateException("an authserv-id is required");
            }
            return new ReplaySettings(this, id);
        }
    }
}
