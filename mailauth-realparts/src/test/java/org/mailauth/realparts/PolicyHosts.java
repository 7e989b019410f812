package org.mailauth.realparts;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An nginx that is the policy host of many domains, by SNI, and refuses whoever names none of them. */
final class PolicyHosts {
    private PolicyHosts() {}

    /**
     * Writes what nginx needs into a folder.
     *
     * @param folder of its own
     * @param listen address and port
     * @param protocols the versions of TLS that it knows, in nginx's words; OpenSSL has one answer for a port
     * @param sites whose policy host it is
     * @return the command that starts it
     */
    static List<String> command(Path folder, String listen, String protocols, List<PolicySite> sites)
            throws IOException {
        StringBuilder servers = new StringBuilder();
        for (PolicySite site : sites) {
            Files.writeString(folder.resolve(site.domain() + ".pem"), site.chainPem());
            Files.writeString(folder.resolve(site.domain() + ".key"), site.keyPem());
            servers.append(site.configuration(listen));
        }
        Path configuration = Files.writeString(
                folder.resolve("nginx.conf"),
                """
                daemon off; master_process off; user root; worker_processes 1; pid nginx.pid; error_log stderr warn;
                events { worker_connections 64; }
                http {
                  access_log off; types { } default_type text/plain; server_names_hash_bucket_size 128;
                  client_body_temp_path temp; proxy_temp_path temp; fastcgi_temp_path temp;
                  uwsgi_temp_path temp; scgi_temp_path temp;
                  ssl_protocols PROTOCOLS; ssl_ciphers ALL:@SECLEVEL=0;
                  server { listen LISTEN ssl default_server; ssl_reject_handshake on; }
                SERVERS}
                """.replace("LISTEN", listen).replace("PROTOCOLS", protocols).replace("SERVERS", servers));
        return List.of(Program.find("nginx", "nginx-light"), "-p", folder.toString(), "-c", configuration.toString());
    }

    /** A port that is free on the loopback interface, a moment ago. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
            return socket.getLocalPort();
        }
    }

    static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    /** Whether something takes connections. */
    static boolean isUp(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(loopback(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** A server behind nginx that says the same to whoever connects, and hangs up. */
    static final class Behind implements AutoCloseable {
        private final ServerSocket listening = new ServerSocket(0, 10, loopback());

        Behind(String response) throws IOException {
            Thread thread = new Thread(() -> serve(response.getBytes(StandardCharsets.ISO_8859_1)), "behind nginx");
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return listening.getLocalPort();
        }

        private void serve(byte[] response) {
            while (!listening.isClosed()) {
                try (Socket connection = listening.accept();
                        OutputStream out = connection.getOutputStream()) {
                    out.write(response);
                    out.flush();
                    connection.shutdownOutput();
                    connection.getInputStream().readAllBytes();
                } catch (IOException e) {
                    // nginx has gone, or the test is over; if not, the next one comes
                    Thread.onSpinWait();
                }
            }
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }
}
