package org.mailauth.arc;

import java.security.Provider;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.MailAuthObserver;
import org.mailauth.RecordCache;
import org.mailauth.dkim.SignatureAcceptance;
import org.mailauth.dkim.internal.crypto.Crypto;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.ForeseenQuestion;
import org.mailauth.dns.MessageDns;
import org.mailauth.message.BodyStream;
import org.mailauth.message.HeaderFields;
import org.mailauth.message.Message;

/**
 * Decides what became of the chain that a message carries (RFC 8617 §5.2).
 *
 * <p>Build one and share it: it is immutable and thread-safe. A message without a chain and a chain that is broken in
 * whatever way give a verdict, never an exception. A call blocks while keys are fetched, at most for the time of its
 * {@link Budget}. A chain costs one question and one signature operation (three where a selector publishes several
 * keys) for each seal, and as much for each message signature whose body hash is right; a broken structure costs
 * nothing, and the first signature that fails ends it.
 */
public final class ArcVerifier {
    /** Keys of those who seal: far fewer than sign. */
    private static final int DEFAULT_RECORDS = 256;

    private final DnsResolver resolver;
    private final Clock clock;
    private final SignatureAcceptance acceptance;
    private final boolean oldestPass;
    private final BudgetLimits budgetLimits;
    private final MailAuthObserver observer;
    private final RecordCache records;
    private final Crypto crypto;

    private ArcVerifier(Builder builder, DnsResolver resolver) {
        this.resolver = resolver;
        this.clock = builder.clock;
        this.acceptance = builder.acceptance;
        this.oldestPass = builder.oldestPass;
        this.budgetLimits = builder.budgetLimits;
        this.observer = builder.observer;
        this.records = builder.records == null ? RecordCache.ofSize(DEFAULT_RECORDS) : builder.records;
        this.crypto = builder.crypto;
    }

    /**
     * Starts a verifier.
     *
     * @return a builder that needs a resolver
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Validates the chain of a message, with a budget of its own.
     *
     * @param message the message as received
     * @return what became of the chain
     */
    public ArcValidation verify(Message message) {
        return verify(message, MessageDns.open(resolver, Budget.open(budgetLimits), observer));
    }

    /**
     * Validates the chain of a message, sharing answers and budget with other evaluators of the same message.
     *
     * @param message the message as received
     * @param dns the message's DNS; used instead of this verifier's resolver
     * @return what became of the chain
     */
    public ArcValidation verify(Message message, MessageDns dns) {
        BodyStream body = BodyStream.of(message);
        ArcSession session = open(message.header(), dns, body);
        body.takeBodyOf(message);
        return session.conclude();
    }

    /**
     * Starts to validate the chain of a message whose body is still to come, and is read only once for all that join.
     *
     * @param header the header
     * @param dns the message's DNS; used instead of this verifier's resolver
     * @param body the pass over the body, of which nothing has been read yet
     * @return a session, which concludes when the body has ended
     */
    public ArcSession open(HeaderFields header, MessageDns dns, BodyStream body) {
        Checking checking = new Checking(dns, acceptance, crypto, records, clock.instant());
        return new ArcSession(header, checking, oldestPass, body);
    }

    /**
     * The questions for keys that validating the chain of a header is about to ask.
     *
     * @param header the header of the message
     * @return one for each key name; empty without a chain, or for one that fails by its structure
     */
    public List<ForeseenQuestion> foresee(HeaderFields header) {
        Chain chain = Chain.of(header);
        return chain.defect().isPresent()
                ? List.of()
                : chain.sets().stream()
                        .flatMap(set -> Stream.of(
                                set.selector().keyName(set.sealer()),
                                set.messageSelector().keyName(set.messageSigner())))
                        .flatMap(name -> name.value().stream())
                        .distinct()
                        .map(name -> ForeseenQuestion.of(name, DnsType.TXT))
                        .toList();
    }

    /** Collects the settings of an {@link ArcVerifier}; not safe for concurrent use. */
    public static final class Builder {
        private @Nullable DnsResolver resolver;
        private Clock clock = Clock.systemUTC();
        private SignatureAcceptance acceptance = SignatureAcceptance.strict();
        private boolean oldestPass = true;
        private BudgetLimits budgetLimits = BudgetLimits.defaults();
        private MailAuthObserver observer = MailAuthObserver.SILENT;
        private @Nullable RecordCache records;
        private Crypto crypto = Crypto.standard();

        private Builder() {}

        /**
         * Sets where keys are fetched from. Required.
         *
         * @param value the resolver
         * @return this builder
         */
        public Builder resolver(DnsResolver value) {
            resolver = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets the clock that {@code t=} and {@code x=} are compared with; the system clock by default.
         *
         * @param value the clock
         * @return this builder
         */
        public Builder clock(Clock value) {
            clock = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets which signatures are acceptable, as for DKIM; {@link SignatureAcceptance#strict()} by default.
         *
         * @param value the acceptance
         * @return this builder
         */
        public Builder acceptance(SignatureAcceptance value) {
            acceptance = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets whether the oldest message signature that holds is looked for in a chain that passes (RFC 8617 §5.2 step
         * 5), which may cost a question and an operation for each set; it is by default.
         *
         * @param value false to leave {@link ArcValidation#oldestPass()} empty
         * @return this builder
         */
        public Builder findOldestPass(boolean value) {
            oldestPass = value;
            return this;
        }

        /**
         * Sets what one message may cost when no budget is given; {@link BudgetLimits#defaults()} by default.
         *
         * @param value the limits
         * @return this builder
         */
        public Builder budgetLimits(BudgetLimits value) {
            budgetLimits = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets who hears of questions and decisions; nobody by default.
         *
         * @param value the observer
         * @return this builder
         */
        public Builder observer(MailAuthObserver value) {
            observer = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets what remembers decoded keys by the text of their record; 256 of them by default, of this verifier alone.
         * The DNS is asked all the same, so a key that was replaced or revoked counts from its first answer on.
         *
         * @param value may be shared with other verifiers and evaluators, those of DKIM above all, which ask for the same
         *     keys; {@link RecordCache#none()} to decode each time
         * @return this builder
         */
        public Builder recordCache(RecordCache value) {
            records = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Names a provider that hashes and verifies where it can; by default the JDK's, and Bouncy Castle for Ed25519.
         *
         * @param value the provider
         * @return this builder
         */
        public Builder provider(Provider value) {
            crypto = Crypto.preferring(Objects.requireNonNull(value, "value"));
            return this;
        }

        /**
         * Makes the verifier.
         *
         * @return an immutable verifier
         * @throws IllegalStateException when no resolver was set
         */
        public ArcVerifier build() {
            DnsResolver chosen = resolver;
            if (chosen == null) {
                throw new IllegalStateException("a resolver is required");
            }
            return new ArcVerifier(this, chosen);
        }
    }
}
