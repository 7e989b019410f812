package org.mailauth.spf.analysis;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.DomainName;
import org.mailauth.MailAuthObserver;
import org.mailauth.Ticker;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.MessageDns;
import org.mailauth.spf.SpfEvaluator;
import org.mailauth.spf.internal.SpfDomain;

/**
 * Tells the owner of a domain what the domain's SPF policy means: whom it authorises, what it costs receivers, what is
 * wrong with it, and how it reads with addresses instead of names.
 *
 * <p>Works out the results of all addresses at once, by the rules of {@link SpfEvaluator}. What depends on a message is
 * said to: macros other than {@code d} and {@code o}, {@code ptr}, and what the DNS of a client decides.
 *
 * <p>Build one and share it: it is immutable and thread-safe. A call blocks while the DNS is asked, at most for the time of
 * its limits; whatever domains published leads to an analysis, never to an exception.
 */
public final class SpfAnalyzer {
    private final DnsResolver resolver;
    private final SpfAnalyzerLimits limits;
    private final LintThresholds thresholds;
    private final Ticker ticker;
    private final MailAuthObserver observer;

    private SpfAnalyzer(Builder builder, DnsResolver resolver) {
        this.resolver = resolver;
        this.limits = builder.limits;
        this.thresholds = new LintThresholds(builder.widestIp4, builder.widestIp6, builder.manyIp4);
        this.ticker = builder.ticker;
        this.observer = builder.observer;
    }

    /**
     * Starts an analyzer.
     *
     * @return a builder that needs a resolver
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Analyses what a domain published.
     *
     * @param domain the domain in the addresses of senders
     * @return the analysis; of a domain without a record, too
     */
    public SpfAnalysis analyze(DomainName domain) {
        SpfDomain root = rootOf(domain);
        AnalyzerDns dns = openDns();
        return new Analysis(domain, dns).analyze(root, PublishedPolicy.ask(dns, root));
    }

    /**
     * Analyses a record before it is published.
     *
     * @param domain the domain that is to publish it
     * @param record the text of the record, one octet a character
     * @return the analysis that there would be once it is published
     */
    public SpfAnalysis analyze(DomainName domain, String record) {
        return new Analysis(domain, openDns()).analyze(rootOf(domain), PublishedPolicy.draft(record));
    }

    private static SpfDomain rootOf(DomainName domain) {
        return new SpfDomain(domain.toString(), domain.toDnsName());
    }

    private AnalyzerDns openDns() {
        BudgetLimits budget =
                BudgetLimits.defaults().withDnsQuestions(limits.dnsQuestions()).withElapsed(limits.elapsed());
        return new AnalyzerDns(MessageDns.open(resolver, Budget.open(budget, ticker), observer));
    }

    /** One analysis. */
    private final class Analysis {
        private final DomainName domain;
        private final AnalyzerDns dns;
        private final Findings findings = new Findings();
        private final WorkMeter meter = new WorkMeter();
        private final TermCoverage coverage = new TermCoverage(limits.dnsTerms(), meter);

        Analysis(DomainName domain, AnalyzerDns dns) {
            this.domain = domain;
            this.dns = dns;
        }

        SpfAnalysis analyze(SpfDomain name, PublishedPolicy published) {
            TermTargets targets = new TermTargets(name);
            PolicyReader reader = new PolicyReader(dns, limits.dnsTerms(), targets);
            Policy root = reader.read(name, published);
            OutlineBuilder builder = new OutlineBuilder(limits.dnsTerms());
            SpfOutline outline = builder.build(root);
            AddressResults results = AddressResults.of(root, SymbolicCheck.RFC_7208, meter);
            lint(root, reader.policies(), results, targets);
            LimitFindings limitFindings = new LimitFindings(findings);
            limitFindings.check(root, reader.policies(), builder);
            boolean asked = !dns.isOutOfBounds() && !reader.isOutOfBounds();
            SpfFlattening flattening = new Flattener(root, coverage, results, dns, outline, meter).flatten(asked);
            boolean complete = asked && !meter.isExhausted();
            if (!complete) {
                limitFindings.gaveUp(root);
            }
            if (meter.isExhausted()) {
                flattening = SpfFlattening.impossible(List.of(Flattener.incomplete()));
            }
            return new SpfAnalysis(
                    domain, outline, builder.worstCase(), results, findings.sorted(), flattening, complete);
        }

        private void lint(Policy root, List<Policy> policies, AddressResults results, TermTargets targets) {
            RecordFindings records = new RecordFindings(findings);
            TermFindings terms = new TermFindings(findings, coverage);
            RangeFindings ranges = new RangeFindings(findings, coverage, results, thresholds, meter);
            ExplanationFindings explanations = new ExplanationFindings(findings, dns, targets);
            Set<Policy> answering = answering(root);
            records.checkRoot(root);
            ranges.checkRoot(root);
            for (Policy policy : policies) {
                boolean own = answering.contains(policy)
                        || policy.domain().name().isEqualToOrBelow(root.domain().name());
                records.check(policy);
                terms.check(policy);
                ranges.check(policy);
                if (own) {
                    records.checkOwn(policy);
                    terms.checkOwn(policy);
                    ranges.checkOwn(policy);
                }
                if (answering.contains(policy)) {
                    records.checkEnd(policy);
                    explanations.check(policy);
                }
            }
        }

        /** The policy and those that it redirects to: their all and exp are those that count. */
        private Set<Policy> answering(Policy root) {
            Set<Policy> answering = new LinkedHashSet<>();
            @Nullable Policy next = root;
            while (next != null && answering.add(next)) {
                next = next.redirected().orElse(null);
            }
            return answering;
        }
    }

    /** Collects the settings of an {@link SpfAnalyzer}; not safe for concurrent use. */
    public static final class Builder {
        private @Nullable DnsResolver resolver;
        private SpfAnalyzerLimits limits = SpfAnalyzerLimits.defaults();
        private int widestIp4 = LintThresholds.DEFAULTS.widestIp4();
        private int widestIp6 = LintThresholds.DEFAULTS.widestIp6();
        private long manyIp4 = LintThresholds.DEFAULTS.manyIp4();
        private Ticker ticker = Ticker.system();
        private MailAuthObserver observer = MailAuthObserver.SILENT;

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
         * Sets how much one analysis may cost; {@link SpfAnalyzerLimits#defaults()} by default.
         *
         * @param value the limits
         * @return this builder
         */
        public Builder limits(SpfAnalyzerLimits value) {
            limits = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets the shortest prefix of an IPv4 range that is not over-wide; 16 by default.
         *
         * @param prefixLength 0 to 32
         * @return this builder
         */
        public Builder widestIp4(int prefixLength) {
            widestIp4 = checked(prefixLength, AddressFamily.IP4);
            return this;
        }

        /**
         * Sets the shortest prefix of an IPv6 range that is not over-wide; 32 by default.
         *
         * @param prefixLength 0 to 128
         * @return this builder
         */
        public Builder widestIp6(int prefixLength) {
            widestIp6 = checked(prefixLength, AddressFamily.IP6);
            return this;
        }

        private static int checked(int prefixLength, AddressFamily family) {
            if (prefixLength < 0 || prefixLength > family.bits()) {
                throw new IllegalArgumentException("prefixLength must be 0 to " + family.bits() + ": " + prefixLength);
            }
            return prefixLength;
        }

        /**
         * Sets how many IPv4 addresses can be authorised before that is worth a note; 100000 by default.
         *
         * @param addresses zero or more
         * @return this builder
         */
        public Builder manyIp4(long addresses) {
            if (addresses < 0) {
                throw new IllegalArgumentException("addresses must not be negative: " + addresses);
            }
            manyIp4 = addresses;
            return this;
        }

        /**
         * Sets what measures the time of an analysis; the machine's ticker by default.
         *
         * @param value the ticker
         * @return this builder
         */
        public Builder ticker(Ticker value) {
            ticker = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets who hears of questions; nobody by default.
         *
         * @param value the observer
         * @return this builder
         */
        public Builder observer(MailAuthObserver value) {
            observer = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Makes the analyzer.
         *
         * @return an immutable analyzer
         * @throws IllegalStateException when no resolver was set
         */
        public SpfAnalyzer build() {
            DnsResolver chosen = resolver;
            if (chosen == null) {
                throw new IllegalStateException("a resolver is required");
            }
            return new SpfAnalyzer(this, chosen);
        }
    }
}
