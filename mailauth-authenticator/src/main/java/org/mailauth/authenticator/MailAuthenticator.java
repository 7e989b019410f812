package org.mailauth.authenticator;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.mailauth.BudgetLimits;
import org.mailauth.MailAuthObserver;
import org.mailauth.RecordCache;
import org.mailauth.SmtpSession;
import org.mailauth.Ticker;
import org.mailauth.arc.ArcVerifier;
import org.mailauth.arc.TrustedSealers;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.dkim.DkimVerifier;
import org.mailauth.dmarc.DmarcEvaluator;
import org.mailauth.dns.DnsResolver;
import org.mailauth.message.BodyStream;
import org.mailauth.message.Message;
import org.mailauth.message.MessageLimits;
import org.mailauth.spf.SpfEvaluator;

/**
 * Decides what SPF, DKIM, ARC and DMARC say of a received message, writes it down for those behind, and proposes what to do.
 *
 * <p>Build one and share it: it is immutable and thread-safe, and starts no threads. A call blocks while the DNS is asked,
 * at most for the time of its {@link BudgetLimits}; all protocols share one account, one memory of DNS answers and one pass
 * over the body. Whatever the client and the message are, the answer is a verdict and never an exception. Without the
 * client's address ({@link SmtpSession#isClientKnown()}) SPF and iprev are not evaluated, as if they were switched off.
 *
 * <p>An interrupted thread gets its verdicts at once, temporary errors where answers are missing, and stays interrupted.
 */
public final class MailAuthenticator {
    private static final int DEFAULT_KEYS = 1024;

    private final Settings settings;

    private MailAuthenticator(Settings settings) {
        this.settings = settings;
    }

    /**
     * Starts an authenticator.
     *
     * @return a builder that needs a resolver and an authserv-id
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Evaluates a message.
     *
     * @param session what the client said
     * @param message the message as received
     * @return all verdicts
     */
    public MessageAuthentication authenticate(SmtpSession session, Message message) {
        return authenticate(session, message, GivenVerdicts.none());
    }

    /**
     * Evaluates a message of which the caller knows something already.
     *
     * @param session what the client said
     * @param message the message as received
     * @param given verdicts that replace evaluations
     * @return all verdicts
     */
    public MessageAuthentication authenticate(SmtpSession session, Message message, GivenVerdicts given) {
        Evaluation evaluation = new Evaluation(settings, session, given);
        BodyStream body = BodyStream.of(message);
        evaluation.header(message.header(), body);
        body.takeBodyOf(message);
        return evaluation.conclude(message.problems());
    }

    /**
     * Evaluates a message that is read once and never held in memory as a whole. Its lines end with CRLF, as on the wire.
     *
     * @param session what the client said
     * @param in the message as received; read to its end or the limit, not closed
     * @return all verdicts
     * @throws IOException when the stream cannot be read
     */
    public MessageAuthentication authenticate(SmtpSession session, InputStream in) throws IOException {
        AuthenticationSession opened = open(session, GivenVerdicts.none());
        opened.message().readFrom(in);
        return opened.conclude();
    }

    /**
     * Evaluates a message on a thread of the caller's, for servers that must not block. Cancelling the
     * {@linkplain CompletionStage#toCompletableFuture() future} interrupts that thread while it works on this message.
     *
     * @param session what the client said
     * @param message the message as received
     * @param executor runs the evaluation
     * @return completes with all verdicts; exceptionally only when the executor refuses, or for mistakes of the program
     */
    public CompletionStage<MessageAuthentication> authenticateAsync(
            SmtpSession session, Message message, Executor executor) {
        Objects.requireNonNull(session, "session");
        Objects.requireNonNull(message, "message");
        return AsyncCall.start(() -> authenticate(session, message), executor);
    }

    /**
     * Opens the evaluation of a message that is about to arrive.
     *
     * @param session what the client said
     * @return a session for one message
     */
    public AuthenticationSession open(SmtpSession session) {
        return open(session, GivenVerdicts.none());
    }

    /**
     * Opens the evaluation of a message that is about to arrive, and of which the caller knows something already.
     *
     * @param session what the client said
     * @param given verdicts that replace evaluations
     * @return a session for one message
     */
    public AuthenticationSession open(SmtpSession session, GivenVerdicts given) {
        return AuthenticationSession.open(
                settings, Objects.requireNonNull(session, "session"), Objects.requireNonNull(given, "given"));
    }

    /**
     * Opens the evaluation of a message that is read from a file or mail store, where lines may end with LF alone
     * ({@link org.mailauth.message.MessageStream#openStored}).
     *
     * @param session what the client said, as far as it is known
     * @return a session for one message
     */
    public AuthenticationSession openStored(SmtpSession session) {
        return AuthenticationSession.openStored(
                settings, Objects.requireNonNull(session, "session"), GivenVerdicts.none());
    }

    /** Collects the settings of a {@link MailAuthenticator}; not safe for concurrent use. */
    public static final class Builder {
        private @Nullable DnsResolver resolver;
        private @Nullable String authservId;
        private final Set<Protocol> protocols = EnumSet.allOf(Protocol.class);
        private Clock clock = Clock.systemUTC();
        private @Nullable SpfEvaluator spf;
        private @Nullable DkimVerifier dkim;
        private @Nullable ArcVerifier arc;
        private @Nullable DmarcEvaluator dmarc;
        private TrustedSealers trustedSealers = TrustedSealers.none();
        private BudgetLimits budgetLimits = BudgetLimits.defaults();
        private MessageLimits messageLimits = MessageLimits.defaults();
        private MailAuthObserver observer = MailAuthObserver.SILENT;
        private Ticker ticker = Ticker.system();
        private @Nullable Executor executor;
        private PrefetchLimits prefetchLimits = PrefetchLimits.defaults();

        private Builder() {}

        /**
         * Sets whom to ask. Required.
         *
         * @param value the resolver
         * @return this builder
         */
        public Builder resolver(DnsResolver value) {
            resolver = Objects.requireNonNull(value, "value");
            return this;
        }

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
         * Sets the clock that the evaluators made here compare times with; the system clock by default.
         *
         * @param value the clock
         * @return this builder
         */
        public Builder clock(Clock value) {
            clock = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Switches protocols off; all are on by default.
         *
         * @param off what is neither evaluated nor written
         * @return this builder
         */
        public Builder without(Protocol... off) {
            protocols.removeAll(Set.of(off));
            return this;
        }

        /**
         * Sets an evaluator with settings of its own; its resolver and budget are not used.
         *
         * @param value the evaluator
         * @return this builder
         */
        public Builder spf(SpfEvaluator value) {
            spf = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets a verifier with settings of its own; its resolver and budget are not used.
         *
         * @param value the verifier
         * @return this builder
         */
        public Builder dkim(DkimVerifier value) {
            dkim = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets a verifier with settings of its own; its resolver and budget are not used.
         *
         * @param value the verifier
         * @return this builder
         */
        public Builder arc(ArcVerifier value) {
            arc = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets an evaluator with settings of its own, such as the mode of RFC 7489; its resolver and budget are not used.
         *
         * @param value the evaluator
         * @return this builder
         */
        public Builder dmarc(DmarcEvaluator value) {
            dmarc = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets whose chains may override a DMARC failure; nobody's by default.
         *
         * @param value the sealers
         * @return this builder
         */
        public Builder trustedSealers(TrustedSealers value) {
            trustedSealers = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets what one message may cost, time included; {@link BudgetLimits#defaults()} by default.
         *
         * @param value the limits
         * @return this builder
         */
        public Builder budgetLimits(BudgetLimits value) {
            budgetLimits = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets how much of a message that arrives in pieces is processed; {@link MessageLimits#defaults()} by default.
         *
         * @param value the limits
         * @return this builder
         */
        public Builder messageLimits(MessageLimits value) {
            messageLimits = Objects.requireNonNull(value, "value");
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
         * Sets what the time of a message is measured with; the machine's ticker by default.
         *
         * @param value the ticker
         * @return this builder
         */
        public Builder ticker(Ticker value) {
            ticker = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Lets questions be asked side by side: everything that is known to be needed is asked at once, on this executor
         * and the calling thread. Without it, one question is asked at a time.
         *
         * @param value runs the questions; its threads are the caller's
         * @param limits how far to look ahead
         * @return this builder
         */
        public Builder prefetch(Executor value, PrefetchLimits limits) {
            executor = Objects.requireNonNull(value, "value");
            prefetchLimits = Objects.requireNonNull(limits, "limits");
            return this;
        }

        /**
         * Makes the authenticator.
         *
         * @return an immutable authenticator
         * @throws IllegalStateException when the resolver or the authserv-id is missing
         */
        public MailAuthenticator build() {
            DnsResolver chosen = resolver;
            String id = authservId;
            if (chosen == null || id == null) {
                throw new IllegalStateException("a resolver and an authserv-id are required");
            }
            // Who seals mostly signs as well, with the same keys.
            RecordCache keys = RecordCache.ofSize(DEFAULT_KEYS);
            return new MailAuthenticator(new Settings(
                    chosen,
                    id,
                    Set.copyOf(protocols),
                    spf == null
                            ? SpfEvaluator.builder()
                                    .resolver(chosen)
                                    .clock(clock)
                                    .receivingHost(id)
                                    .build()
                            : spf,
                    dkim == null
                            ? DkimVerifier.builder()
                                    .resolver(chosen)
                                    .recordCache(keys)
                                    .clock(clock)
                                    .build()
                            : dkim,
                    arc == null
                            ? ArcVerifier.builder()
                                    .resolver(chosen)
                                    .recordCache(keys)
                                    .clock(clock)
                                    .build()
                            : arc,
                    dmarc == null ? DmarcEvaluator.builder().resolver(chosen).build() : dmarc,
                    trustedSealers,
                    budgetLimits,
                    messageLimits,
                    observer,
                    ticker,
                    Optional.ofNullable(executor),
                    prefetchLimits));
        }
    }
}
