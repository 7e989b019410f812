package org.mailauth.mtasts;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.mailauth.DomainName;

/**
 * Decides whether the certificates that a mail server shows are as an MTA-STS policy demands (RFC 8461 §4.2): the chain is
 * valid for a TLS server by the JDK's rules, ends at a trust anchor, has not expired, and a DNS-ID in the subjectAltName is
 * the MX host, or its wildcard for the whole leftmost label. A common name counts for nothing. Revocation is not looked at.
 *
 * <p>Whether the policy permits the host at all is another question: {@link MtaStsPolicy#permits}. That the server holds the
 * private key is the handshake's business. Immutable and thread-safe; whatever the certificates are leads to a result, never
 * to an exception.
 */
public final class MxCertificateVerifier {
    /** The JDK's word for a key exchange that is not known, which is asked no key usage. */
    private static final String ANY_KEY_EXCHANGE = "UNKNOWN";

    private final Set<TrustAnchor> anchors;
    private final Clock clock;

    private MxCertificateVerifier(Set<TrustAnchor> anchors, Clock clock) {
        this.anchors = anchors;
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * A verifier that trusts the authorities that the JDK trusts.
     *
     * @param clock the time at which certificates must be valid
     * @return a verifier to be shared
     * @throws IllegalStateException when the JDK's trust store cannot be read or is empty
     */
    public static MxCertificateVerifier system(Clock clock) {
        return new MxCertificateVerifier(TrustedCertificates.ofTheJdk(), clock);
    }

    /**
     * A verifier that trusts these certificates instead.
     *
     * @param certificates of authorities, or of mail servers themselves; at least one
     * @param clock the time at which certificates must be valid
     * @return a verifier to be shared
     */
    public static MxCertificateVerifier trusting(Collection<X509Certificate> certificates, Clock clock) {
        return new MxCertificateVerifier(TrustedCertificates.of(certificates), clock);
    }

    /**
     * Decides about the certificates of one connection.
     *
     * @param mxHost the exchange of the MX record, not what it is an alias of
     * @param chain what the server presented, its own certificate first; may be empty
     * @return the verdict
     */
    public MxCertificateResult verify(DomainName mxHost, List<X509Certificate> chain) {
        Objects.requireNonNull(mxHost, "mxHost");
        X509Certificate[] certificates = chain.toArray(X509Certificate[]::new);
        if (certificates.length == 0) {
            return new MxCertificateResult(MxCertificateResult.Reason.NO_CERTIFICATE, "");
        }
        try {
            return verify(CertificateJudge.of(mxHost, anchors, clock.instant()), certificates);
        } catch (GeneralSecurityException | RuntimeException unreadable) {
            // A provider that hostile certificates have brought to fall has trusted nobody.
            return new MxCertificateResult(MxCertificateResult.Reason.UNTRUSTED, unreadable.toString());
        }
    }

    private static MxCertificateResult verify(CertificateJudge judge, X509Certificate[] chain) {
        try {
            judge.checkServerTrusted(chain, ANY_KEY_EXCHANGE);
        } catch (CertificateException e) {
            FetchFailedException refusal = judge.refusal().orElse(null);
            PolicyFetchFailure failure = refusal == null ? PolicyFetchFailure.CERTIFICATE_UNTRUSTED : refusal.failure();
            String detail = refusal == null ? e.getMessage() : refusal.getMessage();
            return new MxCertificateResult(
                    reason(failure), detail == null || detail.equals(failure.text()) ? "" : detail);
        }
        return judge.hasAccepted()
                ? new MxCertificateResult(MxCertificateResult.Reason.VALID, "")
                : new MxCertificateResult(MxCertificateResult.Reason.UNTRUSTED, "");
    }

    private static MxCertificateResult.Reason reason(PolicyFetchFailure failure) {
        return switch (failure) {
            case CERTIFICATE_NAME -> MxCertificateResult.Reason.NAME;
            case CERTIFICATE_WITHOUT_DNS_ID -> MxCertificateResult.Reason.WITHOUT_DNS_ID;
            case CERTIFICATE_EXPIRED -> MxCertificateResult.Reason.EXPIRED;
            case CERTIFICATE_NOT_YET_VALID -> MxCertificateResult.Reason.NOT_YET_VALID;
            case CERTIFICATE_SELF_SIGNED -> MxCertificateResult.Reason.SELF_SIGNED;
            default -> MxCertificateResult.Reason.UNTRUSTED;
        };
    }
}
