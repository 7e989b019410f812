package org.mailauth.dane;

import java.security.PublicKey;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * A way from the server's certificate to a trust anchor that a TLSA record names.
 *
 * @param certificates the server's first; the last one is issued by the anchor
 * @param anchor the anchor
 * @param anchorCertificate its certificate; empty for a bare key
 * @param record the DANE-TA record that names it
 */
record AnchoredPath(
        List<X509Certificate> certificates,
        TrustAnchor anchor,
        Optional<X509Certificate> anchorCertificate,
        TlsaRecord record) {

    static AnchoredPath to(X509Certificate anchor, List<X509Certificate> certificates, TlsaRecord record) {
        return new AnchoredPath(certificates, new TrustAnchor(anchor, null), Optional.of(anchor), record);
    }

    /** RFC 7671 §5.2.3: a bare key has no name, so it takes the name of whoever issued the last certificate. */
    static AnchoredPath to(PublicKey key, List<X509Certificate> certificates, TlsaRecord record) {
        X509Certificate last = certificates.get(certificates.size() - 1);
        return new AnchoredPath(
                certificates, new TrustAnchor(last.getIssuerX500Principal(), key, null), Optional.empty(), record);
    }
}
