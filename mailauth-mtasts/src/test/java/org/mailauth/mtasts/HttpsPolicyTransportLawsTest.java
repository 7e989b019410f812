package org.mailauth.mtasts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.mailauth.Deadline;
import org.mailauth.conformance.certificates.TestCertificate;

/** Any octets beneath TLS, and any octets within it: an answer of the right kind, and no exception. */
class HttpsPolicyTransportLawsTest {
    private static SSLContext good;
    private static HttpsPolicyTransport transport;

    @BeforeContainer
    static void certify() {
        TestCertificate root = TestCertificate.authority("CN=root").make();
        good = ServerContext.of(ServerContext.certificate(root)
                .dnsNames(HttpsPolicyTransportTest.HOST.toString())
                .make());
        transport = HttpsPolicyTransport.builder()
                .trustedCertificates(List.of(root.certificate()))
                .build();
    }

    private static PolicyResponse get(TestServer server) throws IOException {
        return transport.get(new PolicyRequest(
                HttpsPolicyTransportTest.HOST,
                List.of(HttpsPolicyTransportTest.loopback(1)),
                server.port(),
                100,
                Deadline.after(Duration.ofMinutes(1))));
    }

    @Property(tries = 100)
    void anyOctetsBeneathTlsAreATlsFailure(
            @ForAll @Size(max = 200) byte[] octets, @ForAll @IntRange(min = 20, max = 24) int type) throws IOException {
        try (TestServer server = TestServer.ofTcp((plain, self) -> {
            plain.getInputStream().read();
            // a record of any type, cut or not
            plain.getOutputStream().write(new byte[] {(byte) type, 3, 3, 0, (byte) 100});
            plain.getOutputStream().write(octets);
        })) {
            assertThat(get(server))
                    .isInstanceOfSatisfying(
                            PolicyResponse.Failed.class,
                            failed -> assertThat(failed.failure()).isEqualTo(PolicyFetchFailure.TLS));
        }
    }

    @Property(tries = 100)
    void anyOctetsWithinTlsHaveAnAnswer(@ForAll @Size(max = 200) byte[] octets, @ForAll boolean header)
            throws IOException {
        try (TestServer server = TestServer.ofTls(good, (tls, self) -> {
            TestServer.send(tls, header ? "HTTP/1.1 200 OK\r\n\r\n" : "");
            tls.getOutputStream().write(octets);
            tls.close();
        })) {
            PolicyResponse response = get(server);
            if (header && octets.length <= 100) {
                assertThat(response).isEqualTo(PolicyResponse.Received.of(200, null, octets));
            } else {
                assertThat(response)
                        .isInstanceOfSatisfying(
                                PolicyResponse.Failed.class,
                                failed -> assertThat(failed.failure())
                                        .isIn(
                                                header
                                                        ? List.of(PolicyFetchFailure.TOO_LARGE)
                                                        : List.of(
                                                                PolicyFetchFailure.PROTOCOL,
                                                                PolicyFetchFailure.TRUNCATED)));
            }
        }
    }
}
