package org.mailauth.mtasts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.Deadline;
import org.mailauth.DomainName;
import org.mailauth.conformance.certificates.TestCertificate;

/** What HTTP says, over good TLS. */
class HttpsPolicyTransportTest {
    static final DomainName HOST = DomainName.of("mta-sts.example.com");
    private static final String POLICY =
            "version: STSv1\r\nmode: enforce\r\nmx: mail.example.com\r\nmax_age: 604800\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";

    private static SSLContext good;
    private static HttpsPolicyTransport transport;

    @BeforeAll
    static void certify() {
        TestCertificate root = TestCertificate.authority("CN=root").make();
        good = ServerContext.of(
                ServerContext.certificate(root).dnsNames(HOST.toString()).make());
        transport = HttpsPolicyTransport.builder()
                .trustedCertificates(List.of(root.certificate()))
                .build();
    }

    static InetAddress loopback(int last) throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    }

    private static PolicyResponse get(TestServer server, Duration limit) throws IOException {
        return transport.get(
                new PolicyRequest(HOST, List.of(loopback(1)), server.port(), 65536, Deadline.after(limit)));
    }

    private static PolicyResponse get(TestServer server) throws IOException {
        return get(server, Duration.ofMinutes(1));
    }

    private static PolicyResponse answer(String response) throws IOException {
        try (TestServer server = TestServer.answering(good, response)) {
            return get(server);
        }
    }

    private static String withLength(String body) {
        return OK + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static void assertReceived(PolicyResponse response, String body) {
        assertThat(response).isInstanceOfSatisfying(PolicyResponse.Received.class, received -> {
            assertThat(received.status()).isEqualTo(200);
            assertThat(received.contentType()).contains("text/plain");
            assertThat(new String(received.body(), StandardCharsets.ISO_8859_1)).isEqualTo(body);
        });
    }

    static void assertFailed(PolicyResponse response, PolicyFetchFailure failure) {
        assertThat(response)
                .isInstanceOfSatisfying(
                        PolicyResponse.Failed.class,
                        failed ->
                                assertThat(failed.failure()).as(failed.detail()).isEqualTo(failure));
    }

    @Test
    void policyIsReceivedAsItWasSent() throws IOException {
        assertReceived(answer(withLength(POLICY)), POLICY);
    }

    @Test
    void requestHasNothingThatItNeedsNot() throws IOException {
        try (TestServer server = TestServer.answering(good, withLength(POLICY))) {
            get(server);
            assertThat(server.requests())
                    .containsExactly("GET /.well-known/mta-sts.txt HTTP/1.1\r\n"
                            + "Host: mta-sts.example.com:" + server.port() + "\r\n"
                            + "User-Agent: mailauth\r\n"
                            + "Accept: text/plain\r\n"
                            + "Accept-Encoding: identity\r\n"
                            + "Connection: close\r\n\r\n");
            // RFC 8461 §7.1
            assertThat(server.serverNames()).containsExactly(HOST.toString());
        }
    }

    @Test
    void chunkedBodyIsReceived() throws IOException {
        assertReceived(
                answer(OK + "Transfer-Encoding: chunked\r\n\r\n5\r\nversi\r\n3;x=y\r\non:\r\n0\r\nTrailer: x\r\n\r\n"),
                "version:");
    }

    @Test
    void bodyEndedByTlsIsReceived() throws IOException {
        assertReceived(answer(OK + "\r\n" + POLICY), POLICY);
    }

    @Test
    void http10IsHttp() throws IOException {
        assertReceived(answer("HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n" + POLICY), POLICY);
    }

    /** RFC 8461 §3.3: redirects are not followed. The server counts who comes. */
    @ParameterizedTest
    @ValueSource(ints = {201, 204, 206, 300, 301, 302, 303, 304, 307, 308, 401, 403, 404, 407, 410, 500, 503})
    void anotherStatusIsReceivedWithoutBodyAndNothingIsFollowed(int status) throws IOException {
        String response = "HTTP/1.1 " + status + " No\r\nLocation: /.well-known/mta-sts.txt?again\r\n"
                + "WWW-Authenticate: Basic realm=x\r\nProxy-Authenticate: Basic realm=x\r\n"
                + "Set-Cookie: a=b\r\nContent-Length: " + POLICY.length() + "\r\n\r\n" + POLICY;
        try (TestServer server = TestServer.answering(good, response)) {
            assertThat(get(server)).isEqualTo(PolicyResponse.Received.of(status, null, new byte[0]));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void mediaTypeIsTold() throws IOException {
        PolicyResponse html = answer("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n");
        assertThat(html).isEqualTo(PolicyResponse.Received.of(200, "text/html", new byte[0]));
        PolicyResponse none = answer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        assertThat(none).isEqualTo(PolicyResponse.Received.of(200, null, new byte[0]));
        PolicyResponse two = answer(OK + "Content-Type: text/html\r\nContent-Length: 0\r\n\r\n");
        assertThat(two).isEqualTo(PolicyResponse.Received.of(200, "text/plain, text/html", new byte[0]));
    }

    @Test
    void bodyOfTheLargestSizeIsReceived() throws IOException {
        String largest = "x".repeat(65536);
        assertReceived(answer(withLength(largest)), largest);
        assertReceived(answer(OK + "\r\n" + largest), largest);
        assertReceived(answer(OK + "Transfer-Encoding: chunked\r\n\r\n10000\r\n" + largest + "\r\n0\r\n\r\n"), largest);
    }

    @Test
    void largerBodyIsTooLarge() throws IOException {
        String larger = "x".repeat(65537);
        assertFailed(answer(withLength(larger)), PolicyFetchFailure.TOO_LARGE);
        assertFailed(answer(OK + "\r\n" + larger), PolicyFetchFailure.TOO_LARGE);
        assertFailed(
                answer(OK + "Transfer-Encoding: chunked\r\n\r\n10001\r\n" + larger + "\r\n0\r\n\r\n"),
                PolicyFetchFailure.TOO_LARGE);
    }

    /** The announcement is enough: nothing of the body has to come. */
    @Test
    void announcedSizeIsTooLarge() throws IOException {
        try (TestServer server = TestServer.ofTls(good, (tls, self) -> {
            TestServer.send(tls, OK + "Content-Length: 999999999999\r\n\r\n");
            self.waitForEnd();
        })) {
            assertFailed(get(server), PolicyFetchFailure.TOO_LARGE);
        }
    }

    /** One octet too many, then silence: the rest is not waited for. */
    @Test
    void largerBodyIsTooLargeBeforeItEnds() throws IOException {
        try (TestServer server = TestServer.ofTls(good, (tls, self) -> {
            TestServer.send(tls, OK + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\n" + "x".repeat(65537));
            self.waitForEnd();
        })) {
            assertFailed(get(server), PolicyFetchFailure.TOO_LARGE);
        }
    }

    @Test
    void endlessChunksOfOneOctetAreTooLarge() throws IOException {
        try (TestServer server = TestServer.ofTls(good, (tls, self) -> {
            TestServer.send(tls, OK + "Transfer-Encoding: chunked\r\n\r\n");
            while (true) {
                TestServer.send(tls, "1;" + "x".repeat(4000) + "\r\nx\r\n");
            }
        })) {
            assertFailed(get(server), PolicyFetchFailure.TOO_LARGE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 1000\r\n\r\nversion: STSv1\r\n",
                "Transfer-Encoding: chunked\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nver",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nversi",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nversi\r\n",
                "Content-Le",
                "Content-Length: 10",
                "Content-Length: 0\r\n",
                ""
            })
    void bodyOrHeaderThatEndsTooEarlyIsTruncated(String rest) throws IOException {
        assertFailed(answer(OK + rest), PolicyFetchFailure.TRUNCATED);
    }

    @Test
    void responseThatNeverComesIsTruncated() throws IOException {
        assertFailed(answer(""), PolicyFetchFailure.TRUNCATED);
        assertFailed(answer("HTTP/1.1 20"), PolicyFetchFailure.TRUNCATED);
    }

    /** RFC 8446 §6.1: without the alert that ends it, anybody on the way may have ended it. */
    @Test
    void bodyEndedByTcpOnlyIsTruncated() throws IOException {
        try (TestServer server = TestServer.ofTcp((plain, self) -> {
            SSLSocket tls = (SSLSocket) good.getSocketFactory().createSocket(plain, null, plain.getPort(), false);
            tls.setUseClientMode(false);
            tls.getInputStream().read();
            TestServer.send(tls, OK + "\r\n" + POLICY);
            plain.shutdownOutput();
            self.waitForEnd();
        })) {
            assertFailed(get(server), PolicyFetchFailure.TRUNCATED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP, identity", "br", "x"})
    void contentCodingIsRefused(String coding) throws IOException {
        assertFailed(answer(OK + "Content-Encoding: " + coding + "\r\n\r\nx"), PolicyFetchFailure.PROTOCOL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>\n<p>old\n",
                "version: STSv1\r\nmode: enforce\r\n",
                "HTTP/0.9 200 OK\r\n\r\n",
                "HTTP/2 200 OK\r\n\r\n",
                "HTTP/2.0 200 OK\r\n\r\n",
                "HTTP/1.1 20 OK\r\n\r\n",
                "HTTP/1.1 OK\r\n\r\n",
                "HTTP/1.1 099 OK\r\n\r\n",
                "HTTP/1.1 600 OK\r\n\r\n",
                "HTTP/1.1 999 OK\r\n\r\n",
                "ICY 200 OK\r\n\r\n",
                "SSH-2.0-server\r\n",
                "220 mail.example.com ESMTP\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxy\r\n0\r\n\r\n",
            })
    void whatIsNoHttpIsAProtocolFailure(String rubbish) throws IOException {
        assertFailed(answer(rubbish), PolicyFetchFailure.PROTOCOL);
    }

    @Test
    void detailIsShortAndVisibleWhateverTheServerSends() throws IOException {
        PolicyResponse response = answer(OK + "Content-Encoding: \u001b[2J" + "x".repeat(5000) + "\r\n\r\n");
        assertFailed(response, PolicyFetchFailure.PROTOCOL);
        assertThat(((PolicyResponse.Failed) response).detail())
                .doesNotContain("\u001b")
                .contains("[2J")
                .hasSizeLessThan(400);
    }

    @Test
    void someInterimResponsesArePassedOver() throws IOException {
        String interim = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n";
        assertReceived(answer(interim.repeat(4) + withLength(POLICY)), POLICY);
    }

    @Test
    void floodOfInterimResponsesIsAProtocolFailure() throws IOException {
        try (TestServer server = TestServer.ofTls(good, (tls, self) -> {
            while (true) {
                TestServer.send(tls, "HTTP/1.1 100 Continue\r\n\r\n");
            }
        })) {
            assertFailed(get(server), PolicyFetchFailure.PROTOCOL);
        }
    }

    @Test
    void switchOfProtocolsIsAnotherStatus() throws IOException {
        assertThat(answer("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n"))
                .isEqualTo(PolicyResponse.Received.of(101, null, new byte[0]));
    }

    @ParameterizedTest
    @CsvSource({
        "'', '|'",
        "HTTP/1.1 200 O, x",
        "HTTP/1.1 200 OK|X: , x",
        "HTTP/1.1 200 OK|, X: y|",
        "HTTP/1.1 200 OK|X: y|, ' z|'"
    })
    void endlessHeaderIsTooLarge(String start, String more) throws IOException {
        try (TestServer server = TestServer.ofTls(good, (tls, self) -> {
            TestServer.send(tls, start.replace("|", "\r\n"));
            while (true) {
                TestServer.send(tls, more.replace("|", "\r\n"));
            }
        })) {
            assertFailed(get(server), PolicyFetchFailure.TOO_LARGE);
        }
    }

    @Test
    void tooManyFieldsAreTooLarge() throws IOException {
        assertFailed(answer(OK + "X: y\r\n".repeat(100) + "\r\n"), PolicyFetchFailure.TOO_LARGE);
    }

    /** A timeout for each read would never end this. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\nX: ",
                "HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFF\r\n",
                "HTTP/1.1 200 OK\r\n\r\n"
            })
    void dripIsEndedByTheDeadline(String start) throws IOException {
        try (TestServer server = TestServer.ofTls(good, (tls, self) -> {
            TestServer.send(tls, start);
            while (self.pause()) {
                TestServer.send(tls, start.isEmpty() ? "H" : "x");
            }
        })) {
            assertFailed(get(server, Duration.ofSeconds(1)), PolicyFetchFailure.TIMEOUT);
        }
    }

    @Test
    void silenceIsEndedByTheDeadline() throws IOException {
        try (TestServer server = TestServer.ofTls(good, (tls, self) -> self.waitForEnd())) {
            assertFailed(get(server, Duration.ofMillis(500)), PolicyFetchFailure.TIMEOUT);
        }
    }
}
