package org.mailauth.spf;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mailauth.BudgetLimits;
import org.mailauth.DomainName;
import org.mailauth.MailAuthObserver;
import org.mailauth.Parsed;
import org.mailauth.RecordCache;
import org.mailauth.SmtpSession;
import org.mailauth.Ticker;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.ForeseenQuestion;
import org.mailauth.dns.MessageDns;
import org.mailauth.spf.internal.Client;
import org.mailauth.spf.internal.MacroExpander;
import org.mailauth.spf.internal.Sender;
import org.mailauth.spf.internal.SpfDomain;

/**
 * Decides whether a host may send mail in the name of a domain (RFC 7208 §4).
 *
 * <p>Build one and share it: it is immutable and thread-safe. It remembers what records say, and
 * no answer of the DNS. HELO and MAIL FROM are two checks with a result of their
 * own. A call blocks while the DNS is asked, at most for the time of its limits and its budget; whatever a domain
 * published and whatever a client said leads to a result, never to an exception.
 */
public final class SpfEvaluator {
    /** The name under which evaluation spends from a budget. */
    static final String SPENDER = "spf";
    /** Sixteen times what RFC 5321 §4.5.3.1.1 allows. */
    private static final int MAX_LOCAL_PART = 1024;

    private static final int DEFAULT_RECORDS = 1024;

    private final DnsResolver resolver;
    private final Clock clock;
    private final SpfLimits limits;
    private final String receivingHost;
    private final BudgetLimits budgetLimits;
    private final MailAuthObserver observer;
    private final RecordCache records;

    private SpfEvaluator(Builder builder, DnsResolver resolver) {
        this.resolver = resolver;
        this.clock = builder.clock;
        this.limits = builder.limits;
        this.receivingHost = builder.receivingHost;
        this.budgetLimits = builder.budgetLimits;
        this.observer = builder.observer;
        this.records = builder.records == null ? RecordCache.ofSize(DEFAULT_RECORDS) : builder.records;
    }

    /**
     * Starts an evaluator.
     *
     * @return a builder that needs a resolver
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Checks the HELO identity (RFC 7208 §2.3), with a budget of its own.
     *
     * @param session who sends
     * @return the result
     */
    public SpfEvaluation checkHelo(SmtpSession session) {
        return checkHelo(session, alone());
    }

    /**
     * Checks the HELO identity (RFC 7208 §2.3), sharing answers and budget with other evaluators of the same message.
     *
     * @param session who sends
     * @param dns the message's DNS; used instead of this evaluator's resolver
     * @return the result
     */
    public SpfEvaluation checkHelo(SmtpSession session, MessageDns dns) {
        return checkHelo(session, SpfAccount.sharing(dns, limits));
    }

    private SpfEvaluation checkHelo(SmtpSession session, SpfAccount account) {
        return check(SpfIdentity.HELO, session, Sender.ofHelo(session.helo()), account);
    }

    /**
     * Checks the MAIL FROM identity (RFC 7208 §2.4), with a budget of its own.
     *
     * @param session who sends
     * @return the result; for a null reverse-path that of postmaster at the HELO name
     */
    public SpfEvaluation checkMailFrom(SmtpSession session) {
        return checkMailFrom(session, alone());
    }

    /**
     * Checks the MAIL FROM identity (RFC 7208 §2.4), sharing answers and budget with other evaluators of the same message.
     *
     * @param session who sends
     * @param dns the message's DNS; used instead of this evaluator's resolver
     * @return the result; for a null reverse-path that of postmaster at the HELO name
     */
    public SpfEvaluation checkMailFrom(SmtpSession session, MessageDns dns) {
        return checkMailFrom(session, SpfAccount.sharing(dns, limits));
    }

    /** Checks the MAIL FROM identity on an account that has just begun. */
    SpfEvaluation checkMailFrom(SmtpSession session, SpfAccount account) {
        Sender sender = Sender.ofMailFrom(session.mailFrom(), session.helo());
        return check(SpfIdentity.MAIL_FROM, session, sender, account);
    }

    /**
     * The questions that a check of both identities is about to ask, as far as they can be told before; macros are not
     * expanded for it.
     *
     * @param session what the client said
     * @return questions for records of policies, with those that follow from them; empty when no identity has a domain
     */
    public List<ForeseenQuestion> foresee(SmtpSession session) {
        Foresight foresight = new Foresight(session.clientIp(), limits, this::read);
        return Stream.of(Sender.ofMailFrom(session.mailFrom(), session.helo()), Sender.ofHelo(session.helo()))
                .flatMap(sender -> SpfDomain.claimed(sender.domain()).stream())
                .distinct()
                .map(foresight::policy)
                .toList();
    }

    /** What a record says, which is the same for the same text. */
    private Parsed<SpfRecord> read(String text) {
        return records.get(Reading.class, text, Reading::of).parsed();
    }

    private record Reading(Parsed<SpfRecord> parsed) {
        static Reading of(String text) {
            return new Reading(SpfRecord.parse(text));
        }
    }

    private SpfAccount alone() {
        return SpfAccount.alone(resolver, budgetLimits, Ticker.system(), observer, limits);
    }

    private SpfEvaluation check(SpfIdentity identity, SmtpSession session, Sender claimed, SpfAccount account) {
        if (MailAuthObserver.SILENT.equals(account.observer())) {
            // The clock is read for an observer only.
            return decide(identity, session, claimed, account);
        }
        Ticker ticker = Ticker.system();
        long start = ticker.nanos();
        SpfEvaluation evaluation = decide(identity, session, claimed, account);
        Duration took = Duration.ofNanos(ticker.nanos() - start);
        account.observer().decided("spf", evaluation.result().word(), took);
        return evaluation;
    }

    private SpfEvaluation decide(SpfIdentity identity, SmtpSession session, Sender claimed, SpfAccount account) {
        Optional<DomainName> domain = claimed.localPart().length() <= MAX_LOCAL_PART
                ? SpfDomain.claimedName(claimed.domain())
                : Optional.empty();
        return domain.isPresent()
                ? evaluate(identity, session, claimed, domain, account)
                // RFC 7208 §4.3: a domain that cannot have a policy has none.
                : new SpfEvaluation(identity, session, limits);
    }

    private SpfEvaluation evaluate(
            SpfIdentity identity, SmtpSession session, Sender claimed, Optional<DomainName> name, SpfAccount account) {
        SpfDomain domain = SpfDomain.of(claimed.domain(), name.orElseThrow());
        Sender sender = new Sender(claimed.localPart(), domain.text());
        Client client = Client.of(session.clientIp());
        ValidatedNames names = new ValidatedNames(client, account);
        MacroExpander expander = new MacroExpander(client, sender, session.helo(), receivingHost, clock);
        Targets targets = new Targets(expander, names, sender);
        Matcher matcher = new Matcher(client, account, targets, names);
        PolicyLog policy = new CheckHost(account, targets, matcher, this::read).check(domain);
        // The explanation costs questions of its own, which are no part of the check.
        SpfCost cost = account.cost();
        PolicyLog.Explanation where = policy.explanation();
        Optional<String> explanation =
                where == null ? Optional.empty() : new Explanations(account, targets).find(where);
        return new SpfEvaluation(
                identity,
                session,
                name,
                new SpfEvaluation.Evidence(policy, explanation, cost, limits, account.elapsed()));
    }

    /** Collects the settings of an {@link SpfEvaluator}; not safe for concurrent use. */
    public static final class Builder {
        private @Nullable DnsResolver resolver;
        private Clock clock = Clock.systemUTC();
        private SpfLimits limits = SpfLimits.rfc7208();
        private String receivingHost = "unknown";
        private BudgetLimits budgetLimits = BudgetLimits.defaults();
        private MailAuthObserver observer = MailAuthObserver.SILENT;
        private @Nullable RecordCache records;

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
         * Sets the clock that macro {@code t} shows; the system clock by default.
         *
         * @param value the clock
         * @return this builder
         */
        public Builder clock(Clock value) {
            clock = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets how much one check may cost; {@link SpfLimits#rfc7208()} by default.
         *
         * @param value the limits
         * @return this builder
         */
        public Builder limits(SpfLimits value) {
            limits = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets the name of the host that receives, which macro {@code r} shows; {@code unknown} by default.
         *
         * @param value a host name
         * @return this builder
         */
        public Builder receivingHost(String value) {
            receivingHost = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets what one message may cost when no {@link MessageDns} is given; {@link BudgetLimits#defaults()} by default.
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
         * Sets what remembers policies by their text; 1024 of them by default, of this evaluator alone. The DNS is
         * asked all the same, so a record that was changed counts from its first answer on.
         *
         * @param value may be shared with other verifiers and evaluators; {@link RecordCache#none()} to read each time
         * @return this builder
         */
        public Builder recordCache(RecordCache value) {
            records = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Makes the evaluator.
         *
         * @return an immutable evaluator
         * @throws IllegalStateException when no resolver was set
         */
        public SpfEvaluator build() {
            DnsResolver chosen = resolver;
            if (chosen == null) {
                throw new IllegalStateException("a resolver is required");
            }
            return new SpfEvaluator(this, chosen);
        }
    }
}
