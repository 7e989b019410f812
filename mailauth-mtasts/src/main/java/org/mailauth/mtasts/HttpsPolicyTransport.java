package org.mailauth.mtasts;

import java.io.IOException;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.mailauth.internal.text.Visible;

/**
 * Gets policy files over HTTPS, with one new connection for each (RFC 8461 §3.3).
 *
 * <p><b>Connection.</b> Addresses of the request are tried in their order until one takes a connection; one that is
 * silent gets an equal share of the time left. What then fails on that connection is the answer, and the other
 * addresses are not tried. No name is resolved, and no proxy is used, whatever the system properties say.
 *
 * <p><b>TLS</b> 1.2 or 1.3 with the policy host as SNI. The chain must be valid for a TLS server by the JDK's rules, end
 * at a trust anchor and be valid at the time of the clock; a DNS-ID in the subjectAltName must be the policy host, or
 * its wildcard for the whole leftmost label. A common name counts for nothing. Revocation (OCSP, CRL) is not checked.
 * No session is resumed.
 *
 * <p><b>HTTP/1.1</b>, one GET. No redirect is followed; no cache, no cookies and no credentials exist. A content coding
 * is not asked for, and a response that has one is refused. Field lines have at most 8192 octets, a header at most 99
 * fields, a response at most eight interim responses before it; all that the server sends has at most 256 KiB more than
 * the body may have. A body must be whole: as long as Content-Length says, with its last chunk, or ended by TLS.
 *
 * <p><b>Time.</b> The deadline of the request holds for the whole call: for connecting, the handshake, each octet read
 * and each octet written. An interrupt ends a wait at once; the interrupt status stays set. On a virtual thread a wait
 * may hold the carrier thread.
 *
 * <p>Immutable and safe for concurrent use. It keeps no threads and no connections, so there is nothing to close.
 */
public final class HttpsPolicyTransport implements PolicyTransport {
    /** For handshake, header, chunk sizes and TLS records: what a server sends beside the body. */
    private static final long BESIDE_THE_BODY = 256 * 1024;

    private static final int MAX_DETAIL = 300;

    private final Set<TrustAnchor> anchors;
    private final Clock clock;

    private HttpsPolicyTransport(Set<TrustAnchor> anchors, Clock clock) {
        this.anchors = anchors;
        this.clock = clock;
    }

    /**
     * A transport that trusts the authorities that the JDK trusts, by the clock of the system.
     *
     * @return a new transport
     * @throws IllegalStateException when the JDK's trust store cannot be read or is empty
     */
    public static HttpsPolicyTransport system() {
        return builder().build();
    }

    /**
     * Starts a transport of one's own settings.
     *
     * @return a builder with the defaults of {@link #system()}
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public PolicyResponse get(PolicyRequest request) {
        Objects.requireNonNull(request, "request");
        try (Wire wire = Wire.connect(request, request.maxOctets() + BESIDE_THE_BODY)) {
            return get(request, wire);
        } catch (FetchFailedException e) {
            return failed(e);
        } catch (RuntimeException e) {
            // A provider or library that a server has brought to fall: no policy, and no harm to the caller.
            return new PolicyResponse.Failed(PolicyFetchFailure.TRANSPORT, shown(e.toString()));
        }
    }

    private PolicyResponse get(PolicyRequest request, Wire wire) throws FetchFailedException {
        SSLSocket tls = PolicyTls.over(wire, request.policyHost(), anchors, clock.instant());
        try {
            return HttpExchange.run(
                    tls.getInputStream(),
                    tls.getOutputStream(),
                    request.policyHost(),
                    request.port(),
                    request.maxOctets());
        } catch (IOException e) {
            // What happened beneath is the reason for what TLS and HTTP made of it.
            throw wire.failure().orElseGet(() -> failure(e));
        }
    }

    private static FetchFailedException failure(IOException e) {
        if (e instanceof FetchFailedException failed) {
            return failed;
        }
        boolean tls = e instanceof SSLException;
        return new FetchFailedException(tls ? PolicyFetchFailure.TLS : PolicyFetchFailure.PROTOCOL, e.toString(), e);
    }

    private static PolicyResponse.Failed failed(FetchFailedException e) {
        return new PolicyResponse.Failed(e.failure(), shown(e.getMessage()));
    }

    /** What libraries say may quote a whole line of the server. */
    private static String shown(@Nullable String detail) {
        String text = detail == null ? "" : detail;
        return Visible.of(text.length() <= MAX_DETAIL ? text : text.substring(0, MAX_DETAIL) + "...");
    }

    /** Settings of a transport. For one thread. */
    public static final class Builder {
        private @Nullable Set<TrustAnchor> anchors;
        private Clock clock = Clock.systemUTC();

        private Builder() {}

        /**
         * Trusts these certificates instead of those that the JDK trusts.
         *
         * @param certificates of authorities, or of policy hosts themselves; at least one
         * @return this builder
         */
        public Builder trustedCertificates(Collection<X509Certificate> certificates) {
            anchors = TrustedCertificates.of(certificates);
            return this;
        }

        /**
         * Takes the time at which certificates must be valid from a clock.
         *
         * @param clock tells the time; the system's unless set
         * @return this builder
         */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Builds the transport.
         *
         * @return the transport
         * @throws IllegalStateException when the JDK's trust store is needed and cannot be read or is empty
         */
        public HttpsPolicyTransport build() {
            return new HttpsPolicyTransport(anchors == null ? TrustedCertificates.ofTheJdk() : anchors, clock);
        }
    }
}
