package org.mailauth.conformance;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A BIND name server of its own on a free port of the loopback interface, for tests against a real peer.
 *
 * <p>Where {@code named} is not installed (Debian: package {@code bind9}), starting one throws: a test against a real
 * peer fails without the peer, and is not skipped.
 */
public final class RealNamed implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SOA = 6;
    private static final int DNSKEY = 48;

    /** Writes the configuration for a folder and a port. */
    private interface Configuration {
        String text(Path folder, int port) throws IOException;
    }

    private final Process process;
    private final Path folder;
    private final int port;

    private RealNamed(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /**
     * Starts an authoritative server of one zone.
     *
     * @param origin name of the zone, without a final dot
     * @param zoneFile its master file
     * @return the running server, which answers for the zone
     */
    public static RealNamed serving(String origin, Path zoneFile) {
        return serving(Map.of(origin, zoneFile));
    }

    /**
     * Starts an authoritative server.
     *
     * @param zones master files by the names of their zones, names without a final dot
     * @return the running server, which answers for each zone
     */
    public static RealNamed serving(Map<String, Path> zones) {
        return start((folder, port) -> NamedConfiguration.authority(folder, port, zones, false), zones.keySet(), SOA);
    }

    /**
     * Starts an authoritative server that signs its zones (ECDSA P-256, NSEC).
     *
     * @param zones master files by the names of their zones, names without a final dot
     * @return the running server, which answers for each zone with signatures
     */
    public static RealNamed signing(Map<String, Path> zones) {
        return start((folder, port) -> NamedConfiguration.authority(folder, port, zones, true), zones.keySet(), DNSKEY);
    }

    /**
     * Starts a recursive server that validates.
     *
     * @param zones who answers for which zone, names without a final dot; nothing else is reached
     * @param trusted where the keys come from that the zones are held against: usually the server that answers for the
     *     zone; another {@linkplain #signing signing} server makes the zone bogus; a zone that is missing counts as
     *     unsigned
     * @return the running server
     */
    public static RealNamed validating(Map<String, RealNamed> zones, Map<String, RealNamed> trusted) {
        Map<String, String> anchors = new TreeMap<>();
        try {
            for (Map.Entry<String, RealNamed> zone : trusted.entrySet()) {
                anchors.put(zone.getKey(), NamedConfiguration.trustAnchor(zone.getValue().folder, zone.getKey()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return start((folder, port) -> NamedConfiguration.validator(folder, port, zones, anchors), Set.of(), SOA);
    }

    private static RealNamed start(Configuration configuration, Set<String> zones, int type) {
        try {
            Path folder = Files.createTempDirectory("real-named");
            int port = freePort();
            Path file = folder.resolve("named.conf");
            Files.writeString(file, configuration.text(folder, port));
            Process process = new ProcessBuilder(program().toString(), "-g", "-n", "1", "-c", file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("named.log").toFile())
                    .start();
            RealNamed named = new RealNamed(process, folder, port);
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            // The root stands for "answers at all" where the server has no zone of its own.
            for (String zone : zones.isEmpty() ? Set.of("") : zones) {
                named.awaitAnswer(zone, type, !zones.isEmpty());
            }
            return named;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path program() {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return Stream.concat(Stream.of(path.split(File.pathSeparator)), Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(folder -> Path.of(folder, "named"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("named is not installed (Debian: package bind9)"));
    }

    private static int freePort() throws IOException {
        for (int attempt = 0; ; attempt++) {
            try (ServerSocket tcp = new ServerSocket(0, 1, loopback());
                    DatagramSocket udp = new DatagramSocket(tcp.getLocalPort(), loopback())) {
                return udp.getLocalPort();
            } catch (IOException e) {
                if (attempt == 20) {
                    throw e;
                }
            }
        }
    }

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    private void awaitAnswer(String zone, int type, boolean withRecords) throws IOException {
        byte[] query = query(zone, type);
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (DatagramSocket socket = new DatagramSocket(0, loopback())) {
            socket.setSoTimeout(200);
            socket.connect(address());
            while (process.isAlive() && System.nanoTime() - end < 0) {
                DatagramPacket reply = new DatagramPacket(new byte[4096], 4096);
                try {
                    socket.send(new DatagramPacket(query, query.length));
                    socket.receive(reply);
                    if (reply.getLength() >= 12 && (!withRecords || hasAnswer(reply.getData()))) {
                        return;
                    }
                    TimeUnit.MILLISECONDS.sleep(50);
                } catch (SocketTimeoutException | java.net.PortUnreachableException e) {
                    // not up yet
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    break;
                }
            }
        }
        String log = Files.readString(folder.resolve("named.log"), StandardCharsets.ISO_8859_1);
        close();
        throw new IOException("named does not answer for \"" + zone + "\":\n" + log);
    }

    // RFC 1035 §4.1.1: RCODE in the low half of the fourth octet, number of answers in the seventh and eighth.
    private static boolean hasAnswer(byte[] reply) {
        return (reply[3] & 0x0F) == 0 && (reply[6] != 0 || reply[7] != 0);
    }

    private static byte[] query(String zone, int type) {
        // RFC 1035 §4.1: an ID, no flags, one question; class IN.
        StringBuilder wire = new StringBuilder("ID\0\0\0\1\0\0\0\0\0\0");
        for (String label : zone.isEmpty() ? List.<String>of() : List.of(zone.split("\\."))) {
            wire.append((char) label.length()).append(label);
        }
        wire.append("\0\0").append((char) type).append("\0\1");
        return wire.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * Where it listens, on UDP and TCP.
     *
     * @return the port at 127.0.0.1
     */
    public int port() {
        return port;
    }

    /**
     * Where it listens, on UDP and TCP.
     *
     * @return 127.0.0.1 and the port
     */
    public InetSocketAddress address() {
        try {
            return new InetSocketAddress(loopback(), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the server and removes its files. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
