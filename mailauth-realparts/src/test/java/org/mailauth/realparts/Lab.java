package org.mailauth.realparts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.mailauth.conformance.RealNamed;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dnsjava.DnsjavaResolver;
import org.mailauth.testkit.InMemoryDns;

/**
 * A place for foreign programs: a scratch folder, a network of its own, and name servers that serve one zone inside, for
 * the programs, and outside, for this library. Closing it, or the end of the JVM, ends and removes everything.
 */
final class Lab implements AutoCloseable {
    private final LabParts parts;
    private final Path folder;
    private final NetworkNamespace network;
    private final DnsResolver resolver;

    private Lab(InMemoryDns names) throws IOException {
        parts = LabParts.open("mailauth-lab");
        folder = parts.folder();
        try {
            Path zone = Files.writeString(folder.resolve("root.zone"), RootZone.text(names));
            network = parts.add(NetworkNamespace.create(folder));
            startNamed(zone);
            RealNamed outside = parts.add(RealNamed.serving(Map.of(".", zone)));
            resolver = parts.add(DnsjavaResolver.builder()
                    .servers(List.of(outside.address()))
                    .build());
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Sets the place up.
     *
     * @param names what the DNS holds, inside and outside
     * @return the place, with name servers that answer
     */
    static Lab open(InMemoryDns names) throws IOException {
        return new Lab(names);
    }

    private void startNamed(Path zone) throws IOException {
        Path configuration = Files.writeString(folder.resolve("named.conf"), """
                options {
                  directory "FOLDER"; pid-file "FOLDER/named.pid"; session-keyfile "FOLDER/session.key";
                  managed-keys-directory "FOLDER"; listen-on port 53 { 127.0.0.1; }; listen-on-v6 { none; };
                  recursion no; dnssec-validation no; notify no; allow-transfer { none; };
                  rrset-order { order none; };
                };
                controls { };
                zone "." { type primary; file "ZONE"; check-names ignore; };
                """.replace("FOLDER", folder.toString())
                .replace("ZONE", zone.toString()));
        start(
                "named",
                List.of(Program.find("named", "bind9"), "-g", "-n", "1", "-c", configuration.toString()),
                List.of(Program.find("dig", "bind9-dnsutils"), "+short", "+tries=1", "+time=1", ".", "SOA"));
    }

    /**
     * Starts a server inside.
     *
     * @param name for messages and the log
     * @param command must stay in the foreground
     * @param probe a command that, run inside, succeeds and says something on standard output once the server is up
     */
    void start(String name, List<String> command, List<String> probe) throws IOException {
        parts.add(Daemon.start(folder, name, network.inside(command), () -> {
            Run probed = run(Duration.ofSeconds(10), probe);
            return probed.status() == 0 && !probed.out().isBlank();
        }));
    }

    /**
     * Runs a program inside.
     *
     * @param limit how long it may take
     * @param command the program and its arguments; the working directory is {@link #folder()}
     * @return what it did
     */
    Run run(Duration limit, List<String> command) throws IOException {
        return Run.of(folder, limit, network.inside(command));
    }

    /**
     * Gives the network one more address.
     *
     * @param address IPv4 or IPv6
     */
    void addAddress(String address) throws IOException {
        network.addAddress(address);
    }

    /** Sees to it that something is done before the network and the folder go. */
    void atEnd(AutoCloseable deed) {
        parts.add(deed);
    }

    /** Where programs may leave files. */
    Path folder() {
        return folder;
    }

    /** Asks a name server, over the network, that serves what the programs see. */
    DnsResolver resolver() {
        return resolver;
    }

    /** The path of a file beside this class. */
    static String resource(String name) {
        try {
            return Path.of(Lab.class.getResource(name).toURI()).toString();
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(name, e);
        }
    }

    @Override
    public void close() {
        parts.close();
    }
}
