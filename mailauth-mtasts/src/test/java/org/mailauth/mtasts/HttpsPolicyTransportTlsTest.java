package org.mailauth.mtasts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.Deadline;
import org.mailauth.DomainName;
import org.mailauth.conformance.certificates.TestCertificate;
import org.mailauth.conformance.certificates.TestCertificateBuilder;

/** Which certificates hold, and what comes of a handshake that does not (RFC 8461 §3.3). */
class HttpsPolicyTransportTlsTest {
    private static final DomainName HOST = HttpsPolicyTransportTest.HOST;
    private static final String RESPONSE = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok";

    /** Sixteen pairs of random octets that are not. */
    private static final String ZEROS = "0000000000000000000000000000000000000000000000000000000000000000";

    private static TestCertificate root;
    private static HttpsPolicyTransport transport;

    @BeforeAll
    static void certify() {
        root = TestCertificate.authority("CN=root").make();
        transport = trusting(root).build();
    }

    private static HttpsPolicyTransport.Builder trusting(TestCertificate authority) {
        return HttpsPolicyTransport.builder().trustedCertificates(List.of(authority.certificate()));
    }

    private static PolicyRequest request(TestServer server, DomainName host, Duration limit) throws IOException {
        return new PolicyRequest(
                host, List.of(HttpsPolicyTransportTest.loopback(1)), server.port(), 65536, Deadline.after(limit));
    }

    /** A refused certificate is refused before anything is asked over HTTP. */
    private static PolicyResponse get(HttpsPolicyTransport transport, SSLContext context) throws IOException {
        try (TestServer server = TestServer.answering(context, RESPONSE)) {
            PolicyResponse response = transport.get(request(server, HOST, Duration.ofMinutes(1)));
            assertThat(server.requests()).hasSize(response instanceof PolicyResponse.Received ? 1 : 0);
            return response;
        }
    }

    private static TestCertificateBuilder server() {
        return ServerContext.certificate(root);
    }

    private static TestCertificateBuilder namedServer() {
        return server().dnsNames(HOST.toString());
    }

    private static void assertHolds(TestCertificate... chain) throws IOException {
        assertThat(get(transport, ServerContext.of(chain))).isInstanceOf(PolicyResponse.Received.class);
    }

    private static void assertRefused(PolicyFetchFailure failure, TestCertificate... chain) throws IOException {
        assertThat(failure.kind()).isEqualTo(PolicyFetchFailure.Kind.CERTIFICATE);
        HttpsPolicyTransportTest.assertFailed(get(transport, ServerContext.of(chain)), failure);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mta-sts.example.com", "MTA-STS.Example.COM", "*.example.com"})
    void nameOfThePolicyHostHolds(String name) throws IOException {
        assertHolds(server().dnsNames("www.example.net", name).make());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "www.example.com",
                "mta-sts.example.org",
                "mta-sts.example.com.example.org",
                "a.mta-sts.example.com",
                "xmta-sts.example.com",
                "*",
                "*.com",
                "*.mta-sts.example.com",
                "*.*.com",
                "mta-*.example.com",
                "*-sts.example.com",
                "mta-sts.*.com",
                "mta-sts.example.*",
                "mta-sts.example.com\0.example.org",
            })
    void nameOfAnotherHostIsAWrongName(String name) throws IOException {
        assertRefused(
                PolicyFetchFailure.CERTIFICATE_NAME,
                TestCertificate.named("CN=" + HOST)
                        .dnsNames(name)
                        .issuedBy(root)
                        .make());
    }

    @Test
    void commonNameCountsForNothing() throws IOException {
        assertRefused(
                PolicyFetchFailure.CERTIFICATE_WITHOUT_DNS_ID,
                TestCertificate.named("CN=" + HOST).issuedBy(root).make());
        assertRefused(
                PolicyFetchFailure.CERTIFICATE_WITHOUT_DNS_ID,
                TestCertificate.named("CN=" + HOST)
                        .mailName("postmaster@example.com")
                        .issuedBy(root)
                        .make());
    }

    /** Java's own server refuses such a name, so the first record of the client is looked at. */
    @Test
    void underscoreInThePolicyDomainIsSentAsServerName() throws Exception {
        DomainName host = DomainName.of("mta-sts.a_b.example.com");
        CompletableFuture<String> hello = new CompletableFuture<>();
        try (TestServer server = TestServer.ofTcp((plain, self) -> {
            DataInputStream in = new DataInputStream(plain.getInputStream());
            in.skipNBytes(3);
            hello.complete(new String(in.readNBytes(in.readUnsignedShort()), StandardCharsets.ISO_8859_1));
        })) {
            HttpsPolicyTransportTest.assertFailed(
                    transport.get(request(server, host, Duration.ofMinutes(1))), PolicyFetchFailure.TLS);
            assertThat(hello.get()).contains(host.toString());
        }
    }

    @Test
    void expiredCertificateIsExpired() throws IOException {
        assertRefused(
                PolicyFetchFailure.CERTIFICATE_EXPIRED,
                namedServer()
                        .valid("2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z")
                        .make());
    }

    @Test
    void certificateOfTheFutureIsNotYetValid() throws IOException {
        assertRefused(
                PolicyFetchFailure.CERTIFICATE_NOT_YET_VALID,
                namedServer()
                        .valid("2099-01-01T00:00:00Z", "2100-01-01T00:00:00Z")
                        .make());
    }

    @Test
    void certificateOfAnotherAuthorityIsUntrusted() throws IOException {
        for (String name : List.of("CN=other", "CN=root")) {
            TestCertificate other = TestCertificate.authority(name).make();
            assertRefused(
                    PolicyFetchFailure.CERTIFICATE_UNTRUSTED,
                    namedServer().issuedBy(other).make());
        }
    }

    @Test
    void certificateSignedByItselfIsSelfSigned() throws IOException {
        assertRefused(
                PolicyFetchFailure.CERTIFICATE_SELF_SIGNED,
                TestCertificate.server(HOST.toString()).make());
    }

    @Test
    void certificateSignedByItselfHoldsWhereItIsTrusted() throws IOException {
        TestCertificate own = TestCertificate.server(HOST.toString()).make();
        assertThat(get(trusting(own).build(), ServerContext.of(own))).isInstanceOf(PolicyResponse.Received.class);
        TestCertificate another = TestCertificate.server("mta-sts.example.org").make();
        HttpsPolicyTransportTest.assertFailed(
                get(trusting(another).build(), ServerContext.of(another)), PolicyFetchFailure.CERTIFICATE_NAME);
    }

    @Test
    void certificateForClientsIsUntrusted() throws IOException {
        assertRefused(
                PolicyFetchFailure.CERTIFICATE_UNTRUSTED,
                TestCertificate.named("CN=client")
                        .dnsNames(HOST.toString())
                        .purpose("1.3.6.1.5.5.7.3.2")
                        .issuedBy(root)
                        .make());
    }

    @Test
    void chainMustBeWholeAndValid() throws IOException {
        TestCertificate below =
                TestCertificate.authority("CN=below").issuedBy(root).make();
        TestCertificate server = namedServer().issuedBy(below).make();
        assertHolds(server, below);
        assertRefused(PolicyFetchFailure.CERTIFICATE_UNTRUSTED, server);
        TestCertificate late = TestCertificate.authority("CN=late")
                .valid("2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z")
                .issuedBy(root)
                .make();
        assertRefused(
                PolicyFetchFailure.CERTIFICATE_EXPIRED,
                namedServer().issuedBy(late).make(),
                late);
    }

    /** RFC 5280 §6.1.4: who may not sign certificates cannot stand between. */
    @Test
    void serverIsNoAuthority() throws IOException {
        TestCertificate server = namedServer().make();
        assertRefused(
                PolicyFetchFailure.CERTIFICATE_UNTRUSTED,
                namedServer().issuedBy(server).make(),
                server);
    }

    @Test
    void authorityThatTheJdkKnowsNotIsUntrusted() throws IOException {
        assertThat(get(
                        HttpsPolicyTransport.system(),
                        ServerContext.of(namedServer().make())))
                .isInstanceOfSatisfying(
                        PolicyResponse.Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(PolicyFetchFailure.CERTIFICATE_UNTRUSTED));
    }

    /** Also shows that no session is resumed: a resumed one would pass. */
    @Test
    void timeIsThatOfTheClockInEveryCall() throws IOException {
        SSLContext context = ServerContext.of(namedServer().make());
        try (TestServer server = TestServer.answering(context, RESPONSE)) {
            SettableClock clock = new SettableClock();
            HttpsPolicyTransport ours = trusting(root).clock(clock).build();
            PolicyRequest request = request(server, HOST, Duration.ofMinutes(1));
            assertThat(ours.get(request)).isInstanceOf(PolicyResponse.Received.class);
            clock.now = Instant.parse("2041-01-01T00:00:00Z");
            HttpsPolicyTransportTest.assertFailed(ours.get(request), PolicyFetchFailure.CERTIFICATE_EXPIRED);
        }
    }

    @Test
    void plainHttpIsATlsFailure() throws IOException {
        try (TestServer server = TestServer.ofTcp((plain, self) -> TestServer.send(plain, RESPONSE))) {
            HttpsPolicyTransportTest.assertFailed(
                    transport.get(request(server, HOST, Duration.ofMinutes(1))), PolicyFetchFailure.TLS);
        }
    }

    /** What a server says that knows nothing newer than TLS 1.1, in an alert or in its hello. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1503010002" + "0246",
                "1503030002" + "0228",
                "160302002C" + "02000028" + "0302" + ZEROS + "00" + "C013" + "00" + "0000",
            })
    void oldTlsIsATlsFailure(String records) throws IOException {
        try (TestServer server = TestServer.ofTcp((plain, self) -> {
            plain.getInputStream().read();
            plain.getOutputStream().write(HexFormat.of().parseHex(records));
            self.waitForEnd();
        })) {
            HttpsPolicyTransportTest.assertFailed(
                    transport.get(request(server, HOST, Duration.ofMinutes(1))), PolicyFetchFailure.TLS);
        }
    }

    @Test
    void connectionClosedInTheHandshakeIsATlsFailure() throws IOException {
        try (TestServer server =
                TestServer.ofTcp((plain, self) -> plain.getInputStream().read())) {
            HttpsPolicyTransportTest.assertFailed(
                    transport.get(request(server, HOST, Duration.ofMinutes(1))), PolicyFetchFailure.TLS);
        }
    }

    @Test
    void silentHandshakeIsEndedByTheDeadline() throws IOException {
        assertLate((plain, self) -> self.waitForEnd());
    }

    /** Each octet of a TLS record comes in time for a timeout of its own. */
    @Test
    void slowHandshakeIsEndedByTheDeadline() throws IOException {
        assertLate((plain, self) -> {
            plain.getOutputStream().write(new byte[] {0x16, 3, 3, 0x40, 0});
            while (self.pause()) {
                plain.getOutputStream().write(2);
            }
        });
    }

    /** Records that bring nothing, as fast as they can be sent. */
    @Test
    void endlessHandshakeIsEnded() throws IOException {
        try (TestServer server = TestServer.ofTcp(HttpsPolicyTransportTlsTest::sendEmptyRecords)) {
            assertThat(transport.get(request(server, HOST, Duration.ofMinutes(1))))
                    .isInstanceOfSatisfying(
                            PolicyResponse.Failed.class,
                            failed -> assertThat(failed.failure())
                                    .isIn(PolicyFetchFailure.TLS, PolicyFetchFailure.TOO_LARGE));
        }
    }

    private static void sendEmptyRecords(Socket plain, TestServer self) throws IOException {
        while (self.pause()) {
            byte[] records = new byte[5 * 1000];
            for (int at = 0; at < records.length; at += 5) {
                records[at] = 0x16;
                records[at + 1] = 3;
                records[at + 2] = 3;
            }
            plain.getOutputStream().write(records);
        }
    }

    private static void assertLate(TestServer.Behaviour behaviour) throws IOException {
        try (TestServer server = TestServer.ofTcp(behaviour)) {
            HttpsPolicyTransportTest.assertFailed(
                    transport.get(request(server, HOST, Duration.ofSeconds(1))), PolicyFetchFailure.TIMEOUT);
        }
    }

    private static final class SettableClock extends Clock {
        private Instant now = Instant.now();

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
