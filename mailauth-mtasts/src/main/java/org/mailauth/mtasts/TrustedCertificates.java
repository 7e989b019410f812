package org.mailauth.mtasts;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Where chains of certificates may end. */
final class TrustedCertificates {
    private TrustedCertificates() {}

    /**
     * Anchors of one's own.
     *
     * @param certificates of authorities, or of servers themselves; at least one
     * @return each of them
     */
    static Set<TrustAnchor> of(Collection<X509Certificate> certificates) {
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("certificates must not be empty");
        }
        return certificates.stream()
                .map(certificate -> new TrustAnchor(certificate, null))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The authorities that the JDK trusts.
     *
     * @return at least one
     * @throws IllegalStateException when the JDK's trust store cannot be read or is empty
     */
    static Set<TrustAnchor> ofTheJdk() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init((KeyStore) null);
            List<X509Certificate> trusted = Arrays.stream(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
                    .toList();
            if (trusted.isEmpty()) {
                throw new IllegalStateException("the JDK trusts no certificates");
            }
            return of(trusted);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK's trust store cannot be read", e);
        }
    }
}
