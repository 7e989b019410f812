package org.mailauth.transport;

import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.Deadline;
import org.mailauth.DomainName;
import org.mailauth.MailAuthObserver;
import org.mailauth.Ticker;
import org.mailauth.dane.DaneResult;
import org.mailauth.dane.DaneVerifier;
import org.mailauth.dane.TlsaLookup;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.dns.MessageDns;
import org.mailauth.internal.tls.ServerNames;
import org.mailauth.mtasts.MtaStsLookup;
import org.mailauth.mtasts.MtaStsPolicy;
import org.mailauth.mtasts.MtaStsPolicyFetcher;
import org.mailauth.mtasts.MxCertificateResult;
import org.mailauth.mtasts.MxCertificateVerifier;
import org.mailauth.mtasts.PolicyRecheck;

/**
 * Decides to which hosts mail for a domain may go and how each must be authenticated, by DANE (RFC 7672) and MTA-STS
 * (RFC 8461) together.
 *
 * <pre>{@code
 * OutboundTlsPlanner planner = OutboundTlsPlanner.builder()
 *         .resolver(resolver) // whose DNSSEC states can be believed
 *         .mtaSts(fetcher)
 *         .build();
 * TlsPlan plan = planner.plan(DomainName.of("example.com"));
 * for (PlannedHost host : plan.usableHosts()) {
 *     // connect to host.addresses(), then hold the session to host.requirement()
 * }
 * }</pre>
 *
 * <p><b>What holds.</b> Each protocol adds to what is demanded and takes nothing away: a host that DANE cannot be sure of is
 * not used whatever the MTA-STS policy says (RFC 8461 §2), a host that a policy of mode enforce does not permit is not used
 * whatever DANE says, and where both authenticate, both must be satisfied. The order of hosts is that of the MX records.
 *
 * <p><b>What it costs.</b> One question for MX records, for each host at most {@value DaneVerifier#MAX_DNS_QUESTIONS} more,
 * and what {@link MtaStsPolicyFetcher} needs. All of it but the policy ends at one deadline; no host may use up more than a
 * part of it. Whatever the DNS and servers say leads to a plan, never to an exception.
 *
 * <p>Build one and share it: it is immutable and thread-safe, and starts no threads.
 */
public final class OutboundTlsPlanner {
    private static final String SPENDER = "transport";

    private final DnsResolver resolver;
    private final @Nullable MtaStsPolicyFetcher mtaSts;
    private final @Nullable DaneVerifier dane;
    private final MxCertificateVerifier certificates;
    private final boolean daneRequired;
    private final int maxHosts;
    private final Duration timeout;
    private final Duration hostTimeout;
    private final Ticker ticker;
    private final MailAuthObserver observer;
    private final @Nullable RandomGenerator random;

    private OutboundTlsPlanner(Builder builder, DnsResolver resolver) {
        this.resolver = resolver;
        this.mtaSts = builder.mtaSts;
        this.dane = builder.withDane
                ? DaneVerifier.builder()
                        .resolver(resolver)
                        .clock(builder.clock)
                        .observer(builder.observer)
                        .build()
                : null;
        this.certificates =
                builder.certificates == null ? MxCertificateVerifier.system(builder.clock) : builder.certificates;
        this.daneRequired = builder.daneRequired;
        this.maxHosts = builder.maxHosts;
        this.timeout = builder.timeout;
        this.hostTimeout = builder.hostTimeout;
        this.ticker = builder.ticker;
        this.observer = builder.observer;
        this.random = builder.random;
    }

    /**
     * Starts a planner.
     *
     * @return a builder that needs a resolver and a word on MTA-STS
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Decides how mail for a domain may leave, by its MX records.
     *
     * @param nextHop the domain of the recipient's address, or a smart host whose MX records count
     * @return the plan
     */
    public TlsPlan plan(DomainName nextHop) {
        Deadline deadline = Deadline.after(timeout, ticker);
        DnsAnswer answer = dns(1, deadline).ask(nextHop.toDnsName(), DnsType.MX, SPENDER);
        return plan(nextHop, MxRoute.of(nextHop, answer, dane != null, maxHosts, random), deadline);
    }

    /**
     * Decides how mail may leave through a host that is named directly, without MX records.
     *
     * @param host a smart host; it is also the Policy Domain of MTA-STS (RFC 8461 §3.4)
     * @return the plan
     */
    public TlsPlan planWithoutMx(DomainName host) {
        return plan(host, MxRoute.direct(host), Deadline.after(timeout, ticker));
    }

    private TlsPlan plan(DomainName nextHop, MxRoute route, Deadline deadline) {
        if (route.hosts().isEmpty()) {
            return new TlsPlan(nextHop, route.outcome(), List.of(), route.dnssec(), Optional.empty(), route.reasons());
        }
        List<PlanReason> reasons = new ArrayList<>(route.reasons());
        Duration forHosts = deadline.remaining();
        Optional<MtaStsLookup> policy;
        try {
            policy = Optional.ofNullable(mtaSts).map(fetcher -> fetcher.fetch(nextHop));
        } catch (UncheckedIOException unreadable) {
            // RFC 8461 §5.1: a policy that is remembered holds; as long as it cannot be read, nothing may be sent.
            reasons.add(
                    new PlanReason("mtasts.cache", "RFC 8461 §5.1", "the remembered MTA-STS policies cannot be read"));
            return new TlsPlan(nextHop, TlsPlan.Outcome.DELAY, List.of(), route.dnssec(), Optional.empty(), reasons);
        }
        policy.ifPresent(lookup -> PolicyReasons.add(lookup, reasons));
        // RFC 8461 §5: a policy host that is slow must not keep mail back; the fetcher has a deadline of its own.
        Deadline hostDeadline = Deadline.after(forHosts, ticker);
        List<PlannedHost> hosts = new ArrayList<>();
        for (MxRoute.Hop hop : route.hosts()) {
            hosts.add(host(hop, policy.flatMap(MtaStsLookup::appliedPolicy), hostDeadline));
        }
        boolean any = hosts.stream().anyMatch(host -> host.requirement().allowsUse());
        TlsPlan.Outcome outcome = any ? TlsPlan.Outcome.DELIVER : TlsPlan.Outcome.DELAY;
        return new TlsPlan(nextHop, outcome, hosts, route.dnssec(), policy, reasons);
    }

    private PlannedHost host(MxRoute.Hop hop, Optional<MtaStsPolicy> policy, Deadline deadline) {
        DomainName name = hop.server().host();
        // RFC 8461 §5: mode none is as no policy at all.
        Optional<MtaStsPolicy> active = policy.filter(found -> found.mode() != MtaStsPolicy.Mode.NONE);
        boolean permitted = active.map(found -> found.permits(name)).orElse(true);
        Optional<TlsaLookup> lookup = Optional.ofNullable(dane).map(verifier -> {
            Deadline sooner = deadline.orAfter(hostTimeout);
            return verifier.lookup(hop.server(), dns(DaneVerifier.MAX_DNS_QUESTIONS, sooner));
        });
        Optional<MtaStsPolicy.Mode> mode = active.map(MtaStsPolicy::mode);
        HostDecision decision = HostDecision.of(new HostDecision.Facts(lookup, daneRequired, mode, permitted));
        return new PlannedHost(
                name, hop.preference(), decision.requirement(), lookup, mode, permitted, decision.reasons());
    }

    private MessageDns dns(int questions, Deadline deadline) {
        BudgetLimits limits =
                BudgetLimits.defaults().withDnsQuestions(questions).withElapsed(deadline.remaining());
        return MessageDns.open(resolver, Budget.open(limits, ticker), observer);
    }

    /**
     * Decides whether the certificates that a host of a plan shows are what the plan demands.
     *
     * <p>That the server holds the private key is the handshake's business: give what it presented in a handshake that
     * succeeded, or use {@link #trustManager}.
     *
     * @param host a host of a plan of this planner
     * @param chain what the server presented, its own certificate first; may be empty
     * @return the verdict
     */
    public TlsVerdict judge(PlannedHost host, List<X509Certificate> chain) {
        List<X509Certificate> shown = List.copyOf(chain);
        Optional<DaneResult> byDane = host.dane()
                .filter(TlsaLookup.Authenticate.class::isInstance)
                .flatMap(lookup -> Optional.ofNullable(dane).map(verifier -> verifier.verify(lookup, shown)));
        // In mode testing nothing is refused, but the domain wants to know.
        Optional<MxCertificateResult> byWebPki = host.policyMode().map(mode -> certificates.verify(host.host(), shown));
        return new TlsVerdict(host.requirement(), byDane, byWebPki);
    }

    /**
     * A trust manager that decides by {@link #judge}: a handshake fails with an {@link UntrustedServerException} where mail
     * may not be sent. Where the plan demands no authentication it takes every certificate: nothing else may be concluded
     * from such a connection.
     *
     * @param host a host of a plan of this planner
     * @return a trust manager for this host only; use it in an SSLContext of its own, since resumed sessions show nothing
     */
    public X509ExtendedTrustManager trustManager(PlannedHost host) {
        return new PlanTrustManager(this, Objects.requireNonNull(host, "host"));
    }

    /**
     * Sets what a connection to a host must send and must not check by itself: SNI, and no check of names by JSSE.
     *
     * @param parameters those of the socket or engine; changed
     * @param host a host of a plan
     * @return the same parameters
     */
    public static SSLParameters parameters(SSLParameters parameters, PlannedHost host) {
        return ServerNames.sendOnly(parameters, host.serverName());
    }

    /**
     * Looks for a new MTA-STS policy before mail that one of mode enforce kept back is given up for good (RFC 8461 §5.1).
     *
     * @param plan the last plan for the mail
     * @return whether it may be given up; empty when no policy of mode enforce keeps it back
     */
    public Optional<PolicyRecheck> recheck(TlsPlan plan) {
        MtaStsPolicyFetcher fetcher = mtaSts;
        if (fetcher == null || !plan.isEnforced()) {
            return Optional.empty();
        }
        return plan.mtaSts()
                .filter(MtaStsLookup.Found.class::isInstance)
                .map(MtaStsLookup.Found.class::cast)
                .map(found -> recheck(fetcher, found));
    }

    private static PolicyRecheck recheck(MtaStsPolicyFetcher fetcher, MtaStsLookup.Found found) {
        try {
            return fetcher.recheck(found);
        } catch (UncheckedIOException unreadable) {
            return new PolicyRecheck(PolicyRecheck.Outcome.UNKNOWN, found);
        }
    }

    /** Collects the settings of an {@link OutboundTlsPlanner}; not safe for concurrent use. */
    public static final class Builder {
        private static final int MOST_HOSTS = 100;

        private @Nullable DnsResolver resolver;
        private @Nullable MtaStsPolicyFetcher mtaSts;
        private boolean mtaStsChosen;
        private boolean withDane = true;
        private boolean daneRequired;
        private @Nullable MxCertificateVerifier certificates;
        private Clock clock = Clock.systemUTC();
        private Ticker ticker = Ticker.system();
        private MailAuthObserver observer = MailAuthObserver.SILENT;
        private Duration timeout = Duration.ofSeconds(60);
        private Duration hostTimeout = Duration.ofSeconds(15);
        private int maxHosts = 16;
        private @Nullable RandomGenerator random;

        private Builder() {}

        /**
         * Sets whom to ask. Required.
         *
         * @param value a resolver; unless {@link #withoutDane()} is called its DNSSEC states must be such that can be believed,
         *     because every host is unreachable where they are {@link DnssecStatus#INDETERMINATE}
         * @return this builder
         */
        public Builder resolver(DnsResolver value) {
            resolver = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets who finds MTA-STS policies. Required, unless {@link #withoutMtaSts()} is called.
         *
         * @param value a fetcher, with the cache of the whole server
         * @return this builder
         */
        public Builder mtaSts(MtaStsPolicyFetcher value) {
            mtaSts = Objects.requireNonNull(value, "value");
            mtaStsChosen = true;
            return this;
        }

        /**
         * Looks for no MTA-STS policies.
         *
         * @return this builder
         */
        public Builder withoutMtaSts() {
            mtaSts = null;
            mtaStsChosen = true;
            return this;
        }

        /**
         * Looks for no TLSA records, where no resolver is at hand whose DNSSEC states can be believed.
         *
         * @return this builder
         */
        public Builder withoutDane() {
            withDane = false;
            return this;
        }

        /**
         * Sends nothing to hosts that DANE does not authenticate, nor by MX records that are not signed (RFC 7672 §2.2.1, §6);
         * not so by default.
         *
         * @return this builder
         */
        public Builder requireDane() {
            daneRequired = true;
            return this;
        }

        /**
         * Sets who judges certificates for MTA-STS; by default the authorities that the JDK trusts count.
         *
         * @param value a verifier
         * @return this builder
         */
        public Builder certificates(MxCertificateVerifier value) {
            certificates = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets by which clock certificates expire; the system's by default. It does not concern {@link #certificates}.
         *
         * @param value the clock
         * @return this builder
         */
        public Builder clock(Clock value) {
            clock = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets what measures time; the machine's ticker by default.
         *
         * @param value any ticker
         * @return this builder
         */
        public Builder ticker(Ticker value) {
            ticker = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets who hears of questions to the DNS; nobody by default.
         *
         * @param value any observer
         * @return this builder
         */
        public Builder observer(MailAuthObserver value) {
            observer = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets how long questions to the DNS may take: 60 seconds for all, 15 for one host by default. What does not fit is
         * unreachable.
         *
         * @param all more than zero
         * @param oneHost more than zero
         * @return this builder
         */
        public Builder timeouts(Duration all, Duration oneHost) {
            if (all.isNegative() || all.isZero() || oneHost.isNegative() || oneHost.isZero()) {
                throw new IllegalArgumentException("timeouts must be more than zero: " + all + ", " + oneHost);
            }
            timeout = all;
            hostTimeout = oneHost;
            return this;
        }

        /**
         * Sets how many hosts are looked at: 16 by default, those of the lowest preferences.
         *
         * @param value 1 to 100
         * @return this builder
         */
        public Builder maxHosts(int value) {
            if (value < 1 || value > MOST_HOSTS) {
                throw new IllegalArgumentException("maxHosts must be 1 to 100: " + value);
            }
            maxHosts = value;
            return this;
        }

        /**
         * Puts hosts of the same preference in random order, as senders must (RFC 5321 §5.1); without it they stay in the
         * order of the answer, which most resolvers rotate.
         *
         * @param value a source of random numbers that is safe for concurrent use
         * @return this builder
         */
        public Builder random(RandomGenerator value) {
            random = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Makes the planner.
         *
         * @return an immutable planner
         * @throws IllegalStateException when something required is missing, or nothing could ever be sent: DANE is required and
         *     switched off
         */
        public OutboundTlsPlanner build() {
            DnsResolver chosen = resolver;
            if (chosen == null) {
                throw new IllegalStateException("a resolver is required");
            }
            if (!mtaStsChosen) {
                throw new IllegalStateException("mtaSts(...) or withoutMtaSts() is required");
            }
            if (daneRequired && !withDane) {
                throw new IllegalStateException("DANE cannot be required and switched off");
            }
            return new OutboundTlsPlanner(this, chosen);
        }
    }
}
