package org.mailauth.authenticator;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mailauth.AuthenticatedIdentifier;
import org.mailauth.authres.MethodResult;
import org.mailauth.dmarc.DmarcOutcome;

/**
 * Verdicts that the caller has already, from an evaluation of its own: each replaces the protocol's evaluation, is written
 * into the results as given, and counts for DMARC by its identifiers. SMTP AUTH, which only the caller can know, is added.
 *
 * <p>Immutable and thread-safe.
 */
public final class GivenVerdicts {
    private static final GivenVerdicts NONE = builder().build();

    private final Map<Protocol, List<MethodResult>> results;
    private final List<AuthenticatedIdentifier> identifiers;
    private final Optional<DmarcOutcome> dmarcOutcome;
    private final Optional<MethodResult> auth;

    private GivenVerdicts(Builder builder) {
        this.results = new EnumMap<>(builder.results);
        this.identifiers = List.copyOf(builder.identifiers);
        this.dmarcOutcome = builder.dmarcOutcome;
        this.auth = builder.auth;
    }

    /**
     * No verdicts: everything is evaluated.
     *
     * @return the empty value
     */
    public static GivenVerdicts none() {
        return NONE;
    }

    /**
     * Starts with no verdicts.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    boolean has(Protocol protocol) {
        return results.containsKey(protocol);
    }

    List<MethodResult> results(Protocol protocol) {
        return results.getOrDefault(protocol, List.of());
    }

    List<AuthenticatedIdentifier> identifiers() {
        return identifiers;
    }

    Optional<DmarcOutcome> dmarcOutcome() {
        return dmarcOutcome;
    }

    Optional<MethodResult> auth() {
        return auth;
    }

    @Override
    public String toString() {
        return results.toString();
    }

    /** Collects verdicts; not safe for concurrent use. */
    public static final class Builder {
        private final Map<Protocol, List<MethodResult>> results = new EnumMap<>(Protocol.class);
        private final List<AuthenticatedIdentifier> identifiers = new ArrayList<>();
        private Optional<DmarcOutcome> dmarcOutcome = Optional.empty();
        private Optional<MethodResult> auth = Optional.empty();

        private Builder() {}

        /**
         * Gives the verdicts of SPF.
         *
         * @param verdicts one for each identity that was checked
         * @param domains what they say of which domain
         * @return this builder
         * @throws IllegalArgumentException when it is of another method
         */
        public Builder spf(List<MethodResult> verdicts, List<AuthenticatedIdentifier> domains) {
            identifiers.addAll(domains);
            return give(Protocol.SPF, verdicts);
        }

        /**
         * Gives the verdicts of DKIM.
         *
         * @param verdicts one for each signature
         * @param domains what they say of which domain
         * @return this builder
         * @throws IllegalArgumentException when it is of another method
         */
        public Builder dkim(List<MethodResult> verdicts, List<AuthenticatedIdentifier> domains) {
            identifiers.addAll(domains);
            return give(Protocol.DKIM, verdicts);
        }

        /**
         * Gives the verdict of the iprev check.
         *
         * @param verdict the verdict
         * @return this builder
         * @throws IllegalArgumentException when it is of another method
         */
        public Builder iprev(MethodResult verdict) {
            return give(Protocol.IPREV, List.of(verdict));
        }

        /**
         * Gives the verdict on the chain of custody.
         *
         * @param verdict the verdict
         * @return this builder
         * @throws IllegalArgumentException when it is of another method
         */
        public Builder arc(MethodResult verdict) {
            return give(Protocol.ARC, List.of(verdict));
        }

        /**
         * Gives the verdict of DMARC.
         *
         * @param verdict the verdict
         * @param outcome what is to be done for it
         * @return this builder
         * @throws IllegalArgumentException when it is of another method
         */
        public Builder dmarc(MethodResult verdict, DmarcOutcome outcome) {
            dmarcOutcome = Optional.of(outcome);
            return give(Protocol.DMARC, List.of(verdict));
        }

        /**
         * Gives the result of SMTP AUTH (RFC 8601 §2.7.4).
         *
         * @param verdict the verdict
         * @return this builder
         * @throws IllegalArgumentException when it is of another method
         */
        public Builder auth(MethodResult verdict) {
            auth = Optional.of(checked("auth", verdict));
            return this;
        }

        /** What is written under a method's name must be of that method. */
        private static MethodResult checked(String method, MethodResult verdict) {
            if (!verdict.method().equalsIgnoreCase(method)) {
                throw new IllegalArgumentException("not a verdict of " + method + ": " + verdict);
            }
            return verdict;
        }

        private Builder give(Protocol protocol, List<MethodResult> verdicts) {
            String method = protocol.name().toLowerCase(Locale.ROOT);
            verdicts.forEach(verdict -> checked(method, verdict));
            if (results.putIfAbsent(protocol, List.copyOf(verdicts)) != null) {
                throw new IllegalStateException("a verdict was given already: " + protocol);
            }
            return this;
        }

        /**
         * Makes the value.
         *
         * @return immutable verdicts
         */
        public GivenVerdicts build() {
            return new GivenVerdicts(this);
        }
    }
}
