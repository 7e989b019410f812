package org.mailauth.replay;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.mailauth.Budget;
import org.mailauth.BudgetStatement;
import org.mailauth.OrganizationalDomainFinder;
import org.mailauth.SmtpSession;
import org.mailauth.Ticker;
import org.mailauth.authenticator.MailAuthenticator;
import org.mailauth.authenticator.MessageAuthentication;
import org.mailauth.dmarc.DmarcMode;
import org.mailauth.dns.DnsResolver;
import org.mailauth.message.Message;

/**
 * Authenticates messages and keeps all that their verdicts depended on: the message, the session, the time, the options and
 * every answer of the DNS.
 *
 * <p>The verdicts are those that a {@link MailAuthenticator} with the same options gives, but that one message sees one
 * instant of the clock. Immutable and thread-safe; a call blocks while the DNS is asked, as long as the budget says. An
 * evaluation that was interrupted is recorded as it was, and may replay otherwise.
 */
public final class ReplayRecorder {
    private final ReplaySettings settings;
    private final DnsResolver resolver;
    private final Clock clock;
    private final Ticker ticker;
    private final Optional<Executor> executor;
    private final @Nullable OrganizationalDomainFinder finder;
    private final RandomGenerator random;

    private ReplayRecorder(Builder builder, ReplaySettings settings, DnsResolver resolver, RandomGenerator random) {
        this.settings = settings;
        this.resolver = resolver;
        this.clock = builder.clock;
        this.ticker = builder.ticker;
        this.executor = Optional.ofNullable(builder.executor);
        this.finder = builder.finder;
        this.random = random;
    }

    /**
     * Starts a recorder.
     *
     * @return a builder that needs settings and a resolver
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Authenticates a message, and keeps what the verdicts depended on.
     *
     * @param session what the client said
     * @param octets the message as received, or as it lies in a file; copied. What lies beyond the limit of the settings is
     *     not kept
     * @return the verdicts and the bundle, which holds the whole message: {@link ReplayBundle#withoutBody()} takes the body
     *     out
     */
    public RecordedAuthentication record(SmtpSession session, byte[] octets) {
        Objects.requireNonNull(session, "session");
        byte[] kept = Arrays.copyOf(octets, (int) Math.min(octets.length, most()));
        Instant now = clock.instant();
        long seed = settings.isRfc7489() ? random.nextLong() : 0;
        AnswerLog answers = new AnswerLog(resolver, ticker);
        OrganizationalDomains.Log domains =
                new OrganizationalDomains.Log(finder == null ? name -> Optional.empty() : finder);
        DmarcMode mode = settings.isRfc7489() ? DmarcMode.rfc7489(domains, new Random(seed)) : DmarcMode.rfc9989();
        MailAuthenticator.Builder authenticator = settings.authenticator(
                        answers, Clock.fixed(now, ZoneOffset.UTC), mode)
                .ticker(ticker);
        settings.prefetch().ifPresent(limits -> authenticator.prefetch(executor.orElseThrow(), limits));
        MessageAuthentication authentication =
                authenticator.build().authenticate(session, Message.of(kept, settings.messageLimits()));
        BudgetStatement cost = authentication.budget();
        List<RecordedAnswer> given = answers.answers(hasRunOutOfTime(cost));
        Contents contents = new Contents(
                settings,
                session,
                now,
                seed,
                domains.answers(),
                given,
                cost.exhausted().contains(Budget.Resource.DNS_QUESTIONS),
                new RecordedMessage.Whole(new RecordedMessage.Octets(kept)),
                VerdictSummary.of(authentication));
        return new RecordedAuthentication(authentication, new ReplayBundle(contents));
    }

    /** One octet more than the limit, so that a replay, too, notices that there are too many. */
    private long most() {
        return Math.min(settings.messageLimits().messageOctets(), Long.MAX_VALUE - 1) + 1;
    }

    /** Whether any deadline may have passed: only then do times matter. */
    private boolean hasRunOutOfTime(BudgetStatement cost) {
        Duration ofMessage = settings.budgetLimits().elapsed();
        Duration ofSpf = settings.spfLimits().elapsed();
        return cost.elapsed().compareTo(ofMessage.compareTo(ofSpf) < 0 ? ofMessage : ofSpf) >= 0;
    }

    @Override
    public String toString() {
        return "ReplayRecorder[" + settings + "]";
    }

    /** Collects what a {@link ReplayRecorder} works with; not safe for concurrent use. */
    public static final class Builder {
        private @Nullable ReplaySettings settings;
        private @Nullable DnsResolver resolver;
        private Clock clock = Clock.systemUTC();
        private Ticker ticker = Ticker.system();
        private @Nullable Executor executor;
        private @Nullable OrganizationalDomainFinder finder;
        private @Nullable RandomGenerator random;

        private Builder() {}

        /**
         * Sets the options. Required.
         *
         * @param value the options
         * @return this builder
         */
        public Builder settings(ReplaySettings value) {
            settings = Objects.requireNonNull(value, "value");
            return this;
        }

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
         * Sets the clock, which is read once for each message; the system clock by default.
         *
         * @param value the clock, in the years 0 to 9999
         * @return this builder
         */
        public Builder clock(Clock value) {
            clock = Objects.requireNonNull(value, "value");
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
         * Sets where questions are asked side by side; required when the settings say that they are.
         *
         * @param value runs the questions; its threads are the caller's
         * @return this builder
         */
        public Builder executor(Executor value) {
            executor = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets what DMARC by RFC 7489 needs; required when the settings say that it is.
         *
         * @param organizationalDomainFinder gives Organizational Domains; its answers are recorded
         * @param randomGenerator draws one number for each message, which decides for whom {@code pct} is; recorded
         * @return this builder
         */
        public Builder organizationalDomains(
                OrganizationalDomainFinder organizationalDomainFinder, RandomGenerator randomGenerator) {
            finder = Objects.requireNonNull(organizationalDomainFinder, "organizationalDomainFinder");
            random = Objects.requireNonNull(randomGenerator, "randomGenerator");
            return this;
        }

        /**
         * Makes the recorder.
         *
         * @return an immutable recorder
         * @throws IllegalStateException when something required is missing
         */
        public ReplayRecorder build() {
            ReplaySettings chosen = settings;
            DnsResolver asked = resolver;
            if (chosen == null || asked == null) {
                throw new IllegalStateException("settings and a resolver are required");
            }
            if (chosen.prefetch().isPresent() && executor == null) {
                throw new IllegalStateException("settings that ask ahead require an executor");
            }
            if (chosen.isRfc7489() && finder == null) {
                throw new IllegalStateException("RFC 7489 requires a finder of Organizational Domains");
            }
            return new ReplayRecorder(this, chosen, asked, random == null ? new Random(0) : random);
        }
    }
}
