package org.mailauth.conformance.certificates;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/**
 * A certificate and its private key, made for a test.
 *
 * @param certificate the certificate
 * @param keys its key pair
 */
public record TestCertificate(X509Certificate certificate, KeyPair keys) {
    private static final int PEM_LINE = 64;

    /**
     * Starts a certificate that signs itself, unless told otherwise.
     *
     * @param subject its distinguished name, such as {@code CN=Test CA}
     * @return a builder with a new key, valid from 2020 to 2040
     */
    public static TestCertificateBuilder named(String subject) {
        return new TestCertificateBuilder(subject);
    }

    /**
     * Starts an authority that signs itself.
     *
     * @param subject its distinguished name
     * @return a builder
     */
    public static TestCertificateBuilder authority(String subject) {
        return named(subject).authority();
    }

    /**
     * Starts a server's certificate.
     *
     * @param host its one DNS-ID
     * @return a builder
     */
    public static TestCertificateBuilder server(String host) {
        return named("CN=" + host).dnsNames(host).purpose("1.3.6.1.5.5.7.3.1");
    }

    /**
     * A new key on the curve P-256.
     *
     * @return a key pair
     */
    public static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no P-256", e);
        }
    }

    /**
     * The public key.
     *
     * @return that of the certificate
     */
    public PublicKey publicKey() {
        return keys.getPublic();
    }

    /**
     * The octets.
     *
     * @return the certificate in DER
     */
    public byte[] encoded() {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate made here can be encoded", e);
        }
    }

    /**
     * The certificate as text.
     *
     * @return PEM (RFC 7468 §5)
     */
    public String certificatePem() {
        return pem("CERTIFICATE", encoded());
    }

    /**
     * The private key as text.
     *
     * @return PEM (RFC 7468 §10), not encrypted
     */
    public String keyPem() {
        return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    private static String pem(String label, byte[] octets) {
        String body = Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'}).encodeToString(octets);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }
}
