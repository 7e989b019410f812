package org.mailauth;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.internal.net.IpLiteral;
import org.mailauth.internal.text.Visible;

/**
 * What an SMTP client said about itself before it sent a message: its address, the name in HELO or EHLO, and the
 * reverse-path (RFC 5321).
 *
 * <p>Names are kept as the client gave them, however malformed; evaluators answer what they mean. Immutable and
 * thread-safe.
 */
public final class SmtpSession {
    private final InetAddress clientIp;
    private final String helo;
    private final String mailFrom;

    private SmtpSession(InetAddress clientIp, String helo, String mailFrom) {
        this.clientIp = clientIp;
        this.helo = helo;
        this.mailFrom = mailFrom;
    }

    /**
     * Starts a session.
     *
     * @return a builder that needs a client address
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The address of the client.
     *
     * @return IPv4 also for an address that was given as IPv4-mapped IPv6 (RFC 7208 §5); {@code ::} when it is not known
     */
    public InetAddress clientIp() {
        return clientIp;
    }

    /**
     * Whether the address of the client is known. It mostly is not for a message that was found in a file; then nothing can
     * be evaluated that depends on it, SPF first of all.
     *
     * @return false for the unspecified addresses {@code ::} and {@code 0.0.0.0}, which no client has
     */
    public boolean isClientKnown() {
        // RFC 4291 §2.5.2: the unspecified address indicates the absence of an address.
        return !clientIp.isAnyLocalAddress();
    }

    /**
     * The name in HELO or EHLO.
     *
     * @return as given; empty when there was none
     */
    public String helo() {
        return helo;
    }

    /**
     * The reverse-path without angle brackets.
     *
     * @return as given; empty for the null reverse-path
     */
    public String mailFrom() {
        return mailFrom;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SmtpSession that
                && clientIp.equals(that.clientIp)
                && helo.equals(that.helo)
                && mailFrom.equals(that.mailFrom);
    }

    @Override
    public int hashCode() {
        return Objects.hash(clientIp, helo, mailFrom);
    }

    /** For people: control and other invisible characters of the client's names are shown as escapes. */
    @Override
    public String toString() {
        return "SmtpSession[" + (isClientKnown() ? IpLiteral.format(clientIp) : "unknown client") + ", helo "
                + Visible.of(helo) + ", from <" + Visible.of(mailFrom) + ">]";
    }

    /** Collects the facts of a session; not safe for concurrent use. */
    public static final class Builder {
        private @Nullable InetAddress clientIp;
        private String helo = "";
        private String mailFrom = "";

        private Builder() {}

        /**
         * Sets the address of the client. Required.
         *
         * @param value the address
         * @return this builder
         */
        public Builder clientIp(InetAddress value) {
            Objects.requireNonNull(value, "value");
            // RFC 7208 §5: an IPv4-mapped client is an IPv4 client.
            clientIp = value instanceof Inet6Address wide ? IpLiteral.unmapped(wide) : value;
            return this;
        }

        /**
         * Sets the address of the client. Required.
         *
         * @param literal IPv4 or IPv6 in numbers, without brackets and zone
         * @return this builder
         * @throws IllegalArgumentException when the text is no address
         */
        public Builder clientIp(String literal) {
            Optional<Inet4Address> ipv4 = IpLiteral.ipv4(literal);
            return clientIp(
                    ipv4.isPresent()
                            ? ipv4.get()
                            : IpLiteral.ipv6(literal)
                                    .orElseThrow(() -> new IllegalArgumentException(
                                            "literal must be an IP address in numbers: " + Visible.of(literal))));
        }

        /**
         * Says that the address of the client is not known.
         *
         * @return this builder
         */
        public Builder clientUnknown() {
            clientIp = IpLiteral.ipv6("::").orElseThrow();
            return this;
        }

        /**
         * Sets the name in HELO or EHLO.
         *
         * @param value as the client gave it
         * @return this builder
         */
        public Builder helo(String value) {
            helo = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets the reverse-path.
         *
         * @param value as the client gave it, without angle brackets; empty for the null reverse-path
         * @return this builder
         */
        public Builder mailFrom(String value) {
            mailFrom = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Makes the session.
         *
         * @return an immutable session
         * @throws IllegalStateException when no client address was set, and it was not said to be unknown
         */
        public SmtpSession build() {
            InetAddress address = clientIp;
            if (address == null) {
                throw new IllegalStateException("a client address is required");
            }
            return new SmtpSession(address, helo, mailFrom);
        }
    }
}
