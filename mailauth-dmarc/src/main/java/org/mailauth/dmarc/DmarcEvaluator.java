package org.mailauth.dmarc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailauth.AuthenticatedIdentifier;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.DomainName;
import org.mailauth.MailAuthObserver;
import org.mailauth.RecordCache;
import org.mailauth.Ticker;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.ForeseenQuestion;
import org.mailauth.dns.MessageDns;
import org.mailauth.message.Author;

/**
 * Decides whether a message is from the domain that it claims as its author's, and what that domain wants done if not
 * (RFC 9989 §5.3; RFC 7489 in its mode).
 *
 * <p>What SPF and DKIM found comes in as identifiers, whoever found it. Build one and share it: it is immutable and
 * thread-safe, as far as its mode is. A call blocks while the DNS is asked, at most until the budget's time is over, and
 * asks at most {@value #MAX_DNS_QUESTIONS} questions; whatever a domain published and a message claims leads to a result,
 * never to an exception.
 */
public final class DmarcEvaluator {
    /** How many domains of an ambiguous author are evaluated (RFC 9989 §11.5). */
    public static final int MAX_AUTHOR_DOMAINS = 4;

    /**
     * For how many different domains of identifiers the tree is walked. Only domains below the author's Organizational
     * Domain need a walk, those that passed come first, and one too many is a temporary error, not a failure.
     */
    public static final int MAX_IDENTIFIER_WALKS = 10;

    /**
     * The most questions that the evaluation of one message asks: eight a walk, and one about the existence of each author
     * domain.
     */
    public static final int MAX_DNS_QUESTIONS =
            (MAX_AUTHOR_DOMAINS + MAX_IDENTIFIER_WALKS) * TreeWalk.MAX_QUESTIONS + MAX_AUTHOR_DOMAINS;

    private static final int DEFAULT_RECORDS = 1024;

    private final DnsResolver resolver;
    private final DmarcMode mode;
    private final BudgetLimits budgetLimits;
    private final MailAuthObserver observer;
    private final RecordCache records;

    private DmarcEvaluator(Builder builder, DnsResolver resolver) {
        this.resolver = resolver;
        this.mode = builder.mode;
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
     * Evaluates a message, with a budget of its own.
     *
     * @param author who the message claims to be from
     * @param identifiers what SPF and DKIM found, in any order; failures, too
     * @return the result
     */
    public DmarcEvaluation evaluate(Author author, List<AuthenticatedIdentifier> identifiers) {
        return evaluate(author, identifiers, openDns());
    }

    /**
     * Evaluates a message, sharing answers and budget with other evaluators of the same message.
     *
     * @param author who the message claims to be from
     * @param identifiers what SPF and DKIM found, in any order; failures, too
     * @param dns the message's DNS; used instead of this evaluator's resolver
     * @return the result
     */
    public DmarcEvaluation evaluate(Author author, List<AuthenticatedIdentifier> identifiers, MessageDns dns) {
        return evaluate(mode, author, identifiers, dns);
    }

    /**
     * Evaluates a message by this evaluator's standard and by another one, and tells what differs.
     *
     * @param other the other mode, such as {@link DmarcMode#rfc7489}
     * @param author who the message claims to be from
     * @param identifiers what SPF and DKIM found, in any order; failures, too
     * @param dns the message's DNS, which answers both
     * @return both evaluations
     */
    public DmarcComparison compare(
            DmarcMode other, Author author, List<AuthenticatedIdentifier> identifiers, MessageDns dns) {
        return DmarcComparison.of(evaluate(mode, author, identifiers, dns), evaluate(other, author, identifiers, dns));
    }

    /**
     * The questions that evaluating an author is about to ask, as far as they do not depend on answers.
     *
     * @param author who the message claims to be from
     * @param identifiers domains that SPF and DKIM are looking at, in any order
     * @return those for the policy of each author domain that is evaluated, for whether it exists, and for the
     *     Organizational Domains of identifiers that may belong to it
     */
    public List<ForeseenQuestion> foresee(Author author, List<DomainName> identifiers) {
        Set<DnsName> names = new LinkedHashSet<>();
        author.domains().stream().limit(MAX_AUTHOR_DOMAINS).forEach(domain -> {
            mode.foreseen(domain)
                    .forEach(owner -> MessageRecords.recordName(owner).ifPresent(names::add));
            names.add(domain.toDnsName());
        });
        author.domain()
                .ifPresent(domain -> identifiers.stream()
                        .filter(identifier -> identifier.isEqualToOrBelow(upperHalf(domain)))
                        .distinct()
                        .limit(MAX_IDENTIFIER_WALKS)
                        .flatMap(identifier -> mode.foreseenOfIdentifier(identifier).stream())
                        .forEach(owner -> MessageRecords.recordName(owner).ifPresent(names::add)));
        return names.stream()
                .map(name -> ForeseenQuestion.of(name, DnsType.TXT))
                .toList();
    }

    /** The last two labels: what is mostly the Organizational Domain, or above it. */
    private static DomainName upperHalf(DomainName domain) {
        DomainName name = domain;
        while (name.labelCount() > 2) {
            name = name.parent().orElseThrow();
        }
        return name;
    }

    private MessageDns openDns() {
        return MessageDns.open(resolver, Budget.open(budgetLimits), observer);
    }

    private DmarcEvaluation evaluate(
            DmarcMode by, Author author, List<AuthenticatedIdentifier> identifiers, MessageDns dns) {
        if (MailAuthObserver.SILENT.equals(dns.observer())) {
            // The clock is read for an observer only.
            return decide(by, author, identifiers, dns);
        }
        Ticker ticker = Ticker.system();
        long start = ticker.nanos();
        DmarcEvaluation evaluation = decide(by, author, identifiers, dns);
        dns.observer().decided("dmarc", evaluation.result().word(), Duration.ofNanos(ticker.nanos() - start));
        return evaluation;
    }

    private DmarcEvaluation decide(
            DmarcMode by, Author author, List<AuthenticatedIdentifier> identifiers, MessageDns dns) {
        List<AuthenticatedIdentifier> given = List.copyOf(identifiers);
        MessageRecords published = new MessageRecords(dns, records);
        return author.domain().isPresent()
                ? new DomainCheck(by, published, author).evaluate(given)
                : evaluateAmbiguous(by, author, given, published);
    }

    /** RFC 9989 §5.3.1 and §11.5: nothing is validated; each domain is looked at so that none of them is spared. */
    private static DmarcEvaluation evaluateAmbiguous(
            DmarcMode mode, Author author, List<AuthenticatedIdentifier> identifiers, MessageRecords records) {
        List<DmarcEvaluation> evaluations = new ArrayList<>();
        List<DmarcTrace> below = new ArrayList<>();
        for (DomainName domain : author.domains()) {
            if (evaluations.size() == MAX_AUTHOR_DOMAINS) {
                below.add(DmarcTrace.of("further domains are not looked at", Rule.AUTHOR.in(mode)));
                break;
            }
            DmarcEvaluation each = new DomainCheck(mode, records, Author.of(domain)).evaluate(identifiers);
            evaluations.add(each);
            below.add(each.trace());
        }
        String reason = words(author.kind());
        DmarcTrace trace = new DmarcTrace("dmarc=permerror by " + mode + ": " + reason, Rule.AUTHOR.in(mode), below);
        DomainFacts facts = DomainFacts.none(author.problems(), trace);
        return DmarcEvaluation.ambiguous(mode, author, facts, reason, evaluations);
    }

    private static String words(Author.Kind kind) {
        return switch (kind) {
            case ONE_DOMAIN -> "the From field has one domain";
            case SEVERAL_DOMAINS -> "the From field has authors at more than one place";
            case NO_DOMAIN -> "the From field names no domain";
            case SEVERAL_FIELDS -> "there is more than one From field";
            case NO_FIELD -> "there is no From field";
            case UNPARSABLE -> "the From field breaks the grammar";
        };
    }

    /** Collects the settings of a {@link DmarcEvaluator}; not safe for concurrent use. */
    public static final class Builder {
        private @Nullable DnsResolver resolver;
        private DmarcMode mode = DmarcMode.rfc9989();
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
         * Sets by which standard to evaluate; {@link DmarcMode#rfc9989()} by default.
         *
         * @param value the mode
         * @return this builder
         */
        public Builder mode(DmarcMode value) {
            mode = Objects.requireNonNull(value, "value");
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
        public DmarcEvaluator build() {
            DnsResolver chosen = resolver;
            if (chosen == null) {
                throw new IllegalStateException("a resolver is required");
            }
            return new DmarcEvaluator(this, chosen);
        }
    }
}
