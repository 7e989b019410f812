package org.mailauth.dkim;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.dkim.internal.canon.HeaderCanonicalizer;
import org.mailauth.dkim.internal.crypto.Crypto;
import org.mailauth.dkim.internal.text.DkimQuotedPrintable;
import org.mailauth.dns.MessageDns;
import org.mailauth.message.BodyStream;
import org.mailauth.message.HeaderFields;
import org.mailauth.message.Message;
import org.mailauth.message.MessageLimits;
import org.mailauth.message.MessageStream;

/**
 * Takes responsibility for messages: makes one DKIM-Signature field for each of its keys (RFC 6376 §5).
 *
 * <p>Build one and share it: it is immutable and thread-safe. By default both header and body are canonicalized as
 * relaxed, the whole body is signed, and the fields that matter to readers are signed once more than they occur. The body
 * is read once for all keys. A message that would break on its way or that readers understand differently is refused
 * ({@link SigningPreflight}). Nothing blocks but keys that somebody else holds ({@link Builder#keyTimeout}).
 */
public final class DkimSigner {
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(3653);
    // RFC 5321 §4.5.3.1.1.
    private static final int LONGEST_LOCAL_PART = 64;

    private final DomainName signingDomain;
    private final Optional<Auid> auid;
    private final List<KeyedSelector> keys;
    private final HeaderCanonicalization headerCanonicalization;
    private final BodyCanonicalization bodyCanonicalization;
    private final SignedFields signedFields;
    private final Optional<Duration> lifetime;
    private final SigningPreflight preflight;
    private final Clock clock;
    private final Crypto crypto;
    private final Duration keyTimeout;

    /** A key, and where its public half is published. */
    record KeyedSelector(Selector selector, SigningKey key) {}

    private DkimSigner(Builder builder, DomainName signingDomain) {
        this.signingDomain = signingDomain;
        this.auid = Optional.ofNullable(builder.auid);
        this.keys = builder.keysOfTheProvider();
        this.headerCanonicalization = builder.headerCanonicalization;
        this.bodyCanonicalization = builder.bodyCanonicalization;
        this.signedFields = builder.signedFields;
        this.lifetime = Optional.ofNullable(builder.lifetime);
        this.preflight = builder.preflight;
        this.clock = builder.clock;
        this.crypto = builder.crypto;
        this.keyTimeout = builder.keyTimeout;
    }

    /**
     * Starts a signer.
     *
     * @return a builder that needs a signing domain and a key
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Signs a message with every key.
     *
     * @param message the message as it will be sent
     * @return the signature fields to put on top of it, or why there are none: the message was refused, or a key did not
     *     sign
     */
    public DkimSigning sign(Message message) {
        return read(message).conclude();
    }

    /**
     * Signs a message with every key, and waits for none; see {@link DkimSigningSession#concludeAsync()}.
     *
     * @param message the message as it will be sent
     * @return completes with the signature fields, or why there are none; never with an exception
     */
    public CompletionStage<DkimSigning> signAsync(Message message) {
        return read(message).concludeAsync();
    }

    private DkimSigningSession read(Message message) {
        BodyStream body = BodyStream.of(message);
        DkimSigningSession session = open(message.header(), body);
        body.takeBodyOf(message);
        return session;
    }

    /**
     * Signs a message that is read once and never held in memory as a whole, with the default limits. Lines that end with LF count as ended by
     * CRLF when none ends otherwise, and so they must be sent.
     *
     * @param in the message as it will be sent, or as it lies in a file; read to its end or the limit, not closed
     * @return the signature fields to put on top of it, or why there are none
     * @throws IOException when the stream cannot be read
     */
    public DkimSigning sign(InputStream in) throws IOException {
        return sign(in, MessageLimits.defaults());
    }

    /**
     * Signs a message that is read once and never held in memory as a whole; see {@link #sign(InputStream)}. A message
     * beyond the limits is refused.
     *
     * @param in the message as it will be sent, or as it lies in a file; read to its end or the limit, not closed
     * @param limits how much is processed
     * @return the signature fields to put on top of it, or why there are none
     * @throws IOException when the stream cannot be read
     */
    public DkimSigning sign(InputStream in, MessageLimits limits) throws IOException {
        List<DkimSigningSession> sessions = new ArrayList<>(1);
        MessageStream.openStored(limits, (header, body) -> sessions.add(open(header, body)))
                .readFrom(in);
        return sessions.get(0).conclude();
    }

    /**
     * Opens a session for a message whose body is about to go by.
     *
     * @param header the header of the message as it will be sent
     * @param body the pass over its body, before the first octet
     * @return a session that has joined the pass
     */
    public DkimSigningSession open(HeaderFields header, BodyStream body) {
        return new DkimSigningSession(this, header, body);
    }

    /**
     * Looks for what would keep this signer from signing a message, and signs nothing.
     *
     * @param message the message as it will be sent
     * @return refusals and warnings
     */
    public PreflightReport preflight(Message message) {
        BodyStream body = BodyStream.of(message);
        Preflight found = preflight(message.header(), body, signedFields.select(message.header()));
        body.takeBodyOf(message);
        return found.report();
    }

    Preflight preflight(HeaderFields header, BodyStream body, List<String> names) {
        return new Preflight(
                header,
                body,
                preflight,
                names,
                keys.stream().map(KeyedSelector::key).toList());
    }

    /**
     * Compares each key with what its selector publishes, so that nothing is signed that cannot verify. Blocks while the
     * DNS does: one question for each key.
     *
     * @param dns answers, and has the budget that pays
     * @return one result for each key, in their order
     */
    public List<PublishedKey> checkPublished(MessageDns dns) {
        boolean exactDomain =
                auid.filter(agent -> !agent.domain().equals(signingDomain)).isEmpty();
        return keys.stream()
                .map(keyed -> PublishedKeyCheck.check(keyed.selector(), signingDomain, keyed.key(), exactDomain, dns))
                .toList();
    }

    /** What a signature says besides algorithm and hashes. */
    SignatureField.Statement statement(KeyedSelector keyed, Instant now) {
        return new SignatureField.Statement(
                headerCanonicalization.word() + "/" + bodyCanonicalization.word(),
                signingDomain.toString(),
                keyed.selector().toString(),
                auid.map(agent -> DkimQuotedPrintable.encode(agent.localPart()) + "@" + agent.domain()),
                Optional.of(now.getEpochSecond()),
                expiration(now).map(Instant::getEpochSecond));
    }

    /** When what is signed now expires. */
    Optional<Instant> expiration(Instant now) {
        return lifetime.map(now::plus).map(end -> end.truncatedTo(ChronoUnit.SECONDS));
    }

    List<KeyedSelector> keys() {
        return keys;
    }

    SignedFields signedFields() {
        return signedFields;
    }

    HeaderCanonicalizer headerCanonicalizer() {
        return headerCanonicalization == HeaderCanonicalization.SIMPLE
                ? HeaderCanonicalizer.SIMPLE
                : HeaderCanonicalizer.RELAXED;
    }

    BodyCanonicalization bodyCanonicalization() {
        return bodyCanonicalization;
    }

    Clock clock() {
        return clock;
    }

    Crypto crypto() {
        return crypto;
    }

    Duration keyTimeout() {
        return keyTimeout;
    }

    /** Collects the settings of a {@link DkimSigner}; not safe for concurrent use. */
    public static final class Builder {
        private @Nullable DomainName signingDomain;
        private @Nullable Auid auid;
        private final List<KeyedSelector> keys = new ArrayList<>();
        private HeaderCanonicalization headerCanonicalization = HeaderCanonicalization.RELAXED;
        private BodyCanonicalization bodyCanonicalization = BodyCanonicalization.RELAXED;
        private SignedFields signedFields = SignedFields.recommended();
        private @Nullable Duration lifetime;
        private SigningPreflight preflight = SigningPreflight.standard();
        private Clock clock = Clock.systemUTC();
        private Crypto crypto = Crypto.standard();
        private @Nullable Provider provider;
        private Duration keyTimeout = Duration.ofSeconds(10);

        private Builder() {}

        /**
         * Sets the Signing Domain Identifier, {@code d=}. Required.
         *
         * @param value a domain name of at least two labels
         * @return this builder
         * @throws IllegalArgumentException when the text is no such name
         */
        public Builder signingDomain(String value) {
            return signingDomain(DomainName.of(value));
        }

        /**
         * Sets the Signing Domain Identifier, {@code d=}. Required.
         *
         * @param value a domain name of at least two labels
         * @return this builder
         */
        public Builder signingDomain(DomainName value) {
            if (value.labelCount() < 2) {
                throw new IllegalArgumentException("a signing domain has at least two labels: " + value);
            }
            signingDomain = value;
            return this;
        }

        /**
         * Names the agent or user on whose behalf the domain signs, {@code i=}; nobody by default.
         *
         * @param localPart means something to the signer only; at most 64 octets, often empty
         * @param domain the signing domain, or a domain below it
         * @return this builder
         * @throws IllegalArgumentException when a text is no such part
         */
        public Builder auid(String localPart, String domain) {
            if (localPart.getBytes(StandardCharsets.UTF_8).length > LONGEST_LOCAL_PART) {
                throw new IllegalArgumentException("localPart has at most " + LONGEST_LOCAL_PART + " octets");
            }
            auid = new Auid(localPart, DomainName.of(domain));
            return this;
        }

        /**
         * Adds a key; at least one is required. Several keys make several signatures, the first one topmost.
         *
         * @param selector where the public half is published
         * @param key signs
         * @return this builder
         * @throws IllegalArgumentException when the text is no selector
         */
        public Builder key(String selector, SigningKey key) {
            keys.add(new KeyedSelector(Selector.of(selector), Objects.requireNonNull(key, "key")));
            return this;
        }

        /**
         * Sets how header and body are canonicalized; relaxed and relaxed by default.
         *
         * @param header for the header
         * @param body for the body
         * @return this builder
         */
        public Builder canonicalization(HeaderCanonicalization header, BodyCanonicalization body) {
            headerCanonicalization = Objects.requireNonNull(header, "header");
            bodyCanonicalization = Objects.requireNonNull(body, "body");
            return this;
        }

        /**
         * Sets which fields are signed; {@link SignedFields#recommended()} by default.
         *
         * @param value the fields
         * @return this builder
         */
        public Builder signedFields(SignedFields value) {
            signedFields = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets what a message is refused for; {@link SigningPreflight#standard()} by default.
         *
         * @param value the choice
         * @return this builder
         */
        public Builder preflight(SigningPreflight value) {
            preflight = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets how long signatures are valid, {@code x=}; without end by default.
         *
         * @param value one second to ten years
         * @return this builder
         * @throws IllegalArgumentException when the value is shorter or longer
         */
        public Builder expiresAfter(Duration value) {
            if (value.toSeconds() < 1 || value.compareTo(LONGEST_LIFETIME) > 0) {
                throw new IllegalArgumentException("value must be one second to ten years: " + value);
            }
            lifetime = value;
            return this;
        }

        /**
         * Sets the clock that {@code t=} and {@code x=} are taken from; the system clock by default.
         *
         * @param value the clock
         * @return this builder
         */
        public Builder clock(Clock value) {
            clock = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Names a provider that hashes and signs where it can; by default the JDK's, and Bouncy Castle for Ed25519.
         *
         * @param value the provider
         * @return this builder
         */
        public Builder provider(Provider value) {
            provider = Objects.requireNonNull(value, "value");
            crypto = Crypto.preferring(value);
            return this;
        }

        /**
         * Sets how long a call waits for keys that somebody else holds, all of them together; ten seconds by default.
         *
         * @param value zero or more
         * @return this builder
         * @throws IllegalArgumentException when the value is negative
         */
        public Builder keyTimeout(Duration value) {
            if (value.isNegative()) {
                throw new IllegalArgumentException("value must not be negative: " + value);
            }
            keyTimeout = value;
            return this;
        }

        private List<KeyedSelector> keysOfTheProvider() {
            Provider chosen = provider;
            return chosen == null
                    ? List.copyOf(keys)
                    : keys.stream()
                            .map(keyed -> new KeyedSelector(
                                    keyed.selector(), keyed.key().withProvider(chosen)))
                            .toList();
        }

        /**
         * Makes the signer.
         *
         * @return an immutable signer
         * @throws IllegalStateException when the signing domain or every key is missing, or the AUID lies outside of the
         *     signing domain
         */
        public DkimSigner build() {
            DomainName domain = signingDomain;
            if (domain == null || keys.isEmpty()) {
                throw new IllegalStateException("a signing domain and at least one key are required");
            }
            // RFC 6376 §3.5 i=: the domain part is d= or below it.
            if (auid != null && !auid.domain().isEqualToOrBelow(domain)) {
                throw new IllegalStateException("the AUID " + auid + " lies outside of the signing domain " + domain);
            }
            return new DkimSigner(this, domain);
        }
    }
}
