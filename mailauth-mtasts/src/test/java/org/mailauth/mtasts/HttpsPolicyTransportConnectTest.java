package org.mailauth.mtasts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mailauth.Deadline;
import org.mailauth.conformance.certificates.TestCertificate;

/** Which addresses are tried, for how long, and what an interrupt does. */
class HttpsPolicyTransportConnectTest {
    private static final String RESPONSE = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok";
    private static final Duration LONG = Duration.ofMinutes(2);

    private static SSLContext good;
    private static SSLContext wrongName;
    private static HttpsPolicyTransport transport;

    @BeforeAll
    static void certify() {
        TestCertificate root = TestCertificate.authority("CN=root").make();
        good = ServerContext.of(ServerContext.certificate(root)
                .dnsNames(HttpsPolicyTransportTest.HOST.toString())
                .make());
        wrongName = ServerContext.of(
                ServerContext.certificate(root).dnsNames("example.net").make());
        transport = HttpsPolicyTransport.builder()
                .trustedCertificates(List.of(root.certificate()))
                .build();
    }

    private static InetAddress loopback(int last) throws IOException {
        return HttpsPolicyTransportTest.loopback(last);
    }

    private static PolicyRequest request(List<InetAddress> addresses, int port, Duration limit) {
        return new PolicyRequest(HttpsPolicyTransportTest.HOST, addresses, port, 65536, Deadline.after(limit));
    }

    @Test
    void addressThatRefusesIsFollowedByTheNext() throws IOException {
        try (TestServer server = TestServer.answering(good, RESPONSE)) {
            PolicyRequest request = request(List.of(loopback(2), loopback(3), loopback(1)), server.port(), LONG);
            assertThat(transport.get(request)).isInstanceOf(PolicyResponse.Received.class);
        }
    }

    @Test
    void allAddressesRefuse() throws IOException {
        try (TestServer server = TestServer.answering(good, RESPONSE)) {
            PolicyResponse response = transport.get(request(List.of(loopback(2), loopback(3)), server.port(), LONG));
            HttpsPolicyTransportTest.assertFailed(response, PolicyFetchFailure.CONNECT);
            assertThat(((PolicyResponse.Failed) response).detail()).contains("127.0.0.2", "127.0.0.3");
            assertThat(server.requests()).isEmpty();
        }
    }

    /** The silent one has its share of the time, not all of it. */
    @Test
    void addressThatIsSilentIsFollowedByTheNext() throws IOException {
        try (TestServer server = TestServer.answering(good, RESPONSE);
                SilentAddress silent = new SilentAddress(loopback(4), server.port())) {
            PolicyRequest request = request(List.of(loopback(4), loopback(1)), server.port(), Duration.ofSeconds(12));
            assertThat(transport.get(request)).isInstanceOf(PolicyResponse.Received.class);
            assertThat(silent.isSilent()).isTrue();
        }
    }

    @Test
    void onlySilentAddressesEndByTheDeadline() throws IOException {
        try (TestServer server = TestServer.answering(good, RESPONSE);
                SilentAddress silent = new SilentAddress(loopback(4), server.port())) {
            PolicyRequest request = request(List.of(loopback(4), loopback(4)), server.port(), Duration.ofMillis(600));
            HttpsPolicyTransportTest.assertFailed(transport.get(request), PolicyFetchFailure.TIMEOUT);
            assertThat(silent.isSilent()).isTrue();
        }
    }

    @Test
    void serverThatIsReachedHasTheLastWord() throws IOException {
        try (TestServer server = TestServer.answering(wrongName, RESPONSE)) {
            PolicyRequest request = request(List.of(loopback(1), loopback(1)), server.port(), LONG);
            HttpsPolicyTransportTest.assertFailed(transport.get(request), PolicyFetchFailure.CERTIFICATE_NAME);
        }
    }

    @Test
    void deadlineThatHasPassedIsATimeout() throws IOException {
        try (TestServer server = TestServer.answering(good, RESPONSE)) {
            HttpsPolicyTransportTest.assertFailed(
                    transport.get(request(List.of(loopback(1)), server.port(), Duration.ZERO)),
                    PolicyFetchFailure.TIMEOUT);
        }
    }

    @Test
    void interruptedThreadIsAnsweredAtOnceAndStaysInterrupted() throws IOException {
        try (TestServer server = TestServer.answering(good, RESPONSE)) {
            Thread.currentThread().interrupt();
            PolicyResponse response = transport.get(request(List.of(loopback(1)), server.port(), LONG));
            assertThat(Thread.interrupted()).isTrue();
            HttpsPolicyTransportTest.assertFailed(response, PolicyFetchFailure.INTERRUPTED);
        }
    }

    /** While it waits for a connection, for the handshake, or for a response: an interrupt ends the wait. */
    @Test
    void interruptEndsEveryWait() throws Exception {
        try (TestServer anywhere = TestServer.answering(good, RESPONSE);
                SilentAddress silent = new SilentAddress(loopback(4), anywhere.port())) {
            assertInterruptible(request(List.of(loopback(4)), anywhere.port(), LONG));
            assertThat(silent.isSilent()).isTrue();
        }
        try (TestServer server = TestServer.ofTcp((plain, self) -> self.waitForEnd())) {
            assertInterruptible(request(List.of(loopback(1)), server.port(), LONG));
        }
        try (TestServer server = TestServer.ofTls(good, (tls, self) -> self.waitForEnd())) {
            assertInterruptible(request(List.of(loopback(1)), server.port(), LONG));
        }
    }

    private static void assertInterruptible(PolicyRequest request) throws Exception {
        CompletableFuture<PolicyResponse> answered = new CompletableFuture<>();
        AtomicReference<Boolean> status = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            PolicyResponse response = transport.get(request);
            status.set(Thread.currentThread().isInterrupted());
            answered.complete(response);
        });
        caller.start();
        while (!isWaiting(caller)) {
            Thread.sleep(10);
        }
        caller.interrupt();
        HttpsPolicyTransportTest.assertFailed(answered.get(), PolicyFetchFailure.INTERRUPTED);
        assertThat(status.get()).isTrue();
    }

    /** In the wait of a wire: a thread that waits in the kernel is runnable for Java. */
    private static boolean isWaiting(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getClassName().equals(Wire.class.getName())
                    && frame.getMethodName().equals("await")) {
                return true;
            }
        }
        return false;
    }

    @Test
    void noThreadIsStarted() throws IOException {
        try (TestServer server = TestServer.answering(good, RESPONSE)) {
            PolicyRequest request = request(List.of(loopback(1)), server.port(), LONG);
            transport.get(request);
            Set<Thread> before = Thread.getAllStackTraces().keySet();
            assertThat(transport.get(request)).isInstanceOf(PolicyResponse.Received.class);
            Set<String> after = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> !before.contains(thread))
                    .map(Thread::getName)
                    .collect(Collectors.toSet());
            assertThat(after).isEmpty();
        }
    }

    @Test
    void noConnectionIsLeftOpen() throws IOException {
        try (TestServer server = TestServer.ofTls(good, (tls, self) -> {
            TestServer.send(tls, RESPONSE);
            // waits for the client's end: a connection left open would keep the next call from being served
            tls.getInputStream().readAllBytes();
        })) {
            PolicyRequest request = request(List.of(loopback(1)), server.port(), LONG);
            for (int call = 0; call < 5; call++) {
                assertThat(transport.get(request)).isInstanceOf(PolicyResponse.Received.class);
            }
            assertThat(server.requests()).hasSize(5);
        }
    }

    /** A server that reads nothing cannot hold the client while it writes. */
    @Test
    void writeIsEndedByTheDeadline() throws IOException {
        try (TestServer server = TestServer.ofTcp((plain, self) -> self.waitForEnd());
                Wire wire = Wire.connect(request(List.of(loopback(1)), server.port(), Duration.ofMillis(500)), 1000)) {
            byte[] much = new byte[1 << 16];
            FetchFailedException failed = null;
            while (failed == null) {
                try {
                    wire.write(much, 0, much.length);
                } catch (FetchFailedException e) {
                    failed = e;
                }
            }
            assertThat(failed.failure()).isEqualTo(PolicyFetchFailure.TIMEOUT);
            assertThat(wire.failure()).contains(failed);
        }
    }

    @Test
    void requestIsNotNull() {
        assertThatNullPointerException().isThrownBy(() -> transport.get(null));
    }

    /** Takes no connection and refuses none: its queue is full. */
    private static final class SilentAddress implements AutoCloseable {
        private final ServerSocket listening;
        private final List<SocketChannel> queue = new ArrayList<>();

        SilentAddress(InetAddress address, int port) throws IOException {
            listening = new ServerSocket(port, 1, address);
            for (int waiting = 0; waiting < 8; waiting++) {
                SocketChannel channel = SocketChannel.open();
                queue.add(channel);
                channel.configureBlocking(false);
                channel.connect(new InetSocketAddress(address, port));
            }
        }

        /** Whether the last one in the queue is still without an answer, as the transport was. */
        boolean isSilent() throws IOException {
            return !queue.get(queue.size() - 1).finishConnect();
        }

        @Override
        public void close() throws IOException {
            listening.close();
            for (SocketChannel channel : queue) {
                channel.close();
            }
        }
    }
}
