package org.mailauth.mtasts;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.TrustAnchor;
import java.time.Instant;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.mailauth.DomainName;
import org.mailauth.internal.tls.ServerNames;

/** Sets up TLS with a policy host over a {@link Wire} (RFC 8461 §3.3, §7.1). */
final class PolicyTls {
    private static final String TLS_1_2 = "TLSv1.2";
    private static final String TLS_1_3 = "TLSv1.3";

    private PolicyTls() {}

    /**
     * Shakes hands. Nothing has been said over HTTP before the certificate was found good.
     *
     * @param wire a new connection
     * @param policyHost whom it must lead to
     * @param anchors where chains of certificates may end
     * @param now the time at which certificates must be valid
     * @return the connection, over which the policy host can be asked
     * @throws FetchFailedException when it does not lead there
     */
    static SSLSocket over(Wire wire, DomainName policyHost, Set<TrustAnchor> anchors, Instant now)
            throws FetchFailedException {
        try {
            CertificateJudge judge = CertificateJudge.of(policyHost, anchors, now);
            // A context for one call: no session is resumed, so every call sees and judges a certificate.
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {judge}, null);
            return handshake(wire, policyHost, judge, context);
        } catch (GeneralSecurityException e) {
            throw new FetchFailedException(PolicyFetchFailure.TLS, "this JVM cannot do TLS: " + said(e), e);
        }
    }

    private static SSLSocket handshake(Wire wire, DomainName policyHost, CertificateJudge judge, SSLContext context)
            throws FetchFailedException {
        try {
            SSLSocket socket = (SSLSocket) context.getSocketFactory()
                    .createSocket(new WireSocket(wire), policyHost.toString(), wire.port(), true);
            SSLParameters parameters = socket.getSSLParameters();
            // RFC 8461 §7.1: TLS 1.2 or later, and SNI with the name of the policy host.
            parameters.setProtocols(new String[] {TLS_1_3, TLS_1_2});
            socket.setSSLParameters(ServerNames.sendOnly(parameters, policyHost));
            socket.setUseClientMode(true);
            socket.startHandshake();
            if (!judge.hasAccepted()) {
                throw new FetchFailedException(PolicyFetchFailure.CERTIFICATE_UNTRUSTED, "there is no certificate");
            }
            return socket;
        } catch (IOException | RuntimeException e) {
            if (e instanceof FetchFailedException failed && wire.failure().isEmpty()) {
                throw failed;
            }
            throw why(wire, judge, e);
        }
    }

    private static FetchFailedException why(Wire wire, CertificateJudge judge, Exception thrown) {
        if (judge.refusal().isPresent()) {
            return judge.refusal().get();
        }
        FetchFailedException ended = wire.failure().orElse(null);
        if (ended != null && ended.failure() != PolicyFetchFailure.TRUNCATED) {
            return ended;
        }
        String detail = ended != null ? ended.getMessage() : said(thrown);
        return new FetchFailedException(PolicyFetchFailure.TLS, "in the handshake: " + detail, thrown);
    }

    private static String said(Exception thrown) {
        return thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
    }
}
