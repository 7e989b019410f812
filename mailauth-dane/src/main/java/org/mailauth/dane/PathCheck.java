package org.mailauth.dane;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailauth.DomainName;

/** Decides whether a path to a trust anchor holds (RFC 5280 §6.1) and whether it is the server's (RFC 7672 §3.2). */
final class PathCheck {
    // RFC 5280 §4.2.1.12
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String ANY_PURPOSE = "2.5.29.37.0";

    private final List<DomainName> referenceIdentifiers;
    private final Instant now;

    PathCheck(List<DomainName> referenceIdentifiers, Instant now) {
        this.referenceIdentifiers = referenceIdentifiers;
        this.now = now;
    }

    DaneResult check(AnchoredPath path) {
        X509Certificate leaf = path.certificates().get(0);
        try {
            Optional<DaneResult> refused = checkAnchor(path);
            if (refused.isPresent()) {
                return refused.get();
            }
            validate(path);
            if (!isForServers(leaf)) {
                return DaneResult.of(
                        DaneReason.UNTRUSTED_CHAIN,
                        path.record(),
                        "the certificate is not for servers (extended key usage)");
            }
        } catch (CertPathValidatorException e) {
            return DaneResult.of(reason(e), path.record(), words(e));
        } catch (GeneralSecurityException | RuntimeException e) {
            // What a provider cannot make sense of has not been shown to hold.
            return DaneResult.of(DaneReason.UNTRUSTED_CHAIN, path.record(), words(e));
        }
        return NameCheck.match(leaf, referenceIdentifiers)
                .map(name ->
                        new DaneResult(DaneReason.DANE_TA_MATCH, Optional.of(path.record()), Optional.of(name), ""))
                .orElseGet(() -> DaneResult.of(
                        DaneReason.NAME_MISMATCH,
                        path.record(),
                        "it names " + names(leaf) + " and not " + referenceIdentifiers));
    }

    /**
     * RFC 5280 §6.1.1 leaves it to the client what else a trust anchor must be. A certificate that the server sends must be
     * an authority's and within its dates, as wherever certificates are sent as anchors of DANE.
     */
    private Optional<DaneResult> checkAnchor(AnchoredPath path) {
        if (path.anchorCertificate().isEmpty()) {
            return Optional.empty();
        }
        X509Certificate anchor = path.anchorCertificate().get();
        if (now.isAfter(anchor.getNotAfter().toInstant())) {
            return Optional.of(
                    DaneResult.of(DaneReason.EXPIRED, path.record(), "the trust anchor's own certificate has expired"));
        }
        if (now.isBefore(anchor.getNotBefore().toInstant())) {
            return Optional.of(DaneResult.of(
                    DaneReason.NOT_YET_VALID, path.record(), "the trust anchor's own certificate is not valid yet"));
        }
        // Certificates of version 1 and 2 cannot say whether they are an authority's.
        if (anchor.getVersion() >= 3 && anchor.getBasicConstraints() < 0) {
            return Optional.of(DaneResult.of(
                    DaneReason.UNTRUSTED_CHAIN, path.record(), "the trust anchor's certificate is no authority's"));
        }
        return Optional.empty();
    }

    private void validate(AnchoredPath path) throws GeneralSecurityException {
        PKIXParameters parameters = new PKIXParameters(Set.of(path.anchor()));
        // RFC 7672 has no revocation: to withdraw a certificate, the domain withdraws its TLSA record.
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(now));
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(path.certificates()), parameters);
    }

    private static boolean isForServers(X509Certificate leaf) throws CertificateException {
        List<String> purposes = leaf.getExtendedKeyUsage();
        return purposes == null || purposes.contains(SERVER_AUTH) || purposes.contains(ANY_PURPOSE);
    }

    private static DaneReason reason(CertPathValidatorException e) {
        if (e.getReason() == BasicReason.EXPIRED) {
            return DaneReason.EXPIRED;
        }
        return e.getReason() == BasicReason.NOT_YET_VALID ? DaneReason.NOT_YET_VALID : DaneReason.UNTRUSTED_CHAIN;
    }

    private static String words(Exception e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private static String names(X509Certificate leaf) {
        List<String> names = NameCheck.presented(leaf);
        int most = Math.min(names.size(), 3);
        return names.isEmpty()
                ? "nobody"
                : String.join(", ", names.subList(0, most)) + (most < names.size() ? ", …" : "");
    }
}
