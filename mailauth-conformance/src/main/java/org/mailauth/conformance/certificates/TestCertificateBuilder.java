package org.mailauth.conformance.certificates;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v1CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** Collects what a certificate made for a test holds. Not thread-safe. */
public final class TestCertificateBuilder {
    private final X500Principal subject;
    private final List<GeneralName> names = new ArrayList<>();
    private final List<KeyPurposeId> purposes = new ArrayList<>();
    private final List<Extension> extensions = new ArrayList<>();
    private KeyPair keys = TestCertificate.newKeys();
    private Instant notBefore = Instant.parse("2020-01-01T00:00:00Z");
    private Instant notAfter = Instant.parse("2040-01-01T00:00:00Z");
    private @Nullable BasicConstraints constraints;
    private @Nullable TestCertificate issuer;
    private @Nullable X500Principal issuerName;
    private boolean versionOne;

    TestCertificateBuilder(String subject) {
        this.subject = new X500Principal(subject);
    }

    /**
     * Adds DNS-IDs.
     *
     * @param hosts any ASCII text
     * @return this builder
     */
    public TestCertificateBuilder dnsNames(String... hosts) {
        for (String host : hosts) {
            names.add(new GeneralName(GeneralName.dNSName, host));
        }
        return this;
    }

    /**
     * Adds a name of another kind.
     *
     * @param address an e-mail address
     * @return this builder
     */
    public TestCertificateBuilder mailName(String address) {
        names.add(new GeneralName(GeneralName.rfc822Name, address));
        return this;
    }

    /**
     * Makes it an authority's.
     *
     * @return this builder
     */
    public TestCertificateBuilder authority() {
        constraints = new BasicConstraints(true);
        return this;
    }

    /**
     * Makes it an authority's that others may follow.
     *
     * @param pathLength how many
     * @return this builder
     */
    public TestCertificateBuilder authority(int pathLength) {
        constraints = new BasicConstraints(pathLength);
        return this;
    }

    /**
     * Restricts what it may be used for.
     *
     * @param identifier an object identifier in dotted form
     * @return this builder
     */
    public TestCertificateBuilder purpose(String identifier) {
        purposes.add(KeyPurposeId.getInstance(new ASN1ObjectIdentifier(identifier)));
        return this;
    }

    /**
     * Adds an extension of any octets.
     *
     * @param identifier an object identifier in dotted form
     * @param critical whether who does not know it must refuse the certificate
     * @param octets what it holds
     * @return this builder
     */
    public TestCertificateBuilder extension(String identifier, boolean critical, byte[] octets) {
        extensions.add(new Extension(new ASN1ObjectIdentifier(identifier), critical, new DEROctetString(octets)));
        return this;
    }

    /**
     * Makes it one of version 1, without extensions.
     *
     * @return this builder
     */
    public TestCertificateBuilder versionOne() {
        versionOne = true;
        return this;
    }

    /**
     * Sets when it is valid.
     *
     * @param from first moment, in ISO 8601
     * @param to last moment, in ISO 8601
     * @return this builder
     */
    public TestCertificateBuilder valid(String from, String to) {
        notBefore = Instant.parse(from);
        notAfter = Instant.parse(to);
        return this;
    }

    /**
     * Uses a key that is there already.
     *
     * @param existing the key pair
     * @return this builder
     */
    public TestCertificateBuilder keys(KeyPair existing) {
        keys = existing;
        return this;
    }

    /**
     * Names who signs it.
     *
     * @param authority whose name and key are used
     * @return this builder
     */
    public TestCertificateBuilder issuedBy(TestCertificate authority) {
        issuer = authority;
        return this;
    }

    /**
     * Claims another issuer's name than that of whoever signs.
     *
     * @param name a distinguished name
     * @return this builder
     */
    public TestCertificateBuilder issuerName(String name) {
        issuerName = new X500Principal(name);
        return this;
    }

    /**
     * Makes the certificate.
     *
     * @return the certificate with its keys
     */
    public TestCertificate make() {
        try {
            KeyPair signing = issuer == null ? keys : issuer.keys();
            ContentSigner signer = new JcaContentSignerBuilder("SHA256withECDSA").build(signing.getPrivate());
            X509CertificateHolder holder = versionOne ? first(signer) : third(signer);
            return new TestCertificate(new JcaX509CertificateConverter().getCertificate(holder), keys);
        } catch (OperatorCreationException | IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the certificate cannot be made", e);
        }
    }

    private X500Principal issuerName() {
        if (issuerName != null) {
            return issuerName;
        }
        return issuer == null ? subject : issuer.certificate().getSubjectX500Principal();
    }

    private static BigInteger serial() {
        return new BigInteger(120, new SecureRandom()).add(BigInteger.ONE);
    }

    private X509CertificateHolder first(ContentSigner signer) {
        return new JcaX509v1CertificateBuilder(
                        issuerName(), serial(), Date.from(notBefore), Date.from(notAfter), subject, keys.getPublic())
                .build(signer);
    }

    private X509CertificateHolder third(ContentSigner signer) throws IOException {
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuerName(), serial(), Date.from(notBefore), Date.from(notAfter), subject, keys.getPublic());
        if (constraints != null) {
            builder.addExtension(Extension.basicConstraints, true, constraints);
        }
        if (!names.isEmpty()) {
            builder.addExtension(
                    Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(new GeneralName[0])));
        }
        if (!purposes.isEmpty()) {
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes.toArray(new KeyPurposeId[0])));
        }
        for (Extension extension : extensions) {
            builder.addExtension(extension);
        }
        return builder.build(signer);
    }
}
