package org.mailauth.mtasts;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A server on 127.0.0.1 that does with each connection what a test tells it, one after the other. */
final class TestServer implements AutoCloseable {
    /** What a server does with a connection; an exception, also at the client's end, ends the connection. */
    interface Behaviour {
        void serve(Socket connection, TestServer server) throws IOException;
    }

    private final ServerSocket listening;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final Queue<String> serverNames = new ConcurrentLinkedQueue<>();
    private final Queue<Socket> connections = new ConcurrentLinkedQueue<>();

    private TestServer(ServerSocket listening, Behaviour behaviour) {
        this.listening = listening;
        Thread thread = new Thread(() -> run(behaviour), "test server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Bare TCP. */
    static TestServer ofTcp(Behaviour behaviour) throws IOException {
        return new TestServer(new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})), behaviour);
    }

    /** TLS, then what comes after the handshake and one whole request. */
    static TestServer ofTls(SSLContext context, Behaviour afterRequest) throws IOException {
        return ofTcp((plain, server) -> {
            SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
            tls.setUseClientMode(false);
            tls.startHandshake();
            server.noteServerNames(tls);
            server.requests.add(readRequest(tls.getInputStream()));
            afterRequest.serve(tls, server);
        });
    }

    /** TLS, and these octets as response, then an end as TLS wants it. */
    static TestServer answering(SSLContext context, String response) throws IOException {
        return ofTls(context, (tls, server) -> {
            send(tls, response);
            tls.close();
        });
    }

    static void send(Socket connection, String octets) throws IOException {
        OutputStream out = connection.getOutputStream();
        out.write(octets.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** Keeps the connection open, and silent, until the test is over. */
    void waitForEnd() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits a little, and says whether the test still goes on. */
    boolean pause() throws IOException {
        try {
            return !closed.await(20, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    List<String> requests() {
        return List.copyOf(requests);
    }

    List<String> serverNames() {
        return List.copyOf(serverNames);
    }

    private void noteServerNames(SSLSocket tls) {
        ((ExtendedSSLSession) tls.getSession())
                .getRequestedServerNames()
                .forEach(name -> serverNames.add(((SNIHostName) name).getAsciiName()));
    }

    private static String readRequest(InputStream in) throws IOException {
        StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("no whole request: " + request);
            }
            request.append((char) octet);
        }
        return request.toString();
    }

    private void run(Behaviour behaviour) {
        while (!listening.isClosed()) {
            try (Socket connection = listening.accept()) {
                connections.add(connection);
                behaviour.serve(connection, this);
            } catch (IOException e) {
                // the client has gone, as it should in most tests, or the test is over
                connections.removeIf(Socket::isClosed);
            }
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listening.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
