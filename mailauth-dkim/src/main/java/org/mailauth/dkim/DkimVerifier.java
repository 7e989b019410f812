package org.mailauth.dkim;

import java.io.IOException;
import java.io.InputStream;
import java.security.Provider;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.MailAuthObserver;
import org.mailauth.Problem;
import org.mailauth.RecordCache;
import org.mailauth.Ticker;
import org.mailauth.dkim.internal.canon.BodyPass;
import org.mailauth.dkim.internal.crypto.Crypto;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.ForeseenQuestion;
import org.mailauth.dns.MessageDns;
import org.mailauth.message.AuthorExtractor;
import org.mailauth.message.BodyStream;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;
import org.mailauth.message.Message;
import org.mailauth.message.MessageLimits;
import org.mailauth.message.MessageStream;

/**
 * Decides for each DKIM-Signature of a message whether it holds (RFC 6376 §6.1).
 *
 * <p>Build one and share it: it is immutable and thread-safe. A message that nobody signed gives an empty list; a
 * signature that cannot be checked gives a verdict, never an exception. A call blocks while keys are fetched, at most
 * for the time of its {@link Budget}. The body is read once, however many signatures there are.
 */
public final class DkimVerifier {
    /** The name under which verification spends from a budget. */
    static final String SPENDER = "dkim";

    private static final int DEFAULT_MAX_SIGNATURES = 10;
    private static final int DEFAULT_RECORDS = 1024;

    private final DnsResolver resolver;
    private final Clock clock;
    private final SignatureAcceptance acceptance;
    private final int maxSignatures;
    private final BudgetLimits budgetLimits;
    private final MailAuthObserver observer;
    private final ReplayMemo replayMemo;
    private final RecordCache records;
    private final Crypto crypto;

    private DkimVerifier(Builder builder, DnsResolver resolver) {
        this.resolver = resolver;
        this.clock = builder.clock;
        this.acceptance = builder.acceptance;
        this.maxSignatures = builder.maxSignatures;
        this.budgetLimits = builder.budgetLimits;
        this.observer = builder.observer;
        this.replayMemo = builder.replayMemo;
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
     * Checks every signature of a message, with a budget of its own.
     *
     * @param message the message as received
     * @return one verdict for each DKIM-Signature field, topmost first; empty for an unsigned message
     */
    public List<DkimVerification> verify(Message message) {
        return verify(message, MessageDns.open(resolver, Budget.open(budgetLimits), observer));
    }

    /**
     * Checks every signature of a message, sharing answers and budget with other evaluators of the same message.
     *
     * @param message the message as received
     * @param dns the message's DNS; used instead of this verifier's resolver
     * @return one verdict for each DKIM-Signature field, topmost first; empty for an unsigned message
     */
    public List<DkimVerification> verify(Message message, MessageDns dns) {
        BodyStream body = BodyStream.of(message);
        DkimSession session = open(message.header(), dns, body);
        body.takeBodyOf(message);
        return session.conclude();
    }

    /**
     * Checks every signature of a message that is read once and never held in memory as a whole, with a budget of its own
     * and the default limits.
     *
     * @param in the message as received, or as it lies in a file; read to its end or the limit, not closed
     * @return one verdict for each DKIM-Signature field, topmost first; empty for an unsigned message
     * @throws IOException when the stream cannot be read
     */
    public List<DkimVerification> verify(InputStream in) throws IOException {
        return verify(in, MessageLimits.defaults());
    }

    /**
     * Checks every signature of a message that is read once and never held in memory as a whole, with a budget of its
     * own. A message beyond the limits never passes, nor does one with more body than the budget pays for.
     *
     * @param in the message as received, or as it lies in a file; read to its end or the limit, not closed
     * @param limits how much is processed
     * @return one verdict for each DKIM-Signature field, topmost first; empty for an unsigned message
     * @throws IOException when the stream cannot be read
     */
    public List<DkimVerification> verify(InputStream in, MessageLimits limits) throws IOException {
        MessageDns dns = MessageDns.open(resolver, Budget.open(budgetLimits), observer);
        List<DkimSession> sessions = new ArrayList<>(1);
        MessageStream.openStored(limits, (header, body) -> sessions.add(open(header, dns, body)))
                .readFrom(in);
        return sessions.get(0).conclude();
    }

    /**
     * Opens a session for a message that is about to arrive, with a budget of its own.
     *
     * @param header the header of the message
     * @param body the pass over its body, before the first octet
     * @return a session that has joined the pass
     */
    public DkimSession open(HeaderFields header, BodyStream body) {
        return open(header, MessageDns.open(resolver, Budget.open(budgetLimits), observer), body);
    }

    /**
     * Opens a session for a message that is about to arrive, sharing answers and budget with other evaluators of the same
     * message. Reads the signatures and fetches their keys: blocks while the DNS does, at most for the time of the
     * budget.
     *
     * @param header the header of the message
     * @param dns the message's DNS; used instead of this verifier's resolver
     * @param body the pass over its body, before the first octet; hashes that others want of it, too, are made once
     * @return a session that has joined the pass
     */
    public DkimSession open(HeaderFields header, MessageDns dns, BodyStream body) {
        Ticker ticker = Ticker.system();
        long start = ticker.nanos();
        BodyPass bodyPass = BodyPass.on(body, crypto, dns.budget(), SPENDER);
        List<SignatureCheck> checks = check(header, dns, bodyPass, body.brokenLimit());
        return new DkimSession(dns, body, bodyPass, checks, ticker, start);
    }

    /**
     * The questions for keys that checking a header is about to ask.
     *
     * @param header the header of the message
     * @return one for each key name, at most as many as signatures are checked; empty for an unsigned message
     */
    public List<ForeseenQuestion> foresee(HeaderFields header) {
        return header.named(DkimSignature.FIELD_NAME).stream()
                .flatMap(field -> DkimSignature.parse(field).value().stream())
                .flatMap(signature -> signature.selector().keyName(signature.signingDomain()).value().stream())
                .distinct()
                .limit(maxSignatures)
                .map(name -> ForeseenQuestion.of(name, DnsType.TXT))
                .toList();
    }

    private List<SignatureCheck> check(
            HeaderFields header, MessageDns dns, BodyPass bodyPass, Optional<Problem> brokenLimit) {
        CheckContext context = CheckContext.of(header, acceptance, crypto, replayMemo, records, clock.instant());
        List<SignatureCheck> checks = new ArrayList<>();
        List<SignatureCheck> sound = new ArrayList<>();
        for (HeaderField field : header.named(DkimSignature.FIELD_NAME)) {
            SignatureCheck check = new SignatureCheck(field, context);
            checks.add(check);
            if (brokenLimit.isPresent()) {
                check.refuseUnseen(brokenLimit.get());
            } else if (check.checkField()) {
                sound.add(check);
            }
        }
        checkKeys(sound, header, dns, bodyPass);
        return checks;
    }

    private void checkKeys(List<SignatureCheck> sound, HeaderFields header, MessageDns dns, BodyPass bodyPass) {
        // RFC 6376 §6.1: a verifier may limit the number it tries, lest a message buy endless work. Fields that cost no
        // question do not count: junk on top must not hide a sound signature, nor strangers' ones the author's.
        List<SignatureCheck> ordered = sound.size() <= maxSignatures
                ? sound
                : SignatureOrder.authorFirst(sound, SignatureCheck::signingDomain, AuthorExtractor.extract(header));
        for (int at = 0; at < ordered.size(); at++) {
            if (at < maxSignatures) {
                ordered.get(at).checkKey(dns, bodyPass);
            } else {
                ordered.get(at).refuse(DkimReason.SKIPPED);
            }
        }
    }

    /** Collects the settings of a {@link DkimVerifier}; not safe for concurrent use. */
    public static final class Builder {
        private @Nullable DnsResolver resolver;
        private Clock clock = Clock.systemUTC();
        private SignatureAcceptance acceptance = SignatureAcceptance.strict();
        private int maxSignatures = DEFAULT_MAX_SIGNATURES;
        private BudgetLimits budgetLimits = BudgetLimits.defaults();
        private MailAuthObserver observer = MailAuthObserver.SILENT;
        private ReplayMemo replayMemo = ReplayMemo.NONE;
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
         * Sets which signatures are acceptable; {@link SignatureAcceptance#strict()} by default.
         *
         * @param value the acceptance
         * @return this builder
         */
        public Builder acceptance(SignatureAcceptance value) {
            acceptance = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets how many signatures are checked; 10 by default. Malformed ones do not count. Of more, those of the author's
         * domain are checked first, then those of domains above or below it, each from the top; the rest is reported as {@link DkimReason#SKIPPED}.
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
         * Sets what remembers signatures that passed; nothing by default.
         *
         * @param value asked once for each signature that passes
         * @return this builder
         */
        public Builder replayMemo(ReplayMemo value) {
            replayMemo = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets what remembers decoded keys by the text of their record; 1024 of them by default, of this verifier alone.
         * The DNS is asked all the same, so a key that was replaced or revoked counts from its first answer on.
         *
         * @param value may be shared with other verifiers and evaluators; {@link RecordCache#none()} to decode each time
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
        public DkimVerifier build() {
            DnsResolver chosen = resolver;
            if (chosen == null) {
                throw new IllegalStateException("a resolver is required");
            }
            return new DkimVerifier(this, chosen);
        }
    }
}
