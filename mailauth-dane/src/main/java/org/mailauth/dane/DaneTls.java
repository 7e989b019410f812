package org.mailauth.dane;

import java.security.GeneralSecurityException;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.mailauth.internal.tls.ServerNames;

/**
 * Makes TLS connections that hold to what DANE demands of a server.
 *
 * <pre>{@code
 * SSLContext context = DaneTls.context(verifier, lookup);
 * SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
 * socket.setSSLParameters(DaneTls.parameters(socket.getSSLParameters(), lookup));
 * socket.startHandshake(); // fails unless DANE accepts the certificates
 * }</pre>
 *
 * <p>Stateless and thread-safe.
 */
public final class DaneTls {
    private DaneTls() {}

    /**
     * A trust manager that decides by {@link DaneVerifier#verify}: a handshake fails with a
     * {@link DaneCertificateException} where the verdict is {@link DaneVerdict#FAILED}.
     *
     * <p>Where DANE demands no authentication ({@link TlsaLookup.Encrypt}, {@link TlsaLookup.NotOffered}) it takes every
     * certificate: such connections are encrypted, but not with anybody in particular, and nothing else may be
     * concluded from them. For {@link TlsaLookup.Unreachable} it takes none.
     *
     * @param verifier decides
     * @param lookup what DANE demands of the server
     * @return a trust manager for this server only
     */
    public static X509ExtendedTrustManager trustManager(DaneVerifier verifier, TlsaLookup lookup) {
        return new DaneTrustManager(
                Objects.requireNonNull(verifier, "verifier"), Objects.requireNonNull(lookup, "lookup"));
    }

    /**
     * A context with {@link #trustManager} and no client certificate. Each call makes a new one, because a session of an
     * earlier handshake that is resumed shows no certificates to anybody.
     *
     * @param verifier decides
     * @param lookup what DANE demands of the server
     * @return a context for this server only
     * @throws IllegalStateException when the Java runtime has no TLS
     */
    public static SSLContext context(DaneVerifier verifier, TlsaLookup lookup) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trustManager(verifier, lookup)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no TLS", e);
        }
    }

    /**
     * Sets what a connection must send and must not check by itself: the TLSA base domain as SNI (RFC 7672 §8.1), and no
     * check of names by JSSE, which would refuse certificates that DANE-EE accepts.
     *
     * @param parameters those of the socket or engine; changed
     * @param lookup what DANE demands of the server
     * @return the same parameters
     */
    public static SSLParameters parameters(SSLParameters parameters, TlsaLookup lookup) {
        return ServerNames.sendOnly(parameters, lookup.serverName());
    }
}
