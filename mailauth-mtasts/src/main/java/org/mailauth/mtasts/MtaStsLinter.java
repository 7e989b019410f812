package org.mailauth.mtasts;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.DomainName;
import org.mailauth.Parsed;
import org.mailauth.Ticker;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.MessageDns;

/**
 * Decides what is wrong with what a domain publishes for MTA-STS: record, policy file, the hosts that the policy leaves out,
 * and changes that senders would not notice.
 *
 * <p>Looking at a domain costs at most six questions to the DNS and one HTTPS request, and ends at one deadline. Nothing is
 * remembered. Immutable and thread-safe.
 */
public final class MtaStsLinter {
    private static final int QUESTIONS = 6;
    private static final String SPENDER = "mta-sts lint";

    private final DnsResolver resolver;
    private final Clock clock;
    private final Ticker ticker;
    private final BudgetLimits budget;
    private final PolicyHost policyHost;

    private MtaStsLinter(Builder builder) {
        if (builder.resolver == null) {
            throw new IllegalStateException("resolver must be given");
        }
        this.resolver = builder.resolver;
        this.clock = builder.clock;
        this.ticker = builder.ticker;
        this.budget = BudgetLimits.defaults().withDnsQuestions(QUESTIONS).withElapsed(builder.timeout);
        PolicyTransport transport = builder.transport == null
                ? HttpsPolicyTransport.builder().clock(builder.clock).build()
                : builder.transport;
        this.policyHost = new PolicyHost(
                transport,
                new FetchLimits(
                        builder.timeout, MtaStsPolicy.MAX_OCTETS, 8, Duration.ZERO, 443, builder.privateAddresses));
    }

    /**
     * Starts without a resolver, which must be given.
     *
     * @return a builder with the defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Looks at a record by itself.
     *
     * @param text the character-strings of one TXT record, joined; one octet a character
     * @return mistakes and remarks, the gravest first
     */
    public static List<MtaStsFinding> lintRecord(String text) {
        Parsed<MtaStsRecord> record = MtaStsRecord.parse(text);
        return sorted(PolicyRules.read(record.problems(), record.value().isPresent()));
    }

    /**
     * Looks at a policy file by itself.
     *
     * @param octets the file
     * @return mistakes and remarks, the gravest first
     */
    public static List<MtaStsFinding> lintPolicy(byte[] octets) {
        Parsed<MtaStsPolicy> policy = MtaStsPolicy.parse(octets);
        List<MtaStsFinding> findings = new ArrayList<>(
                PolicyRules.read(policy.problems(), policy.value().isPresent()));
        policy.value().map(PolicyRules::policy).ifPresent(findings::addAll);
        return sorted(findings);
    }

    /**
     * Looks whether a policy and the MX hosts of a domain fit together.
     *
     * @param policy the policy
     * @param hosts the MX hosts
     * @return hosts that the policy leaves out, and patterns that no host has, the gravest first
     */
    public static List<MtaStsFinding> lintHosts(MtaStsPolicy policy, List<DnsName> hosts) {
        return sorted(PolicyRules.hosts(policy, hosts));
    }

    /**
     * Looks whether senders notice a change.
     *
     * @param before what is published
     * @param after what is to be published in its place
     * @return what is wrong with the step from one to the other
     */
    public static List<MtaStsFinding> lintChange(MtaStsPublication before, MtaStsPublication after) {
        return sorted(PolicyRules.change(before, after));
    }

    private static List<MtaStsFinding> sorted(List<MtaStsFinding> findings) {
        return findings.stream()
                .sorted(Comparator.comparing(MtaStsFinding::severity))
                .toList();
    }

    /**
     * Looks at what a domain publishes, as senders see it.
     *
     * @param domain the Policy Domain
     * @return what was found
     */
    public MtaStsLint lint(DomainName domain) {
        Optional<DomainName> name = RecordLookup.name(domain);
        Optional<DomainName> host = PolicyHost.name(domain);
        if (name.isEmpty() || host.isEmpty()) {
            MtaStsFinding none = MtaStsFinding.error(
                    Rule.DOMAINS, "not-published", domain + " is an address, or too long: it can have no policy");
            return new MtaStsLint(
                    domain, List.of(), Optional.empty(), Optional.empty(), List.of(), true, List.of(none));
        }
        return new Look(domain, name.get(), host.get()).lint();
    }

    /** One look at one domain. */
    private final class Look {
        private final DomainName domain;
        private final DomainName recordName;
        private final DomainName hostName;
        private final MessageDns dns = MessageDns.open(resolver, Budget.open(budget, ticker));
        private final List<MtaStsFinding> findings = new ArrayList<>();
        private boolean complete = true;

        Look(DomainName domain, DomainName recordName, DomainName hostName) {
            this.domain = domain;
            this.recordName = recordName;
            this.hostName = hostName;
        }

        MtaStsLint lint() {
            RecordLookup record = RecordLookup.ask(recordName, dns);
            findings.addAll(PolicyRules.read(
                    record.problems(),
                    record.record().isPresent() || record.failure().isPresent()));
            complete = record.failure().isEmpty();
            FetchedPolicy fetched = policyHost.get(hostName, dns, clock.instant());
            checkTogether(record, fetched);
            checkAliases(record.answer());
            fetched.policy().ifPresent(policy -> {
                findings.addAll(PolicyRules.read(fetched.problems(), true));
                findings.addAll(PolicyRules.policy(policy));
            });
            List<DnsName> hosts = hosts();
            if (!hosts.isEmpty()) {
                fetched.policy().map(policy -> PolicyRules.hosts(policy, hosts)).ifPresent(findings::addAll);
            }
            if (record.record().isPresent() && fetched.policy().isPresent()) {
                MtaStsPublication both = new MtaStsPublication(
                        record.record().get(), fetched.policy().get());
                findings.addAll(PolicyRules.age(both, clock.instant()));
                checkReports(both.policy());
            }
            List<String> texts = record.answer().records(DnsRecord.Txt.class).stream()
                    .map(DnsRecord.Txt::joined)
                    .toList();
            return new MtaStsLint(domain, texts, record.record(), fetched.policy(), hosts, complete, sorted(findings));
        }

        private void checkTogether(RecordLookup record, FetchedPolicy fetched) {
            boolean published = record.record().isPresent();
            boolean absent = record.reason().equals(Optional.of(MtaStsLookup.Reason.NO_RECORD));
            if (absent && fetched.policy().isPresent()) {
                findings.add(MtaStsFinding.error(
                        Rule.RECORD,
                        "record-absent",
                        "the policy host serves a policy, and no record says so: senders do not look for it"));
            } else if (absent) {
                findings.add(MtaStsFinding.error(
                        Rule.RECORD, "not-published", "there is no MTA-STS record at " + recordName));
            }
            if (published && fetched.policy().isEmpty()) {
                PolicyFetchFailure failure = fetched.failure().orElseThrow();
                if (failure == PolicyFetchFailure.POLICY_INVALID) {
                    findings.addAll(PolicyRules.read(fetched.problems(), false));
                }
                String why = failure == PolicyFetchFailure.POLICY_INVALID
                        ? failure.text()
                        : fetched.problems().get(0).text();
                findings.add(MtaStsFinding.error(
                        Rule.FETCH, "fetch", "the record says that there is a policy, and none can be got: " + why));
            }
        }

        private void checkAliases(DnsAnswer answer) {
            if (!answer.evidence().aliases().isEmpty()) {
                findings.add(MtaStsFinding.note(
                        Rule.UPDATES,
                        "record-alias",
                        recordName + " is an alias of "
                                + answer.evidence().aliases().get(0).target()
                                + ": whoever has that name decides when senders look for a new policy"));
            }
            // RFC 8461 §8.2: the certificate is for the name that was asked for, not for that of the alias.
            DnsAnswer addresses = dns.ask(hostName.toDnsName(), DnsType.A, SPENDER);
            if (!addresses.evidence().aliases().isEmpty()) {
                findings.add(MtaStsFinding.note(
                        Rule.FETCH,
                        "host-alias",
                        hostName + " is an alias of "
                                + addresses.evidence().aliases().get(0).target() + ": its certificate must name "
                                + hostName));
            }
        }

        private List<DnsName> hosts() {
            DnsAnswer answer = dns.ask(domain.toDnsName(), DnsType.MX, SPENDER);
            if (answer instanceof DnsAnswer.Failed failed) {
                complete = false;
                findings.add(MtaStsFinding.warning(
                        Rule.MX_MATCH,
                        "dns",
                        "no answer about the MX hosts: " + failed.cause().text()));
                return List.of();
            }
            List<DnsName> hosts = answer.records(DnsRecord.Mx.class).stream()
                    .map(DnsRecord.Mx::exchange)
                    .toList();
            if (hosts.contains(DnsName.ROOT)) {
                findings.add(MtaStsFinding.note(
                        Rule.MX_MATCH, "null-mx", "the domain accepts no mail (RFC 7505): a policy has no use"));
                return List.of();
            }
            return hosts.isEmpty() ? List.of(domain.toDnsName()) : hosts;
        }

        /** A test whose results nobody hears of is none. */
        private void checkReports(MtaStsPolicy policy) {
            Optional<DomainName> name = domain.prepend("_smtp._tls");
            if (policy.mode() == MtaStsPolicy.Mode.NONE || name.isEmpty()) {
                return;
            }
            DnsAnswer answer = dns.ask(name.get().toDnsName(), DnsType.TXT, SPENDER);
            boolean wanted = answer.records(DnsRecord.Txt.class).stream()
                    .anyMatch(record -> record.joined().startsWith("v=TLSRPTv1"));
            if (answer instanceof DnsAnswer.Failed || wanted) {
                return;
            }
            String text =
                    "nobody gets reports of failures: there is no TLS-RPT record at " + name.get() + " (RFC 8460 §3)";
            findings.add(
                    policy.mode() == MtaStsPolicy.Mode.TESTING
                            ? MtaStsFinding.warning(Rule.FLOW, "no-tls-reports", text)
                            : MtaStsFinding.note(Rule.FLOW, "no-tls-reports", text));
        }
    }

    /** Gathers what a linter needs. Not thread-safe. */
    public static final class Builder {
        private @Nullable DnsResolver resolver;
        private @Nullable PolicyTransport transport;
        private Clock clock = Clock.systemUTC();
        private Ticker ticker = Ticker.system();
        private Duration timeout = Duration.ofSeconds(30);
        private boolean privateAddresses;

        private Builder() {}

        /**
         * Who answers questions to the DNS. Required.
         *
         * @param value any resolver
         * @return this
         */
        public Builder resolver(DnsResolver value) {
            resolver = Objects.requireNonNull(value, "resolver");
            return this;
        }

        /**
         * Who gets policy files. Default: {@link HttpsPolicyTransport#system()}, by the clock of this builder.
         *
         * @param value any transport
         * @return this
         */
        public Builder transport(PolicyTransport value) {
            transport = Objects.requireNonNull(value, "transport");
            return this;
        }

        /**
         * What tells how long a policy has been in mode testing. Default: the machine's clock.
         *
         * @param value any clock; its zone does not matter
         * @return this
         */
        public Builder clock(Clock value) {
            clock = Objects.requireNonNull(value, "clock");
            return this;
        }

        /**
         * What measures the time of a look. Default: the machine's ticker.
         *
         * @param value any ticker
         * @return this
         */
        public Builder ticker(Ticker value) {
            ticker = Objects.requireNonNull(value, "ticker");
            return this;
        }

        /**
         * How long a look may take, DNS and HTTPS together. Default: 30 seconds.
         *
         * @param value more than zero
         * @return this
         */
        public Builder timeout(Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException("timeout must be more than zero: " + value);
            }
            timeout = value;
            return this;
        }

        /**
         * Lets the policy host have a private, local or reserved address, for tests and networks of one's own.
         *
         * @return this
         */
        public Builder allowPrivateAddresses() {
            privateAddresses = true;
            return this;
        }

        /**
         * Builds the linter.
         *
         * @return the linter
         * @throws IllegalStateException when no resolver was given
         */
        public MtaStsLinter build() {
            return new MtaStsLinter(this);
        }
    }
}
