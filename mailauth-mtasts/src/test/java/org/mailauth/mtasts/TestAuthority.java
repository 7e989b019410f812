package org.mailauth.mtasts;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority that certifies servers as a test wants them. */
final class TestAuthority {
    static final Duration LIFE = Duration.ofDays(30);

    private final X500Name name;
    private final KeyPair keys;
    private final X509Certificate certificate;
    private final List<X509Certificate> above;

    private TestAuthority(X500Name name, KeyPair keys, X509Certificate certificate, List<X509Certificate> above) {
        this.name = name;
        this.keys = keys;
        this.certificate = certificate;
        this.above = above;
    }

    static TestAuthority root(String name) {
        X500Name subject = new X500Name("CN=" + name);
        KeyPair keys = keys();
        Instant now = Instant.now();
        X509Certificate certificate = sign(authority(subject, keys, subject, now.minus(LIFE), now.plus(LIFE)), keys);
        return new TestAuthority(subject, keys, certificate, List.of());
    }

    /** An authority below this one, valid for a time. */
    TestAuthority below(String name, Instant from, Instant to) {
        X500Name subject = new X500Name("CN=" + name);
        KeyPair theirs = keys();
        X509Certificate signed = sign(authority(subject, theirs, this.name, from, to), keys);
        List<X509Certificate> chain = new ArrayList<>(List.of(signed));
        chain.addAll(above);
        return new TestAuthority(subject, theirs, signed, chain);
    }

    X509Certificate certificate() {
        return certificate;
    }

    Server server() {
        return new Server();
    }

    /** What a server shows, by default valid now, for a TLS server, and signed by the authority. */
    final class Server {
        private final List<GeneralName> names = new ArrayList<>();
        private String commonName = "server";
        private Instant from = Instant.now().minus(LIFE);
        private Instant to = Instant.now().plus(LIFE);
        private KeyPurposeId purpose = KeyPurposeId.id_kp_serverAuth;
        private boolean selfSigned;
        private boolean withoutChain;

        Server dnsName(String dnsName) {
            names.add(new GeneralName(GeneralName.dNSName, dnsName));
            return this;
        }

        Server ipAddress(String address) {
            names.add(new GeneralName(GeneralName.iPAddress, address));
            return this;
        }

        Server commonName(String commonName) {
            this.commonName = commonName;
            return this;
        }

        Server valid(Instant from, Instant to) {
            this.from = from;
            this.to = to;
            return this;
        }

        Server forClients() {
            purpose = KeyPurposeId.id_kp_clientAuth;
            return this;
        }

        Server selfSigned() {
            selfSigned = true;
            return this;
        }

        Server withoutChain() {
            withoutChain = true;
            return this;
        }

        /** A TLS context that shows the certificate, and the chain to the authority without the root. */
        SSLContext context() {
            KeyPair own = keys();
            X500Name subject = new X500Name("CN=" + commonName);
            try {
                X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                        selfSigned ? subject : name,
                        serial(),
                        Date.from(from),
                        Date.from(to),
                        subject,
                        own.getPublic());
                builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
                if (!names.isEmpty()) {
                    builder.addExtension(
                            Extension.subjectAlternativeName,
                            false,
                            new GeneralNames(names.toArray(GeneralName[]::new)));
                }
                List<Certificate> chain = new ArrayList<>();
                chain.add(sign(builder, selfSigned ? own : keys));
                if (!selfSigned && !withoutChain) {
                    chain.addAll(above);
                }
                return TestAuthority.context(own, chain);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static SSLContext context(KeyPair own, List<Certificate> chain) {
        char[] password = {'x'};
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", own.getPrivate(), password, chain.toArray(Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509v3CertificateBuilder authority(
            X500Name subject, KeyPair keys, X500Name issuer, Instant from, Instant to) {
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer, serial(), Date.from(from), Date.from(to), subject, keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            return builder;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, KeyPair signer) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BigInteger serial() {
        return new BigInteger(64, new SecureRandom()).add(BigInteger.ONE);
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
