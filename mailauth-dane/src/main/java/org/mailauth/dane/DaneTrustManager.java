package org.mailauth.dane;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.mailauth.internal.tls.ServerTrustManager;

/** Lets a handshake go on when DANE does. No names are checked but those of RFC 7672: JSSE leaves all to an extended trust manager. */
final class DaneTrustManager extends ServerTrustManager {
    private final DaneVerifier verifier;
    private final TlsaLookup lookup;

    DaneTrustManager(DaneVerifier verifier, TlsaLookup lookup) {
        this.verifier = verifier;
        this.lookup = lookup;
    }

    @Override
    protected void check(X509Certificate[] chain) throws CertificateException {
        DaneResult result = verifier.verify(lookup, List.of(chain));
        if (!result.permitsDelivery()) {
            throw new DaneCertificateException(result);
        }
    }
}
