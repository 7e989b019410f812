package org.mailauth.realparts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Zones for named, signed by BIND's own tools, and the trust anchors for a validating resolver. */
final class SignedZones {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private final Path folder;
    private final List<String> configuration = new ArrayList<>();
    private final List<String> anchors = new ArrayList<>();

    SignedZones(Path folder) {
        this.folder = folder;
    }

    /** A zone without signatures. */
    void unsigned(String origin, String records) throws IOException {
        serve(origin, write(origin, records));
    }

    /** A signed zone whose key the resolver trusts. */
    void signed(String origin, String records) throws IOException {
        anchors.add(sign(origin, records).replace("IN DNSKEY", "DNSKEY"));
    }

    /** A signed zone of which the resolver trusts another key. */
    void signedByStranger(String origin, String records) throws IOException {
        sign(origin, records);
        anchors.add(newKey(origin));
    }

    private Path write(String origin, String records) throws IOException {
        String head = """
                $TTL 300
                $ORIGIN %s.
                @ IN SOA ns hostmaster 1 3600 600 86400 60
                @ IN NS ns
                ns IN A 127.0.0.2
                """.formatted(origin);
        return Files.writeString(folder.resolve(origin + ".zone"), head + records);
    }

    private String sign(String origin, String records) throws IOException {
        String anchor = newKey(origin);
        Path plain = write(origin, records);
        Run.of(
                        folder,
                        LIMIT,
                        List.of(
                                Program.find("dnssec-signzone", "bind9-utils"),
                                "-S",
                                "-z",
                                "-Q",
                                "-o",
                                origin,
                                "-f",
                                plain + ".signed",
                                plain.toString()))
                .orThrow();
        serve(origin, Path.of(plain + ".signed"));
        return anchor;
    }

    /** Makes a key, which {@code dnssec-signzone -S} finds by its name; the DNSKEY record. */
    private String newKey(String origin) throws IOException {
        String name = Run.of(
                        folder,
                        LIMIT,
                        List.of(
                                Program.find("dnssec-keygen", "bind9-utils"),
                                "-q",
                                "-a",
                                "ECDSAP256SHA256",
                                "-f",
                                "KSK",
                                origin))
                .orThrow()
                .out()
                .strip();
        try (Stream<String> lines = Files.lines(folder.resolve(name + ".key"))) {
            return lines.filter(line -> !line.startsWith(";")).findFirst().orElseThrow();
        }
    }

    private void serve(String origin, Path file) {
        configuration.add("zone \"" + origin + "\" { type primary; file \"" + file + "\"; check-names ignore; };");
    }

    /** The zones for named.conf. */
    String configuration() {
        return String.join("\n", configuration) + "\n";
    }

    /** The trust anchors for unbound. */
    String anchors() {
        return String.join("\n", anchors) + "\n";
    }
}
