package org.mailauth.dane;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Lets a handshake go on when DANE does. No names are checked but those of RFC 7672: JSSE leaves all to an extended trust manager. */
final class DaneTrustManager extends X509ExtendedTrustManager {
    private final DaneVerifier verifier;
    private final TlsaLookup lookup;

    DaneTrustManager(DaneVerifier verifier, TlsaLookup lookup) {
        this.verifier = verifier;
        this.lookup = lookup;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        DaneResult result = verifier.verify(lookup, List.of(chain));
        if (!result.permitsDelivery()) {
            throw new DaneCertificateException(result);
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

    private static CertificateException noClients() {
        return new CertificateException("DANE for SMTP authenticates servers, not clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw noClients();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw noClients();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw noClients();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
