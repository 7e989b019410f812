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

/** Which certificates hold, and what comes of a handshake that does not (RFC 8461 §3.3). */
class HttpsPolicyTransportTlsTest {
    private static final DomainName HOST = HttpsPolicyTransportTest.HOST;
    private static final String RESPONSE = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok";

    /** Sixteen pairs of random octets that are not. */
    private static final String ZEROS = "0000000000000000000000000000000000000000000000000000000000000000";

    private static TestAuthority authority;
    private static HttpsPolicyTransport transport;

    @BeforeAll
    static void certify() {
        authority = TestAuthority.root("authority");
        transport = trusting(authority).build();
    }

    private static HttpsPolicyTransport.Builder trusting(TestAuthority authority) {
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

    private static void assertHolds(TestAuthority.Server server) throws IOException {
        assertThat(get(transport, server.context())).isInstanceOf(PolicyResponse.Received.class);
    }

    private static void assertRefused(TestAuthority.Server server, PolicyFetchFailure failure) throws IOException {
        assertThat(failure.kind()).isEqualTo(PolicyFetchFailure.Kind.CERTIFICATE);
        HttpsPolicyTransportTest.assertFailed(get(transport, server.context()), failure);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mta-sts.example.com", "MTA-STS.Example.COM", "*.example.com"})
    void nameOfThePolicyHostHolds(String name) throws IOException {
        assertHolds(authority.server().dnsName("www.example.net").dnsName(name));
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
                authority.server().commonName(HOST.toString()).dnsName(name), PolicyFetchFailure.CERTIFICATE_NAME);
    }

    @Test
    void commonNameCountsForNothing() throws IOException {
        assertRefused(authority.server().commonName(HOST.toString()), PolicyFetchFailure.CERTIFICATE_WITHOUT_DNS_ID);
        assertRefused(
                authority.server().commonName(HOST.toString()).ipAddress("127.0.0.1"),
                PolicyFetchFailure.CERTIFICATE_WITHOUT_DNS_ID);
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
        Instant now = Instant.now();
        assertRefused(
                authority.server().dnsName(HOST.toString()).valid(now.minusSeconds(7200), now.minusSeconds(3600)),
                PolicyFetchFailure.CERTIFICATE_EXPIRED);
    }

    @Test
    void certificateOfTheFutureIsNotYetValid() throws IOException {
        Instant now = Instant.now();
        assertRefused(
                authority.server().dnsName(HOST.toString()).valid(now.plusSeconds(3600), now.plusSeconds(7200)),
                PolicyFetchFailure.CERTIFICATE_NOT_YET_VALID);
    }

    @Test
    void certificateOfAnotherAuthorityIsUntrusted() throws IOException {
        TestAuthority other = TestAuthority.root("other");
        assertRefused(other.server().dnsName(HOST.toString()), PolicyFetchFailure.CERTIFICATE_UNTRUSTED);
        TestAuthority impostor = TestAuthority.root("authority");
        assertRefused(impostor.server().dnsName(HOST.toString()), PolicyFetchFailure.CERTIFICATE_UNTRUSTED);
    }

    @Test
    void certificateSignedByItselfIsSelfSigned() throws IOException {
        assertRefused(
                authority.server().dnsName(HOST.toString()).selfSigned(), PolicyFetchFailure.CERTIFICATE_SELF_SIGNED);
    }

    @Test
    void certificateForClientsIsUntrusted() throws IOException {
        assertRefused(
                authority.server().dnsName(HOST.toString()).forClients(), PolicyFetchFailure.CERTIFICATE_UNTRUSTED);
    }

    @Test
    void chainMustBeWholeAndValid() throws IOException {
        Instant now = Instant.now();
        Instant start = now.minus(TestAuthority.LIFE);
        TestAuthority below = authority.below("below", start, now.plusSeconds(3600));
        assertHolds(below.server().dnsName(HOST.toString()));
        assertRefused(below.server().dnsName(HOST.toString()).withoutChain(), PolicyFetchFailure.CERTIFICATE_UNTRUSTED);
        TestAuthority late = authority.below("late", start, now.minusSeconds(3600));
        assertRefused(late.server().dnsName(HOST.toString()), PolicyFetchFailure.CERTIFICATE_EXPIRED);
    }

    @Test
    void authorityThatTheJdkKnowsNotIsUntrusted() throws IOException {
        assertThat(get(
                        HttpsPolicyTransport.system(),
                        authority.server().dnsName(HOST.toString()).context()))
                .isInstanceOfSatisfying(
                        PolicyResponse.Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(PolicyFetchFailure.CERTIFICATE_UNTRUSTED));
    }

    /** Also shows that no session is resumed: a resumed one would pass. */
    @Test
    void timeIsThatOfTheClockInEveryCall() throws IOException {
        SSLContext context = authority.server().dnsName(HOST.toString()).context();
        try (TestServer server = TestServer.answering(context, RESPONSE)) {
            SettableClock clock = new SettableClock();
            HttpsPolicyTransport ours = trusting(authority).clock(clock).build();
            PolicyRequest request = request(server, HOST, Duration.ofMinutes(1));
            assertThat(ours.get(request)).isInstanceOf(PolicyResponse.Received.class);
            clock.now = Instant.now().plus(TestAuthority.LIFE).plusSeconds(60);
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
