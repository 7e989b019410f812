package org.mailauth.arc;

import java.security.Provider;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.dkim.BodyCanonicalization;
import org.mailauth.dkim.HeaderCanonicalization;
import org.mailauth.dkim.Selector;
import org.mailauth.dkim.SignedFields;
import org.mailauth.dkim.SigningKey;
import org.mailauth.dkim.internal.crypto.Crypto;
import org.mailauth.message.BodyStream;
import org.mailauth.message.HeaderFields;
import org.mailauth.message.Message;

/**
 * Adds a set to the chain of a message that is forwarded: says what its host found when the message reached it, and signs
 * the message as it leaves (RFC 8617 §5.1).
 *
 * <p>Validate the chain before anything in the message is changed, and seal last of all, after every change and every
 * DKIM signature. Build one and share it: it is immutable and thread-safe. By default header and body are canonicalized
 * as relaxed, the whole body is signed, and every DKIM-Signature field is signed besides what DKIM recommends. One key
 * makes both signatures; a call blocks only while a key that somebody else holds is waited for.
 */
public final class ArcSealer {
    private final SealingTerms terms;

    private ArcSealer(SealingTerms terms) {
        this.terms = terms;
    }

    /**
     * Starts a sealer.
     *
     * @return a builder that needs a signing domain, a selector and a key
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Seals a message. Where the chain fails on arrival, the new set says so, and its seal covers nothing but that set
     * (RFC 8617 §5.1.2).
     *
     * @param leaving the message as it leaves, with all fields of the chain that it came with
     * @param received what became of the chain when the message reached this host
     * @param results what this host found when the message reached it, in one statement (RFC 8617 §4.1.1); it should say
     *     what became of the chain, see {@link ArcValidation#methodResult(java.net.InetAddress)}
     * @return the new set, or why there is none
     */
    public ArcSealing seal(Message leaving, ArcValidation received, AuthenticationResults results) {
        BodyStream body = BodyStream.of(leaving);
        ArcSealingSession session = open(leaving.header(), received, results, body);
        body.takeBodyOf(leaving);
        return session.conclude();
    }

    /**
     * Starts to seal a message whose body is still to go by.
     *
     * @param leaving the header as it leaves, with all fields of the chain that the message came with
     * @param received what became of the chain when the message reached this host
     * @param results what this host found when the message reached it, see {@link #seal}
     * @param body the pass over the body as it leaves, of which nothing has been read yet
     * @return a session, which concludes when the body has ended
     */
    public ArcSealingSession open(
            HeaderFields leaving, ArcValidation received, AuthenticationResults results, BodyStream body) {
        return new ArcSealingSession(terms, leaving, received, results, body);
    }

    /** Collects the settings of an {@link ArcSealer}; not safe for concurrent use. */
    public static final class Builder {
        private @Nullable DomainName signingDomain;
        private @Nullable Selector selector;
        private @Nullable SigningKey key;
        private HeaderCanonicalization headerCanonicalization = HeaderCanonicalization.RELAXED;
        private BodyCanonicalization bodyCanonicalization = BodyCanonicalization.RELAXED;
        private SignedFields signedFields = SignedFields.recommended();
        private Clock clock = Clock.systemUTC();
        private Duration keyTimeout = Duration.ofSeconds(10);
        private @Nullable Provider provider;

        private Builder() {}

        /**
         * Sets the sealer, {@code d=} of both signatures. Required.
         *
         * @param value a domain name of at least two labels
         * @return this builder
         * @throws IllegalArgumentException when the text is no such name
         */
        public Builder signingDomain(String value) {
            return signingDomain(DomainName.of(value));
        }

        /**
         * Sets the sealer, {@code d=} of both signatures. Required.
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
         * Sets where the public half of the key is published, {@code s=}. Required.
         *
         * @param value a selector
         * @return this builder
         * @throws IllegalArgumentException when the text is no selector
         */
        public Builder selector(String value) {
            return selector(Selector.of(value));
        }

        /**
         * Sets where the public half of the key is published, {@code s=}. Required.
         *
         * @param value a selector
         * @return this builder
         */
        public Builder selector(Selector value) {
            selector = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets the key that makes both signatures. Required.
         *
         * @param value RSA or Ed25519; few validators know Ed25519
         * @return this builder
         */
        public Builder key(SigningKey value) {
            key = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets how the message signature canonicalizes header and body; relaxed and relaxed by default. The seal is always
         * relaxed (RFC 8617 §5.1.1).
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
         * Sets which fields the message signature covers; {@link SignedFields#recommended()} by default. Every
         * DKIM-Signature field is added (RFC 8617 §4.1.2).
         *
         * @param value the fields
         * @return this builder
         * @throws IllegalArgumentException when Authentication-Results or a field of chains is among them, which RFC 8617
         *     §4.1.2 forbids
         */
        public Builder signedFields(SignedFields value) {
            for (String name : value.names()) {
                String lower = name.toLowerCase(Locale.ROOT);
                if (lower.equals("authentication-results") || lower.startsWith("arc-")) {
                    throw new IllegalArgumentException("a message signature must not cover this field: " + name);
                }
            }
            signedFields = value;
            return this;
        }

        /**
         * Sets the clock that {@code t=} is taken from; the system clock by default.
         *
         * @param value the clock
         * @return this builder
         */
        public Builder clock(Clock value) {
            clock = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets how long a key that somebody else holds is waited for, for both signatures together; ten seconds by default.
         *
         * @param value more than nothing
         * @return this builder
         */
        public Builder keyTimeout(Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException("value must be positive: " + value);
            }
            keyTimeout = value;
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
            return this;
        }

        /**
         * Makes the sealer.
         *
         * @return an immutable sealer
         * @throws IllegalStateException when the signing domain, the selector or the key is missing
         */
        public ArcSealer build() {
            if (signingDomain == null || selector == null || key == null) {
                throw new IllegalStateException("a signing domain, a selector and a key are required");
            }
            return new ArcSealer(new SealingTerms(
                    signingDomain,
                    selector,
                    provider == null ? key : key.withProvider(provider),
                    headerCanonicalization,
                    bodyCanonicalization,
                    signedFields,
                    clock,
                    keyTimeout,
                    provider == null ? Crypto.standard() : Crypto.preferring(provider)));
        }
    }
}
