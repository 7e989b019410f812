package org.mailauth.dnsjava;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.MailAuthObserver;
import org.mailauth.Ticker;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsQuestion;
import org.mailauth.dns.DnsResolver;
import org.xbill.DNS.Address;
import org.xbill.DNS.NioClient;

/**
 * Decides what the DNS says to a question by asking recursive name servers through dnsjava, with a bounded cache.
 *
 * <pre>{@code
 * DnsResolver resolver = DnsjavaResolver.system();
 * DnsAnswer answer = resolver.resolve(
 *         new DnsQuestion(DnsName.of("example.org"), DnsType.TXT, Deadline.after(Duration.ofSeconds(10))));
 * }</pre>
 *
 * <p><b>Asking.</b> Names are absolute: no search path, no {@code ndots}. UDP with an EDNS payload of 1232 octets
 * (RFC 6891), then TCP when the reply is truncated or is not an answer to the question (RFC 5452 §9.1); without EDNS
 * for servers that refuse it. A server that is silent for the time of one try, cannot be reached, sends nonsense, or
 * answers SERVFAIL, REFUSED, another error code or a referral is followed by the next server. Further rounds, as many
 * as there are retries, go to those servers that have not answered with an error code. The server that answered last
 * is asked first next time. Everything ends at the question's deadline, whatever the settings.
 *
 * <p><b>Aliases</b> are followed for up to 16 links, by further questions where a reply ends with an alias; each link
 * carries the status of the reply it came from, the answer the weakest of all. A loop or a longer chain is
 * {@link DnsFailure#ALIAS_LOOP}; servers that follow aliases themselves give up on those by SERVFAIL.
 *
 * <p><b>DNSSEC.</b> This resolver does not validate. Unless {@linkplain Builder#trustAuthenticatedData told to trust} its
 * servers, every answer is {@link org.mailauth.dns.DnssecStatus#INDETERMINATE}.
 *
 * <p><b>Failures</b> are {@link DnsAnswer.Failed} with the most telling cause of all tries; they are never remembered.
 * When no usable name server is configured, and after {@link #close()}, every answer is {@link DnsFailure#NETWORK}.
 *
 * <p><b>Threads.</b> Immutable but for its cache and safe for concurrent use; build one and share it. No lock is held
 * while waiting, so virtual threads do not pin their carriers. Threads that ask the same at the same moment share one
 * question to the servers. Replies are read on the asking thread. dnsjava itself keeps one daemon thread for the whole
 * JVM, {@code dnsjava NIO selector}, started by the first question, and registers a shutdown hook, {@code dnsjava NIO
 * shutdown hook}; see {@link #close()} and {@link #endDnsjavaThread()}.
 */
public final class DnsjavaResolver implements DnsResolver, AutoCloseable {
    private final Servers servers;
    private final @Nullable AnswerCache cache;
    private final MailAuthObserver observer;
    private final Flights flights = new Flights();
    private volatile boolean closed;

    private DnsjavaResolver(Builder builder) {
        List<InetSocketAddress> named = builder.servers.isEmpty() ? SystemServers.read() : builder.servers;
        this.servers = new Servers(new Settings(
                named,
                builder.timeout,
                builder.retries,
                builder.tcpOnly,
                builder.trusted,
                builder.maxTtl,
                builder.maxNegativeTtl));
        this.cache = builder.cacheEntries == 0 ? null : new AnswerCache(builder.cacheEntries, builder.ticker);
        this.observer = builder.observer;
    }

    /**
     * A resolver that asks the name servers of the system, with the defaults of {@link Builder}.
     *
     * @return a new resolver with a cache of its own; its servers are those configured at this moment, see
     *     {@link Builder#build()}
     */
    public static DnsjavaResolver system() {
        return builder().build();
    }

    /**
     * Starts a resolver of one's own settings.
     *
     * @return a builder with the defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * {@inheritDoc}
     *
     * <p>An exception can only come out of the observer given to the builder, which is heard on a cache hit.
     */
    @Override
    public DnsAnswer resolve(DnsQuestion question) {
        Objects.requireNonNull(question, "question");
        TimeLeft time = new TimeLeft(question.deadline());
        if (Thread.currentThread().isInterrupted()) {
            return Outcome.interruptedAnswer();
        }
        if (closed) {
            return new DnsAnswer.Failed(DnsFailure.NETWORK, "the resolver has been closed");
        }
        if (time.over()) {
            return Outcome.lateAnswer();
        }
        if (servers.settings().servers().isEmpty()) {
            return new DnsAnswer.Failed(DnsFailure.NETWORK, "the system names no usable name server");
        }
        CacheKey key = CacheKey.of(question);
        return remembered(key).orElseGet(() -> flights.ask(key, time, () -> askServers(key, question, time)));
    }

    private Optional<DnsAnswer> remembered(CacheKey key) {
        Optional<DnsAnswer> known = cache == null ? Optional.empty() : cache.get(key);
        if (known.isPresent()) {
            observer.dnsCacheHit(key.name(), key.type());
        }
        return known;
    }

    private Outcome askServers(CacheKey key, DnsQuestion question, TimeLeft time) {
        // Somebody may have brought the answer between our look into the cache and our turn to ask.
        Optional<DnsAnswer> known = remembered(key);
        if (known.isPresent()) {
            return Outcome.of(known.get());
        }
        Outcome outcome = new Walk(servers, question, time).run();
        if (cache != null && !closed) {
            cache.put(key, outcome.answer());
        }
        return outcome;
    }

    /**
     * Ends this resolver: forgets its answers, and answers every later question with {@link DnsFailure#NETWORK}.
     * Questions under way still end as they would have, by their deadlines. Closing twice does no harm.
     *
     * <p>What this cannot do: end dnsjava's thread and sockets. They belong to the JVM, not to a resolver; other
     * resolvers and other users of dnsjava share them. UDP sockets are closed with their question; a TCP connection to a
     * server stays open until the server closes it. See {@link #endDnsjavaThread()}.
     */
    @Override
    public void close() {
        closed = true;
        if (cache != null) {
            cache.clear();
        }
    }

    /**
     * Ends dnsjava's selector thread, its TCP connections and its shutdown hook for the whole JVM, and waits for the
     * thread to end; for containers that unload applications.
     *
     * <p>Questions under way anywhere in the JVM, also those of other users of dnsjava, fail
     * ({@link DnsFailure#NETWORK}). The next question anywhere starts the thread again.
     */
    public static void endDnsjavaThread() {
        NioClient.close();
    }

    /**
     * Sets up a {@link DnsjavaResolver}; not for use by several threads at once.
     *
     * <p>Defaults: the servers of the system, 3 seconds a try, 2 retries, UDP and TCP, no trust, 10000 entries, at most
     * one day, at most one hour for answers without records, no observer.
     */
    public static final class Builder {
        private static final Duration LONGEST = Duration.ofDays(7);

        private List<InetSocketAddress> servers = new ArrayList<>();
        private Duration timeout = Duration.ofSeconds(3);
        private int retries = 2;
        private boolean tcpOnly;
        private boolean trusted;
        private int cacheEntries = 10_000;
        private Duration maxTtl = Duration.ofDays(1);
        private Duration maxNegativeTtl = Duration.ofHours(1);
        private MailAuthObserver observer = MailAuthObserver.SILENT;
        private Ticker ticker = Ticker.system();

        private Builder() {}

        /**
         * Names the recursive servers to ask, in place of all named before.
         *
         * @param servers in order of preference, at least one, addresses and not host names
         * @return this
         */
        public Builder servers(List<InetSocketAddress> servers) {
            List<InetSocketAddress> named = List.copyOf(servers);
            if (named.isEmpty()) {
                throw new IllegalArgumentException("servers must name at least one server");
            }
            for (InetSocketAddress server : named) {
                if (server.isUnresolved()) {
                    throw new IllegalArgumentException("servers must be addresses: " + server);
                }
            }
            this.servers = new ArrayList<>(named);
            return this;
        }

        /**
         * Names one more recursive server to ask.
         *
         * @param address IPv4 or IPv6 address in text form, no host name
         * @param port 1 to 65535, usually 53
         * @return this
         */
        public Builder server(String address, int port) {
            if (port < 1 || port > 0xFFFF) {
                throw new IllegalArgumentException("port must be 1 to 65535: " + port);
            }
            try {
                servers.add(new InetSocketAddress(Address.getByAddress(address), port));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("address must be an IP address: " + address, e);
            }
            return this;
        }

        /**
         * Limits one try at one server, the way from UDP to TCP included.
         *
         * @param perTry more than zero, at most seven days
         * @return this
         */
        public Builder timeout(Duration perTry) {
            timeout = requireAtMost("perTry", perTry);
            if (perTry.isZero()) {
                throw new IllegalArgumentException("perTry must be more than zero");
            }
            return this;
        }

        /**
         * Limits the rounds through the servers.
         *
         * @param retries rounds after the first, 0 to 100
         * @return this
         */
        public Builder retries(int retries) {
            if (retries < 0 || retries > 100) {
                throw new IllegalArgumentException("retries must be 0 to 100: " + retries);
            }
            this.retries = retries;
            return this;
        }

        /**
         * Says whether only TCP is used, for networks that do not let DNS over UDP through.
         *
         * @param tcpOnly true for TCP only
         * @return this
         */
        public Builder tcpOnly(boolean tcpOnly) {
            this.tcpOnly = tcpOnly;
            return this;
        }

        /**
         * Declares that every server validates DNSSEC and is reached by a way nobody else can write to, such as the
         * loopback interface; only then may its AD bit be believed (RFC 6840 §5.8, RFC 7672 §2.1.1).
         *
         * <p>With trust, questions ask for the AD bit (RFC 6840 §5.7); a reply with it is
         * {@link org.mailauth.dns.DnssecStatus#SECURE}, one without it
         * {@link org.mailauth.dns.DnssecStatus#INSECURE}, and SERVFAIL with an extended error that blames signatures or
         * keys (RFC 8914) is {@link DnsFailure#BOGUS}. A bogus answer is final: no other server is asked.
         *
         * @param trust true to believe the servers
         * @return this
         */
        public Builder trustAuthenticatedData(boolean trust) {
            this.trusted = trust;
            return this;
        }

        /**
         * Bounds the cache; the least useful answers are dropped first. An answer of more than 1 KiB counts as several.
         *
         * @param entries most answers to remember; zero for no cache
         * @return this
         */
        public Builder cacheEntries(int entries) {
            if (entries < 0) {
                throw new IllegalArgumentException("entries must not be negative: " + entries);
            }
            this.cacheEntries = entries;
            return this;
        }

        /**
         * Limits how long an answer with records may be remembered, whatever its TTL.
         *
         * @param atMost zero to seven days, in whole seconds; the rest of a second is dropped
         * @return this
         */
        public Builder maxTtl(Duration atMost) {
            maxTtl = requireAtMost("atMost", atMost);
            return this;
        }

        /**
         * Limits how long it may be remembered that a name or its records do not exist (RFC 2308 §5), whatever the SOA
         * record says.
         *
         * @param atMost zero to seven days, in whole seconds; the rest of a second is dropped
         * @return this
         */
        public Builder maxNegativeTtl(Duration atMost) {
            maxNegativeTtl = requireAtMost("atMost", atMost);
            return this;
        }

        /**
         * Names who hears of cache hits.
         *
         * @param observer called on the asking thread
         * @return this
         */
        public Builder observer(MailAuthObserver observer) {
            this.observer = Objects.requireNonNull(observer, "observer");
            return this;
        }

        /**
         * Names what measures the age of remembered answers. Waiting for servers goes by the machine's time whatever the
         * ticker.
         *
         * @param ticker measures elapsed time
         * @return this
         */
        public Builder ticker(Ticker ticker) {
            this.ticker = Objects.requireNonNull(ticker, "ticker");
            return this;
        }

        /**
         * Makes the resolver; asks nothing yet.
         *
         * <p>Without any server named, the system's are read now, as dnsjava finds them: the system property
         * {@code dns.server}, {@code /etc/resolv.conf}, Windows' network adapters. Of {@code resolv.conf} only the
         * {@code nameserver} lines count; when there are none, the server of the same machine is asked, port 53. When
         * the configuration cannot be read, the resolver answers every question with {@link DnsFailure#NETWORK}.
         *
         * @return a new resolver
         */
        public DnsjavaResolver build() {
            return new DnsjavaResolver(this);
        }

        private static Duration requireAtMost(String name, Duration value) {
            Objects.requireNonNull(value, name);
            if (value.isNegative() || value.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(name + " must be zero to seven days: " + value);
            }
            return value;
        }
    }
}
