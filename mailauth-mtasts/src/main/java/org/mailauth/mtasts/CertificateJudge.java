package org.mailauth.mtasts;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.internal.tls.DnsId;

/**
 * Judges the certificate of one policy host or MX host, on behalf of a TLS client: chain and time by PKIX, as the JDK does it for
 * servers, then the name. Revocation is not looked at. It remembers why it refused, since TLS tells only that it did.
 *
 * <p>For one handshake and one thread.
 */
final class CertificateJudge extends X509ExtendedTrustManager {
    /** Chains of causes are short; no provider of ours nests them deeper. */
    private static final int MAX_CAUSES = 10;

    private final DomainName policyHost;
    private final X509ExtendedTrustManager pkix;
    private @Nullable X509Certificate accepted;
    private @Nullable FetchFailedException refused;

    private CertificateJudge(DomainName policyHost, X509ExtendedTrustManager pkix) {
        this.policyHost = policyHost;
        this.pkix = pkix;
    }

    /**
     * A judge.
     *
     * @param policyHost whose certificate it is to be
     * @param anchors where chains may end
     * @param now the time at which certificates must be valid
     * @return the judge
     * @throws GeneralSecurityException when the JDK has no PKIX
     */
    static CertificateJudge of(DomainName policyHost, Set<TrustAnchor> anchors, Instant now)
            throws GeneralSecurityException {
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, null);
        parameters.setDate(Date.from(now));
        // No OCSP and no CRL: each would ask a further server, of the certificate's choice, outside of the deadline.
        parameters.setRevocationEnabled(false);
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        try {
            factory.init(new CertPathTrustManagerParameters(parameters));
        } catch (InvalidAlgorithmParameterException e) {
            throw new IllegalArgumentException("no usable trust anchors", e);
        }
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return new CertificateJudge(policyHost, extended);
            }
        }
        throw new NoSuchAlgorithmException("no trust manager for X.509");
    }

    /**
     * Why a certificate was refused.
     *
     * @return empty when none was
     */
    Optional<FetchFailedException> refusal() {
        return Optional.ofNullable(refused);
    }

    /**
     * Whether a certificate was judged and accepted, and none was refused.
     *
     * @return false also when no certificate was seen
     */
    boolean hasAccepted() {
        return accepted != null && refused == null;
    }

    /** The JDK's judgement of a chain, which depends on the connection, too. */
    private interface Pkix {
        void check() throws CertificateException;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        judge(chain[0], () -> pkix.checkServerTrusted(chain, authType, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        judge(chain[0], () -> pkix.checkServerTrusted(chain, authType, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        judge(chain[0], () -> pkix.checkServerTrusted(chain, authType));
    }

    private void judge(X509Certificate certificate, Pkix chain) throws CertificateException {
        try {
            chain.check();
        } catch (CertificateException e) {
            throw refuse(untrusted(certificate, e), e);
        }
        // RFC 8461 §3.3: a DNS-ID of the subjectAltName must match, the common name must not be used.
        List<String> names = DnsId.of(certificate).orElse(List.of());
        if (names.stream().anyMatch(name -> DnsId.matches(name, policyHost))) {
            accepted = certificate;
            return;
        }
        PolicyFetchFailure failure =
                names.isEmpty() ? PolicyFetchFailure.CERTIFICATE_WITHOUT_DNS_ID : PolicyFetchFailure.CERTIFICATE_NAME;
        throw refuse(failure, new CertificateException(failure.text()));
    }

    private CertificateException refuse(PolicyFetchFailure failure, CertificateException cause) {
        String detail = failure == PolicyFetchFailure.CERTIFICATE_UNTRUSTED && cause.getMessage() != null
                ? cause.getMessage()
                : failure.text();
        refused = new FetchFailedException(failure, detail, cause);
        return cause;
    }

    private static PolicyFetchFailure untrusted(X509Certificate leaf, CertificateException refusal) {
        Throwable cause = refusal;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (cause instanceof CertificateExpiredException || isReason(cause, "EXPIRED")) {
                return PolicyFetchFailure.CERTIFICATE_EXPIRED;
            }
            if (cause instanceof CertificateNotYetValidException || isReason(cause, "NOT_YET_VALID")) {
                return PolicyFetchFailure.CERTIFICATE_NOT_YET_VALID;
            }
            cause = cause.getCause();
        }
        return isSelfSigned(leaf)
                ? PolicyFetchFailure.CERTIFICATE_SELF_SIGNED
                : PolicyFetchFailure.CERTIFICATE_UNTRUSTED;
    }

    private static boolean isReason(Throwable cause, String reason) {
        return cause instanceof CertPathValidatorException invalid
                && invalid.getReason() instanceof CertPathValidatorException.BasicReason basic
                && basic.name().equals(reason);
    }

    private static boolean isSelfSigned(X509Certificate certificate) {
        if (!certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(certificate.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            // signed by another key, or by one that is no key
            return false;
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("judges servers only");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("judges servers only");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("judges servers only");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return pkix.getAcceptedIssuers();
    }
}
