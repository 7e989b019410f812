package org.mailauth.transport;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Lets a handshake with one host of a plan go on when the verdict permits it. JSSE leaves every check to an extended manager. */
final class PlanTrustManager extends X509ExtendedTrustManager {
    private final OutboundTlsPlanner planner;
    private final PlannedHost host;

    PlanTrustManager(OutboundTlsPlanner planner, PlannedHost host) {
        this.planner = planner;
        this.host = host;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        TlsVerdict verdict = planner.judge(host, List.of(chain));
        if (!verdict.permitsDelivery()) {
            throw new UntrustedServerException(verdict);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("a plan is about servers");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("a plan is about servers");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("a plan is about servers");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
