package org.mailauth.dane;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.MailAuthObserver;
import org.mailauth.Ticker;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.MessageDns;

/**
 * Decides what DANE demands of a mail server, and whether the certificates that it shows are what was demanded
 * (RFC 7672).
 *
 * <p>The resolver must tell DNSSEC states that can be believed: its own, or those of a validating resolver on a way that
 * nobody else can write to (RFC 7672 §2.1.1). With one that does not, every server is {@link TlsaLookup.Unreachable}.
 *
 * <p>Build one and share it: it is immutable and thread-safe. {@link #lookup} blocks while the DNS is asked, at most
 * until the budget's time is over, and asks at most {@value #MAX_DNS_QUESTIONS} questions; {@link #verify} asks nobody.
 * Whatever the DNS and the server say leads to a result, never to an exception.
 */
public final class DaneVerifier {
    /**
     * The most questions about one server: two kinds of address, its alias, and TLSA records at two names.
     */
    public static final int MAX_DNS_QUESTIONS = 5;

    private static final Duration DEFAULT_TIME = Duration.ofSeconds(30);

    private final DnsResolver resolver;
    private final Clock clock;
    private final BudgetLimits budgetLimits;
    private final MailAuthObserver observer;

    private DaneVerifier(Builder builder, DnsResolver resolver) {
        this.resolver = resolver;
        this.clock = builder.clock;
        this.budgetLimits = builder.budgetLimits;
        this.observer = builder.observer;
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
     * Finds out what DANE demands of a server, with a budget of its own.
     *
     * @param server the server, and how its name became known
     * @return the demand
     */
    public TlsaLookup lookup(SmtpServer server) {
        return lookup(server, MessageDns.open(resolver, Budget.open(budgetLimits), observer));
    }

    /**
     * Finds out what DANE demands of a server, sharing answers and budget with other lookups of the same delivery.
     *
     * @param server the server, and how its name became known
     * @param dns the delivery's DNS; used instead of this verifier's resolver
     * @return the demand
     */
    public TlsaLookup lookup(SmtpServer server, MessageDns dns) {
        Ticker ticker = Ticker.system();
        long start = ticker.nanos();
        TlsaLookup lookup =
                new HostLookup(Objects.requireNonNull(server, "server"), Objects.requireNonNull(dns, "dns")).run();
        dns.observer().decided("dane", word(lookup.requirement()), Duration.ofNanos(ticker.nanos() - start));
        return lookup;
    }

    private static String word(DaneRequirement requirement) {
        return switch (requirement) {
            case AUTHENTICATED_TLS -> "authenticated-tls";
            case ENCRYPTION -> "encryption";
            case NONE -> "none";
            case DELAY -> "delay";
        };
    }

    /**
     * Decides whether the certificates of a connection are what DANE demands.
     *
     * <p>That the server holds the private key is the handshake's business: give what it presented in a handshake that
     * succeeded, or use {@link DaneTls}.
     *
     * @param lookup what DANE demands of the server
     * @param chain what the server presented, its own certificate first; the others in any order; may be empty
     * @return the verdict
     */
    public DaneResult verify(TlsaLookup lookup, List<X509Certificate> chain) {
        List<X509Certificate> certificates = List.copyOf(chain);
        if (lookup instanceof TlsaLookup.Authenticate authenticate) {
            return new ChainCheck(authenticate, clock.instant()).check(certificates);
        }
        return switch (lookup.requirement()) {
            case AUTHENTICATED_TLS -> throw new IllegalStateException("only Authenticate demands authentication");
            case ENCRYPTION -> DaneResult.of(DaneReason.NO_USABLE_RECORDS, "");
            case NONE -> DaneResult.of(DaneReason.NOT_OFFERED, lookup.reason());
            case DELAY -> DaneResult.of(DaneReason.UNREACHABLE, lookup.reason());
        };
    }

    /** Collects the settings of a {@link DaneVerifier}; not safe for concurrent use. */
    public static final class Builder {
        private @Nullable DnsResolver resolver;
        private Clock clock = Clock.systemUTC();
        private BudgetLimits budgetLimits =
                BudgetLimits.defaults().withDnsQuestions(MAX_DNS_QUESTIONS).withElapsed(DEFAULT_TIME);
        private MailAuthObserver observer = MailAuthObserver.SILENT;

        private Builder() {}

        /**
         * Sets whom to ask. Required.
         *
         * @param value a resolver whose DNSSEC states can be believed
         * @return this builder
         */
        public Builder resolver(DnsResolver value) {
            resolver = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets by which clock certificates expire; the system's by default.
         *
         * @param value the clock
         * @return this builder
         */
        public Builder clock(Clock value) {
            clock = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets what one lookup may cost when no {@link MessageDns} is given: {@value #MAX_DNS_QUESTIONS} questions and 30
         * seconds by default. What does not fit is {@link TlsaLookup.Unreachable}.
         *
         * @param value the limits; body and signatures do not count
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
         * Makes the verifier.
         *
         * @return an immutable verifier
         * @throws IllegalStateException when no resolver was set
         */
        public DaneVerifier build() {
            DnsResolver chosen = resolver;
            if (chosen == null) {
                throw new IllegalStateException("a resolver is required");
            }
            return new DaneVerifier(this, chosen);
        }
    }
}
