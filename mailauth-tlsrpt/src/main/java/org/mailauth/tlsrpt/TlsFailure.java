package org.mailauth.tlsrpt;

import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;

/**
 * How a session of one's own failed, as its report will say it (RFC 8460 §4.4). Equal failures are counted together, so that
 * what is different in every session (a time, a port) has no place here. Texts of servers are cut to 255 characters, others to
 * 1000. Immutable and thread-safe.
 */
public final class TlsFailure {
    private static final int MAX_GREETING = 255;
    private static final int MAX_TEXT = 1000;

    private final TlsFailureDetails details;

    private TlsFailure(TlsFailureDetails details) {
        this.details = details;
    }

    /**
     * A failure of which nothing but the type is told.
     *
     * @param type why the session failed
     * @return the failure
     */
    public static TlsFailure of(TlsResultType type) {
        return builder(type).build();
    }

    /**
     * Starts a failure.
     *
     * @param type why the session failed
     * @return a builder
     */
    public static Builder builder(TlsResultType type) {
        return new Builder(type);
    }

    /**
     * Why the session failed.
     *
     * @return the result type
     */
    public TlsResultType type() {
        return details.knownResultType().orElseThrow();
    }

    /**
     * The failure as an entry of a report.
     *
     * @return everything but the number of sessions
     */
    public TlsFailureDetails details() {
        return details;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TlsFailure that && details.equals(that.details);
    }

    @Override
    public int hashCode() {
        return details.hashCode();
    }

    @Override
    public String toString() {
        return type().word()
                + details.receivingMxHostname().map(host -> " at " + host).orElse("");
    }

    /** Collects what is known of a failure. Not thread-safe. */
    public static final class Builder {
        private final TlsResultType type;
        private @Nullable InetAddress sendingMtaIp;
        private @Nullable DomainName receivingMxHostname;
        private @Nullable String receivingMxHelo;
        private @Nullable InetAddress receivingIp;
        private @Nullable String additionalInformation;
        private @Nullable String failureReasonCode;

        private Builder(TlsResultType type) {
            this.type = Objects.requireNonNull(type, "type");
        }

        /**
         * The address that the session came from.
         *
         * @param address one's own address
         * @return this builder
         */
        public Builder sendingMtaIp(InetAddress address) {
            sendingMtaIp = Objects.requireNonNull(address, "address");
            return this;
        }

        /**
         * The host that the session went to.
         *
         * @param host the MX host
         * @return this builder
         */
        public Builder receivingMxHostname(DomainName host) {
            receivingMxHostname = Objects.requireNonNull(host, "host");
            return this;
        }

        /**
         * What the server called itself.
         *
         * @param greeting the name in its greeting or its answer to EHLO
         * @return this builder
         */
        public Builder receivingMxHelo(String greeting) {
            receivingMxHelo = cut(greeting, MAX_GREETING);
            return this;
        }

        /**
         * The address that the session went to.
         *
         * @param address the server's address
         * @return this builder
         */
        public Builder receivingIp(InetAddress address) {
            receivingIp = Objects.requireNonNull(address, "address");
            return this;
        }

        /**
         * Where the recipient finds more about the failure.
         *
         * @param uri a URI
         * @return this builder
         */
        public Builder additionalInformation(String uri) {
            additionalInformation = cut(uri, MAX_TEXT);
            return this;
        }

        /**
         * What one's TLS library said.
         *
         * @param reason an error code or a few words, the same for equal failures
         * @return this builder
         */
        public Builder failureReasonCode(String reason) {
            failureReasonCode = cut(reason, MAX_TEXT);
            return this;
        }

        private static String cut(String text, int most) {
            if (text.length() <= most) {
                return text;
            }
            boolean splitsPair = Character.isHighSurrogate(text.charAt(most - 1));
            return text.substring(0, splitsPair ? most - 1 : most);
        }

        /**
         * Makes the failure.
         *
         * @return the failure
         */
        public TlsFailure build() {
            return new TlsFailure(new TlsFailureDetails(
                    Optional.of(type.word()),
                    Optional.ofNullable(sendingMtaIp).map(InetAddress::getHostAddress),
                    Optional.ofNullable(receivingMxHostname).map(DomainName::toString),
                    Optional.ofNullable(receivingMxHelo),
                    Optional.ofNullable(receivingIp).map(InetAddress::getHostAddress),
                    OptionalLong.empty(),
                    Optional.ofNullable(additionalInformation),
                    Optional.ofNullable(failureReasonCode)));
        }
    }
}
