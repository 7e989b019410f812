package org.mailauth.transport;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.mailauth.internal.tls.ServerTrustManager;

/** Lets a handshake with one host of a plan go on when the verdict permits it. */
final class PlanTrustManager extends ServerTrustManager {
    private final OutboundTlsPlanner planner;
    private final PlannedHost host;

    PlanTrustManager(OutboundTlsPlanner planner, PlannedHost host) {
        this.planner = planner;
        this.host = host;
    }

    @Override
    protected void check(X509Certificate[] chain) throws CertificateException {
        TlsVerdict verdict = planner.judge(host, List.of(chain));
        if (!verdict.permitsDelivery()) {
            throw new UntrustedServerException(verdict);
        }
    }
}
