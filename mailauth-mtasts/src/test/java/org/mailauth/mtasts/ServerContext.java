package org.mailauth.mtasts;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Arrays;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.mailauth.conformance.certificates.TestCertificate;
import org.mailauth.conformance.certificates.TestCertificateBuilder;

/** TLS for a server that shows a chain of certificates. */
final class ServerContext {
    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";

    private ServerContext() {}

    /** A server's certificate that names nobody yet. */
    static TestCertificateBuilder certificate(TestCertificate issuer) {
        return TestCertificate.named("CN=server").purpose(SERVER_AUTHENTICATION).issuedBy(issuer);
    }

    /**
     * A context.
     *
     * @param chain the server's certificate first
     * @return what a server socket needs
     */
    static SSLContext of(TestCertificate... chain) {
        char[] password = {'x'};
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "server",
                    chain[0].keys().getPrivate(),
                    password,
                    Arrays.stream(chain).map(TestCertificate::certificate).toArray(Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
