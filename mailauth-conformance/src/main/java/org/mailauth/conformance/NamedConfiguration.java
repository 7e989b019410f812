package org.mailauth.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes what {@code named} reads at its start. */
final class NamedConfiguration {
    private NamedConfiguration() {}

    static String authority(Path folder, int port, Map<String, Path> zones, boolean signed) throws IOException {
        StringBuilder text = new StringBuilder(options(folder, port, "recursion no; dnssec-validation no;"));
        if (signed) {
            text.append("dnssec-policy \"test\" { keys { csk key-directory lifetime unlimited"
                    + " algorithm ecdsap256sha256; }; };\n");
        }
        for (Map.Entry<String, Path> zone : zones.entrySet()) {
            String file = "zone-" + zone.getKey();
            Files.copy(zone.getValue(), folder.resolve(file));
            text.append("zone \"" + zone.getKey() + "\" { type primary; file \"" + file + "\"; check-names ignore;"
                    + (signed ? " dnssec-policy \"test\"; inline-signing yes;" : "") + " };\n");
        }
        return text.toString();
    }

    static String validator(Path folder, int port, Map<String, RealNamed> zones, Map<String, String> trustAnchors) {
        StringBuilder text = new StringBuilder(
                options(folder, port, "recursion yes; dnssec-validation yes; allow-recursion { 127.0.0.1; };"));
        zones.forEach((zone, server) -> text.append("zone \"" + zone + "\" { type forward; forward only;"
                + " forwarders { 127.0.0.1 port " + server.port() + "; }; };\n"));
        trustAnchors.forEach(
                (zone, key) -> text.append("trust-anchors { \"" + zone + ".\" static-key " + key + "; };\n"));
        return text.toString();
    }

    /** The public key in a folder where named has signed a zone: flags, protocol, algorithm, key in quotes. */
    static String trustAnchor(Path folder, String zone) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Path key = files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.startsWith("K" + zone + ".+") && name.endsWith(".key");
                    })
                    .findFirst()
                    .orElseThrow(() -> new IOException("named has made no key for " + zone));
            String record = Files.readAllLines(key).stream()
                    .filter(line -> !line.startsWith(";") && line.contains("DNSKEY"))
                    .collect(Collectors.joining());
            String[] fields = record.substring(record.indexOf("DNSKEY") + "DNSKEY".length())
                    .trim()
                    .split("\\s+", 4);
            return fields[0] + " " + fields[1] + " " + fields[2] + " \"" + fields[3].replaceAll("\\s", "") + "\"";
        }
    }

    private static String options(Path folder, int port, String role) {
        return "options { directory \"" + folder + "\"; pid-file \"" + folder + "/named.pid\"; session-keyfile \""
                + folder + "/session.key\"; managed-keys-directory \"" + folder + "\"; key-directory \"" + folder
                + "\"; listen-on port " + port + " { 127.0.0.1; }; listen-on-v6 { none; }; notify no;"
                + " allow-transfer { none; }; " + role + " };\ncontrols { };\n";
    }
}
