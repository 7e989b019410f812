package org.mailauth.mtasts;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.DomainName;
import org.mailauth.MailAuthObserver;
import org.mailauth.Problem;
import org.mailauth.Ticker;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.MessageDns;

/**
 * Decides by which policy mail for a domain is to be sent: asks for the record, gets the policy over HTTPS, and remembers
 * it for as long as the policy says (RFC 8461 §3.3, §5.1).
 *
 * <pre>{@code
 * MtaStsPolicyFetcher fetcher = MtaStsPolicyFetcher.builder()
 *         .resolver(resolver)
 *         .cache(MtaStsPolicyCache.onDisk(directory))
 *         .build();
 * MtaStsLookup lookup = fetcher.fetch(DomainName.of("example.com"));
 * }</pre>
 *
 * <p><b>What holds.</b> A remembered policy holds until its {@code max_age} has passed, counted from when the policy host
 * served it last, whatever becomes of the record and of the policy host in the meantime. A new {@code id} in the record
 * makes it be got again; if that fails the old one stays. Of the domain for which mail is sent nothing but its own record
 * counts: there is no looking at the domain above. For a smart host the Policy Domain is the smart host's name
 * (RFC 8461 §3.4).
 *
 * <p><b>What it costs.</b> One question for a TXT record; where a policy must be got, at most two for addresses and one
 * HTTPS request. All of it ends at one deadline. Threads that want the same policy at the same moment share one request.
 * After a failure the policy host is not asked for the same id for some minutes.
 *
 * <p><b>Failures</b> are {@link MtaStsLookup.Failed}, never exceptions. One thing throws: a cache that cannot be reached
 * ({@link UncheckedIOException} from {@link #fetch}); mail must then wait, because whether there is a policy is not known.
 *
 * <p>Immutable but for what it remembers, and safe for concurrent use; build one and share it. It starts no threads: see
 * {@link #refreshPlan()} for what is to be got again in the background.
 */
public final class MtaStsPolicyFetcher {
    private final DnsResolver resolver;
    private final MtaStsPolicyCache cache;
    private final Clock clock;
    private final Ticker ticker;
    private final MailAuthObserver observer;
    private final BudgetLimits budget;
    private final Duration refreshInterval;
    private final PolicyHost policyHost;
    private final FailedFetches failures;
    private final FetchFlights flights = new FetchFlights();

    private MtaStsPolicyFetcher(Builder builder) {
        FetchLimits limits = builder.limits();
        this.resolver = builder.required();
        this.cache = builder.cache == null ? MtaStsPolicyCache.inMemory(10_000) : builder.cache;
        this.clock = builder.clock;
        this.ticker = builder.ticker;
        this.observer = builder.observer;
        this.budget =
                BudgetLimits.defaults().withDnsQuestions(FetchLimits.QUESTIONS).withElapsed(limits.timeout());
        this.refreshInterval = builder.refreshInterval;
        this.policyHost = new PolicyHost(builder.transportOrDefault(), limits);
        this.failures = new FailedFetches(limits.retryWait());
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
     * Finds the policy by which mail for a domain is to be sent now.
     *
     * @param domain of the recipient's address, or the smart host's name
     * @return the policy, or why there is none
     * @throws UncheckedIOException when the cache cannot be read
     */
    public MtaStsLookup fetch(DomainName domain) {
        return look(domain, false);
    }

    /**
     * Gets the policy of a domain again although the record does not ask for it, as a sender should do about once a day
     * (RFC 8461 §3.3). A failure keeps the policy that is remembered.
     *
     * @param domain the Policy Domain, such as one of {@link #refreshPlan()}
     * @return the policy, or why there is none
     * @throws UncheckedIOException when the cache cannot be read
     */
    public MtaStsLookup refresh(DomainName domain) {
        return look(domain, true);
    }

    /**
     * Looks for a new policy before mail that a policy kept back is given up for good (RFC 8461 §5.1). The resolver may
     * remember the record for as long as its TTL says.
     *
     * @param applied the policy by which the mail could not be delivered
     * @return whether the mail may be given up
     * @throws UncheckedIOException when the cache cannot be read
     */
    public PolicyRecheck recheck(MtaStsLookup.Found applied) {
        return PolicyRecheck.of(applied, fetch(applied.domain()));
    }

    /**
     * Says which remembered policies should be got again now. It reads the whole cache.
     *
     * @return the plan for this moment
     * @throws UncheckedIOException when the cache cannot be read
     */
    public RefreshPlan refreshPlan() {
        return RefreshPlan.of(cache, refreshInterval, failures, clock.instant());
    }

    private MtaStsLookup look(DomainName domain, boolean evenIfUnchanged) {
        Optional<DomainName> recordName = RecordLookup.name(domain);
        Optional<DomainName> host = PolicyHost.name(domain);
        if (recordName.isEmpty() || host.isEmpty()) {
            return new MtaStsLookup.NotOffered(domain, MtaStsLookup.Reason.NO_POLICY_DOMAIN, List.of());
        }
        Instant now = clock.instant();
        Optional<CachedPolicy> cached = cache.get(domain).filter(policy -> !policy.isExpired(now));
        MessageDns dns = MessageDns.open(resolver, Budget.open(budget, ticker), observer);
        RecordLookup record = RecordLookup.ask(recordName.get(), dns);
        Optional<String> published = record.record().map(MtaStsRecord::id);
        if (cached.isEmpty()) {
            return published.isEmpty()
                    ? without(domain, record)
                    : firstPolicy(domain, published.get(), record, obtain(domain, host.get(), published.get(), dns));
        }
        CachedPolicy known = cached.get();
        // RFC 8461 §5.1: that no record is there takes nothing from the policy.
        String id = published.orElse(known.id());
        if (id.equals(known.id()) && !evenIfUnchanged) {
            return remembered(known, source(record), Optional.empty(), record.problems());
        }
        FetchedPolicy fetched = obtain(domain, host.get(), id, dns);
        List<Problem> problems = joined(record.problems(), fetched.problems());
        return fetched.policy()
                .map(policy -> remember(new CachedPolicy(domain, policy, id, fetched.at()), problems))
                .orElseGet(
                        () -> remembered(known, MtaStsLookup.Source.CACHE_FETCH_FAILED, fetched.failure(), problems));
    }

    private static MtaStsLookup without(DomainName domain, RecordLookup record) {
        if (record.reason().isPresent()) {
            return new MtaStsLookup.NotOffered(domain, record.reason().get(), record.problems());
        }
        return new MtaStsLookup.Failed(
                domain, Optional.empty(), PolicyFetchFailure.RECORD_UNKNOWN, Optional.empty(), record.problems());
    }

    private MtaStsLookup firstPolicy(DomainName domain, String id, RecordLookup record, FetchedPolicy fetched) {
        List<Problem> problems = joined(record.problems(), fetched.problems());
        if (fetched.policy().isPresent()) {
            return remember(new CachedPolicy(domain, fetched.policy().get(), id, fetched.at()), problems);
        }
        Optional<Instant> retryAt = fetched.isInterrupted() ? Optional.empty() : Optional.of(failures.retryAt(fetched));
        return new MtaStsLookup.Failed(
                domain, Optional.of(id), fetched.failure().orElseThrow(), retryAt, problems);
    }

    private static MtaStsLookup.Source source(RecordLookup record) {
        if (record.record().isPresent()) {
            return MtaStsLookup.Source.CACHE;
        }
        return record.failure().isPresent()
                ? MtaStsLookup.Source.CACHE_RECORD_UNKNOWN
                : MtaStsLookup.Source.CACHE_RECORD_MISSING;
    }

    private static MtaStsLookup.Found remembered(
            CachedPolicy known,
            MtaStsLookup.Source source,
            Optional<PolicyFetchFailure> failure,
            List<Problem> problems) {
        return new MtaStsLookup.Found(
                known.domain(), known.policy(), known.id(), source, known.fetchedAt(), failure, problems);
    }

    /** What was got holds even when it cannot be remembered. */
    private MtaStsLookup remember(CachedPolicy policy, List<Problem> problems) {
        List<Problem> all = problems;
        try {
            cache.put(policy);
        } catch (UncheckedIOException unwritable) {
            Problem lost = Problem.of(
                    "mtasts.cache-write",
                    "RFC 8461 §5.1",
                    "the policy could not be remembered: " + unwritable.getMessage());
            all = joined(problems, List.of(lost));
        }
        return remembered(policy, MtaStsLookup.Source.FRESH, Optional.empty(), all);
    }

    private FetchedPolicy obtain(DomainName domain, DomainName host, String id, MessageDns dns) {
        Instant now = clock.instant();
        Optional<FetchedPolicy> hindrance = failures.hindering(domain, id, now);
        if (hindrance.isPresent()) {
            return hindrance.get();
        }
        return flights.get(domain, id, now, dns.budget().deadline(), () -> {
            FetchedPolicy fetched = policyHost.get(host, dns, now);
            if (fetched.policy().isPresent()) {
                failures.forget(domain);
            } else if (!fetched.isInterrupted()) {
                // RFC 8461 §3.3: after a failure a sender waits five minutes or longer, for each id.
                failures.note(domain, id, fetched);
            }
            return fetched;
        });
    }

    private static List<Problem> joined(List<Problem> first, List<Problem> second) {
        List<Problem> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /** Gathers what a fetcher needs. Not thread-safe. */
    public static final class Builder {
        private static final Duration SHORTEST_RETRY_WAIT = Duration.ofMinutes(5);
        private static final int MAX_ADDRESSES = 64;

        private @Nullable DnsResolver resolver;
        private @Nullable MtaStsPolicyCache cache;
        private @Nullable PolicyTransport transport;
        private Clock clock = Clock.systemUTC();
        private Ticker ticker = Ticker.system();
        private MailAuthObserver observer = MailAuthObserver.SILENT;
        private Duration timeout = Duration.ofSeconds(10);
        private int maxOctets = MtaStsPolicy.MAX_OCTETS;
        private int maxAddresses = 8;
        private Duration retryWait = SHORTEST_RETRY_WAIT;
        private Duration refreshInterval = Duration.ofDays(1);
        private int port = 443;
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
         * Where policies are remembered. Default: in memory, 10,000 of them, which a restart loses.
         *
         * @param value any cache
         * @return this
         */
        public Builder cache(MtaStsPolicyCache value) {
            cache = Objects.requireNonNull(value, "cache");
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
         * What tells the age of policies. Default: the machine's clock.
         *
         * @param value any clock; its zone does not matter
         * @return this
         */
        public Builder clock(Clock value) {
            clock = Objects.requireNonNull(value, "clock");
            return this;
        }

        /**
         * What measures the time of a lookup. Default: the machine's ticker.
         *
         * @param value any ticker
         * @return this
         */
        public Builder ticker(Ticker value) {
            ticker = Objects.requireNonNull(value, "ticker");
            return this;
        }

        /**
         * Who hears of questions to the DNS. Default: nobody.
         *
         * @param value any observer
         * @return this
         */
        public Builder observer(MailAuthObserver value) {
            observer = Objects.requireNonNull(value, "observer");
            return this;
        }

        /**
         * How long one lookup may take, DNS and HTTPS together. Default: 10 seconds; RFC 8461 §3.3 suggests 60.
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
         * How long a policy file may be. Default: 65536 octets.
         *
         * @param value octets, 1 to 65536
         * @return this
         */
        public Builder maxOctets(int value) {
            if (value < 1 || value > MtaStsPolicy.MAX_OCTETS) {
                throw new IllegalArgumentException("maxOctets must be 1 to 65536: " + value);
            }
            maxOctets = value;
            return this;
        }

        /**
         * How many addresses of the policy host are tried. Default: 8.
         *
         * @param value 1 to 64
         * @return this
         */
        public Builder maxAddresses(int value) {
            if (value < 1 || value > MAX_ADDRESSES) {
                throw new IllegalArgumentException("maxAddresses must be 1 to 64: " + value);
            }
            maxAddresses = value;
            return this;
        }

        /**
         * How long the policy host is left alone after a failure, for the same id (RFC 8461 §3.3). Default: 5 minutes.
         *
         * @param value at least 5 minutes
         * @return this
         */
        public Builder retryWait(Duration value) {
            if (value.compareTo(SHORTEST_RETRY_WAIT) < 0) {
                throw new IllegalArgumentException("retryWait must be at least 5 minutes: " + value);
            }
            retryWait = value;
            return this;
        }

        /**
         * How old a policy becomes before {@link MtaStsPolicyFetcher#refreshPlan()} names it; a policy that lives less than
         * twice as long is named after half its life. Default: 1 day (RFC 8461 §3.3).
         *
         * @param value more than zero
         * @return this
         */
        public Builder refreshInterval(Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException("refreshInterval must be more than zero: " + value);
            }
            refreshInterval = value;
            return this;
        }

        /**
         * The TCP port of policy hosts. Default: 443, which is the port of every real one; others are for tests.
         *
         * @param value 1 to 65535
         * @return this
         */
        public Builder port(int value) {
            if (value < 1 || value > 0xFFFF) {
                throw new IllegalArgumentException("port must be 1 to 65535: " + value);
            }
            port = value;
            return this;
        }

        /**
         * Lets policy hosts have private, local and reserved addresses, for tests and networks of one's own. Everybody who
         * can publish a record, which is everybody, can then make this host connect to any host of the network it stands
         * in.
         *
         * @return this
         */
        public Builder allowPrivateAddresses() {
            privateAddresses = true;
            return this;
        }

        private DnsResolver required() {
            if (resolver == null) {
                throw new IllegalStateException("resolver must be given");
            }
            return resolver;
        }

        private FetchLimits limits() {
            return new FetchLimits(timeout, maxOctets, maxAddresses, retryWait, port, privateAddresses);
        }

        private PolicyTransport transportOrDefault() {
            return transport == null
                    ? HttpsPolicyTransport.builder().clock(clock).build()
                    : transport;
        }

        /**
         * Builds the fetcher.
         *
         * @return a fetcher that remembers what its cache does
         * @throws IllegalStateException when no resolver was given
         */
        public MtaStsPolicyFetcher build() {
            return new MtaStsPolicyFetcher(this);
        }
    }
}
