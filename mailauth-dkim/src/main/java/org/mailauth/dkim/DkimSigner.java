package org.mailauth.dkim;

import java.security.Provider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.Deadline;
import org.mailauth.DomainName;
import org.mailauth.Problem;
import org.mailauth.dkim.internal.canon.BodyPass;
import org.mailauth.dkim.internal.canon.HeaderCanonicalizer;
import org.mailauth.dkim.internal.canon.SigningInput;
import org.mailauth.dkim.internal.crypto.Crypto;
import org.mailauth.dkim.internal.signature.SignatureTagReader;
import org.mailauth.message.BodyStream;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;
import org.mailauth.message.Message;

/**
 * Takes responsibility for messages: makes one DKIM-Signature field for each of its keys (RFC 6376 §5).
 *
 * <p>Build one and share it: it is immutable and thread-safe. By default both header and body are canonicalized as
 * relaxed, the whole body is signed, and From is signed once more than it occurs. The body is read once for all keys.
 * Nothing blocks.
 */
public final class DkimSigner {
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(3653);

    private final DomainName signingDomain;
    private final List<KeyedSelector> keys;
    private final HeaderCanonicalization headerCanonicalization;
    private final BodyCanonicalization bodyCanonicalization;
    private final SignedFields signedFields;
    private final Optional<Duration> lifetime;
    private final Clock clock;
    private final Crypto crypto;
    private final Duration keyTimeout;

    private record KeyedSelector(Selector selector, SigningKey key) {}

    /** A field whose signature is under way. */
    private record UnsignedField(HeaderField field, SignatureRequest request) {}

    private DkimSigner(Builder builder, DomainName signingDomain) {
        this.signingDomain = signingDomain;
        this.keys = builder.keysOfTheProvider();
        this.headerCanonicalization = builder.headerCanonicalization;
        this.bodyCanonicalization = builder.bodyCanonicalization;
        this.signedFields = builder.signedFields;
        this.lifetime = Optional.ofNullable(builder.lifetime);
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
     * @return the signature fields to put on top of it, or why there are none: no From field, too many fields, a
     *     broken limit, or a key that does not sign
     */
    public DkimSigning sign(Message message) {
        List<String> names = signedFields.select(message.header());
        List<Problem> problems = obstacles(message, names);
        if (!problems.isEmpty()) {
            return new DkimSigning.Refused(problems);
        }
        BodyStream body = BodyStream.of(message);
        BodyPass bodyPass = BodyPass.on(body, crypto, null, "dkim");
        List<BodyPass.Result> hashes = new ArrayList<>();
        for (KeyedSelector keyed : keys) {
            hashes.add(
                    bodyPass.want(bodyCanonicalization, keyed.key().algorithm().digestName(), Long.MAX_VALUE));
        }
        body.takeBodyOf(message);
        List<UnsignedField> fields = new ArrayList<>();
        for (int at = 0; at < keys.size(); at++) {
            fields.add(ask(keys.get(at), message.header(), names, hashes.get(at).value()));
        }
        return await(fields);
    }

    private DkimSigning await(List<UnsignedField> unsigned) {
        Deadline deadline = Deadline.after(keyTimeout);
        List<HeaderField> fields = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (UnsignedField field : unsigned) {
            KeySignature signature = field.request().await(deadline);
            signature.octets().ifPresent(octets -> fields.add(SignatureField.signed(field.field(), octets)));
            signature.problem().ifPresent(problems::add);
        }
        return problems.isEmpty() ? new DkimSigning.Signed(fields) : new DkimSigning.Failed(fields, problems);
    }

    private static List<Problem> obstacles(Message message, List<String> names) {
        List<Problem> problems = new ArrayList<>();
        message.brokenLimit().ifPresent(problems::add);
        if (message.header().first("From").isEmpty()) {
            // RFC 6376 §5.4: From must be signed, so there must be one.
            problems.add(Problem.of("dkim.no-from", "RFC 6376 §5.4", "the message has no From field"));
        }
        if (names.size() > SignatureTagReader.MAX_SIGNED_FIELDS) {
            problems.add(Problem.of(
                    "dkim.too-many-fields",
                    "RFC 6376 §5.4",
                    "more than " + SignatureTagReader.MAX_SIGNED_FIELDS + " fields would be signed"));
        }
        return problems;
    }

    private UnsignedField ask(KeyedSelector keyed, HeaderFields header, List<String> names, byte[] bodyHash) {
        Instant now = clock.instant();
        SignatureField.Statement statement = new SignatureField.Statement(
                headerCanonicalization.word() + "/" + bodyCanonicalization.word(),
                signingDomain.toString(),
                keyed.selector().toString(),
                Optional.of(now.getEpochSecond()),
                lifetime.map(time -> now.plus(time).getEpochSecond()));
        HeaderField unsigned = SignatureField.unsigned(keyed.key().algorithm(), statement, names, bodyHash);
        byte[] input = SigningInput.of(
                        header,
                        names,
                        headerCanonicalization == HeaderCanonicalization.SIMPLE
                                ? HeaderCanonicalizer.SIMPLE
                                : HeaderCanonicalizer.RELAXED,
                        unsigned,
                        0,
                        0)
                .toArray();
        return new UnsignedField(unsigned, SignatureRequest.start(keyed.key(), input));
    }

    /** Collects the settings of a {@link DkimSigner}; not safe for concurrent use. */
    public static final class Builder {
        private @Nullable DomainName signingDomain;
        private final List<KeyedSelector> keys = new ArrayList<>();
        private HeaderCanonicalization headerCanonicalization = HeaderCanonicalization.RELAXED;
        private BodyCanonicalization bodyCanonicalization = BodyCanonicalization.RELAXED;
        private SignedFields signedFields = SignedFields.recommended();
        private @Nullable Duration lifetime;
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
         * @throws IllegalStateException when the signing domain or every key is missing
         */
        public DkimSigner build() {
            DomainName domain = signingDomain;
            if (domain == null || keys.isEmpty()) {
                throw new IllegalStateException("a signing domain and at least one key are required");
            }
            return new DkimSigner(this, domain);
        }
    }
}
