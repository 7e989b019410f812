package org.mailauth.dane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.conformance.certificates.TestCertificate;
import org.mailauth.dns.DnssecStatus;

/** Handshakes in memory, through the trust manager. */
class DaneTlsTest {
    private static final TestCertificate ROOT =
            TestCertificate.authority("CN=Root").make();
    private static final TestCertificate SERVER =
            TestCertificate.server("mx.example.com").issuedBy(ROOT).make();
    private static final TestCertificate EXPIRED_ELSEWHERE = TestCertificate.server("elsewhere.example")
            .valid("2021-01-01T00:00:00Z", "2022-01-01T00:00:00Z")
            .make();

    private static SSLEngine server(TestCertificate leaf, TestCertificate... issuers) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        Certificate[] chain = new Certificate[issuers.length + 1];
        chain[0] = leaf.certificate();
        for (int i = 0; i < issuers.length; i++) {
            chain[i + 1] = issuers[i].certificate();
        }
        store.setKeyEntry("server", leaf.keys().getPrivate(), new char[0], chain);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        return engine;
    }

    private static SSLEngine client(TlsaLookup lookup, String protocol) {
        SSLEngine engine = DaneTls.context(Sample.verifier(), lookup).createSSLEngine();
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(new String[] {protocol});
        // even where somebody asked for the check of HTTPS
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(DaneTls.parameters(parameters, lookup));
        return engine;
    }

    private static void shake(SSLEngine client, SSLEngine server) throws SSLException {
        ByteBuffer toServer = ByteBuffer.allocate(1 << 16);
        ByteBuffer toClient = ByteBuffer.allocate(1 << 16);
        for (int round = 0; round < 100; round++) {
            step(client, toClient, toServer);
            step(server, toServer, toClient);
            if (done(client) && done(server)) {
                return;
            }
        }
        throw new IllegalStateException("the handshake does not end");
    }

    private static boolean done(SSLEngine engine) {
        return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
                && engine.getSession().isValid()
                && !engine.getSession().getProtocol().equals("NONE");
    }

    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        ByteBuffer application = ByteBuffer.allocate(1 << 16);
        engine.wrap(ByteBuffer.allocate(0), out);
        runTasks(engine);
        in.flip();
        engine.unwrap(in, application);
        runTasks(engine);
        in.compact();
    }

    private static void runTasks(SSLEngine engine) {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void handshakeWithTheRightCertificateSucceeds(String protocol) throws Exception {
        for (TlsaRecord record : List.of(Sample.record(3, 1, 1, SERVER), Sample.record(2, 0, 1, ROOT))) {
            shake(client(Sample.demand(record), protocol), server(SERVER, ROOT));
        }
    }

    @Test
    void baseDomainIsSentAsServerName() throws Exception {
        SSLEngine server = server(SERVER, ROOT);
        shake(client(Sample.demand(Sample.record(3, 1, 1, SERVER)), "TLSv1.2"), server);
        assertThat(((ExtendedSSLSession) server.getSession()).getRequestedServerNames())
                .containsExactly(new SNIHostName("mx.example.com"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void daneEeTakesACertificateThatJsseWouldRefuse(String protocol) throws Exception {
        TlsaLookup lookup = Sample.demand(Sample.record(3, 1, 1, EXPIRED_ELSEWHERE));
        shake(client(lookup, protocol), server(EXPIRED_ELSEWHERE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void handshakeWithAnotherCertificateFailsWithTheVerdict(String protocol) {
        TlsaLookup lookup = Sample.demand(Sample.record(3, 1, 1, SERVER));
        assertThatThrownBy(() -> shake(client(lookup, protocol), server(EXPIRED_ELSEWHERE)))
                .isInstanceOf(SSLException.class)
                .cause()
                .isInstanceOfSatisfying(
                        DaneCertificateException.class,
                        refused -> assertThat(refused.result().reason()).isEqualTo(DaneReason.NO_MATCH));
    }

    @Test
    void withoutDemandAnyCertificateIsTakenAndWithoutLookupNone() throws Exception {
        TlsaLookup unusable = Sample.demand(Sample.record(1, 1, 1, SERVER));
        shake(client(unusable, "TLSv1.3"), server(EXPIRED_ELSEWHERE));
        TlsaLookup bogus = Sample.demand(Sample.viaMx(DnssecStatus.BOGUS), Sample.record(3, 1, 1, SERVER));
        assertThatThrownBy(() -> shake(client(bogus, "TLSv1.3"), server(SERVER)))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void clientsAreNotAuthenticated() throws GeneralSecurityException {
        var manager = DaneTls.trustManager(Sample.verifier(), Sample.demand(Sample.record(3, 1, 1, SERVER)));
        X509Certificate[] chain = {SERVER.certificate()};
        assertThatThrownBy(() -> manager.checkClientTrusted(chain, "EC")).isInstanceOf(CertificateException.class);
        assertThat(manager.getAcceptedIssuers()).isEmpty();
        manager.checkServerTrusted(chain, "EC");
    }
}
