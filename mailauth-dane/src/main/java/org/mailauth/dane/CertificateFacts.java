package org.mailauth.dane;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The octets of a certificate that TLSA records speak of. A certificate that cannot be encoded or read has none, and so
 * matches nothing.
 */
final class CertificateFacts {
    private final X509Certificate certificate;
    private final Optional<byte[]> encoded;
    private final Optional<byte[]> spki;

    private CertificateFacts(X509Certificate certificate, Optional<byte[]> encoded, Optional<byte[]> spki) {
        this.certificate = certificate;
        this.encoded = encoded;
        this.spki = spki;
    }

    static CertificateFacts of(X509Certificate certificate) {
        try {
            // RFC 6698 §2.1.2: the octets as sent. A key taken out and encoded anew may come back with other octets.
            return new CertificateFacts(
                    certificate,
                    Optional.of(certificate.getEncoded()),
                    Der.subjectPublicKeyInfo(certificate.getTBSCertificate()));
        } catch (CertificateException | RuntimeException unreadable) {
            // Providers throw unchecked exceptions, too, at certificates that nobody honest makes.
            return new CertificateFacts(certificate, Optional.empty(), Optional.empty());
        }
    }

    /** A certificate from a record; empty when the octets are none, or more than one. */
    static Optional<X509Certificate> read(byte[] octets) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            X509Certificate read = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(octets));
            return Arrays.equals(read.getEncoded(), octets) ? Optional.of(read) : Optional.empty();
        } catch (CertificateException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    /** A key from a record; empty when the octets are none, or nobody here knows its algorithm. */
    static Optional<PublicKey> readKey(byte[] octets) {
        Optional<String> algorithm = Der.algorithm(octets);
        if (algorithm.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    KeyFactory.getInstance(name(algorithm.get())).generatePublic(new X509EncodedKeySpec(octets)));
        } catch (GeneralSecurityException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    /** The JCA's name of a key algorithm; key factories are not all to be had by object identifier. */
    private static String name(String identifier) {
        return switch (identifier) {
            case "1.2.840.113549.1.1.1" -> "RSA";
            case "1.2.840.113549.1.1.10" -> "RSASSA-PSS";
            case "1.2.840.10045.2.1" -> "EC";
            case "1.3.101.112", "1.3.101.113" -> "EdDSA";
            default -> identifier;
        };
    }

    X509Certificate certificate() {
        return certificate;
    }

    boolean isReadable() {
        return encoded.isPresent() && spki.isPresent();
    }

    Optional<byte[]> octets(TlsaSelector selector) {
        return selector == TlsaSelector.CERT ? encoded : spki;
    }

    Optional<byte[]> spki() {
        return spki;
    }

    /** A name for the certificate that depends on nothing but its octets. */
    String fingerprint() {
        return encoded.map(octets -> HexFormat.of().formatHex(Digests.of(TlsaMatchingType.SHA_256, octets)))
                .orElse("");
    }

    /** Whether a key signed the certificate. */
    boolean isSignedBy(PublicKey key) {
        try {
            certificate.verify(key);
            return true;
        } catch (GeneralSecurityException | RuntimeException no) {
            return false;
        }
    }

    /** Whether another certificate's name and key issued this one. */
    boolean isIssuedBy(CertificateFacts issuer) {
        try {
            return certificate.getIssuerX500Principal().equals(issuer.certificate.getSubjectX500Principal())
                    && isSignedBy(issuer.certificate.getPublicKey());
        } catch (RuntimeException unreadable) {
            return false;
        }
    }
}
