package org.mailauth.realparts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mailauth.conformance.certificates.TestCertificate;

/**
 * A network of its own with everything that DANE needs: named with signed zones at 127.0.0.2, unbound that validates at
 * 127.0.0.1, and Postfix with a certificate for each address. Closing it ends and removes everything.
 */
final class DaneLab implements AutoCloseable {
    private final LabParts parts;
    private final Path folder;
    private final NetworkNamespace network;

    /** Fills zones. */
    interface Zones {
        void fill(SignedZones zones) throws IOException;
    }

    /**
     * Sets the place up.
     *
     * @param zones what the DNS holds; stub zones of the resolver are {@code secure.test}, {@code other.test} and
     *     {@code bogus.test}
     * @param servers address and certificates, the server's own first
     */
    DaneLab(Zones zones, Map<String, List<TestCertificate>> servers) throws IOException {
        parts = LabParts.open("mailauth-dane");
        folder = parts.folder();
        try {
            network = parts.add(NetworkNamespace.create(folder));
            network.addAddress("127.0.0.2");
            SignedZones signed = new SignedZones(folder);
            zones.fill(signed);
            startNamed(signed);
            startUnbound(signed);
            startPostfix(servers);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void start(String name, List<String> command, List<String> probe) throws IOException {
        parts.add(Daemon.start(folder, name, network.inside(command), () -> {
            Run probed = run(Duration.ofSeconds(10), probe);
            return probed.status() == 0 && !probed.out().isBlank();
        }));
    }

    private void startNamed(SignedZones zones) throws IOException {
        Path configuration = Files.writeString(
                folder.resolve("named.conf"), """
                options {
                  directory "FOLDER"; pid-file "FOLDER/named.pid"; session-keyfile "FOLDER/session.key";
                  managed-keys-directory "FOLDER"; listen-on port 53 { 127.0.0.2; }; listen-on-v6 { none; };
                  recursion no; dnssec-validation no; notify no; allow-transfer { none; };
                };
                controls { };
                """.replace("FOLDER", folder.toString()) + zones.configuration());
        start(
                "named",
                List.of(Program.find("named", "bind9"), "-g", "-n", "1", "-c", configuration.toString()),
                dig("127.0.0.2", "SOA"));
    }

    private static List<String> dig(String server, String type) {
        return List.of(
                Program.find("dig", "bind9-dnsutils"),
                "+short",
                "+tries=1",
                "+time=1",
                "@" + server,
                "secure.test",
                type);
    }

    private void startUnbound(SignedZones zones) throws IOException {
        Path anchors = Files.writeString(folder.resolve("anchors"), zones.anchors());
        StringBuilder text =
                new StringBuilder("""
                server:
                  interface: 127.0.0.1@53
                  username: ""
                  chroot: ""
                  directory: "FOLDER"
                  pidfile: "FOLDER/unbound.pid"
                  use-syslog: no
                  access-control: 127.0.0.0/8 allow
                  do-not-query-localhost: no
                  do-ip6: no
                  module-config: "validator iterator"
                  trust-anchor-file: "ANCHORS"
                  ede: yes
                  local-zone: "." always_nxdomain
                  local-zone: "test." nodefault
                remote-control:
                  control-enable: no
                """.replace("FOLDER", folder.toString()).replace("ANCHORS", anchors.toString()));
        for (String zone : List.of("secure.test", "other.test", "bogus.test")) {
            text.append("server:\n  local-zone: \"" + zone + ".\" transparent\n");
            text.append("stub-zone:\n  name: \"" + zone + ".\"\n  stub-addr: 127.0.0.2\n");
        }
        Path configuration = Files.writeString(folder.resolve("unbound.conf"), text);
        start(
                "unbound",
                List.of(Program.find("unbound", "unbound"), "-d", "-c", configuration.toString()),
                dig("127.0.0.1", "SOA"));
    }

    private void startPostfix(Map<String, List<TestCertificate>> servers) throws IOException {
        Path home = Files.createDirectory(folder.resolve("postfix"));
        Path queue = Files.createDirectory(folder.resolve("queue"));
        Path data = Files.createDirectory(folder.resolve("data"));
        Run.of(folder, Duration.ofSeconds(5), List.of(Program.find("chown", "coreutils"), "postfix", data.toString()))
                .orThrow();
        // Postfix looks at its folders as another user.
        Run.of(folder, Duration.ofSeconds(5), List.of(Program.find("chmod", "coreutils"), "755", folder.toString()))
                .orThrow();
        Files.writeString(
                home.resolve("main.cf"), """
                compatibility_level = 3.6
                queue_directory = QUEUE
                data_directory = DATA
                mail_owner = postfix
                setgid_group = postdrop
                maillog_file = /dev/stdout
                myhostname = postfix.secure.test
                mydestination =
                inet_protocols = ipv4
                alias_maps =
                local_recipient_maps =
                smtpd_relay_restrictions = reject
                smtpd_tls_security_level = may
                smtpd_peername_lookup = no
                """.replace("QUEUE", queue.toString()).replace("DATA", data.toString()));
        StringBuilder master = new StringBuilder("""
                postlog unix-dgram n - n - 1 postlogd
                anvil unix - - n - 1 anvil
                tlsmgr unix - - n 1000? 1 tlsmgr
                rewrite unix - - n - - trivial-rewrite
                """);
        for (Map.Entry<String, List<TestCertificate>> server : servers.entrySet()) {
            Path file = home.resolve(server.getKey() + ".pem");
            StringBuilder pem = new StringBuilder(server.getValue().get(0).keyPem());
            server.getValue().forEach(each -> pem.append(each.certificatePem()));
            Files.writeString(file, pem);
            master.append(server.getKey() + ":25 inet n - n - - smtpd\n  -o smtpd_tls_chain_files=" + file + "\n");
        }
        Files.writeString(home.resolve("master.cf"), master);
        String postfix = Program.find("postfix", "postfix");
        // Its master process leaves the group of those that started it, and outlives them.
        parts.add(() -> run(Duration.ofSeconds(10), List.of(postfix, "-c", home.toString(), "abort")));
        start(
                "postfix",
                List.of(postfix, "-c", home.toString(), "start-fg"),
                List.of(
                        Program.find("bash", "bash"),
                        "-c",
                        "exec 3<>/dev/tcp/" + servers.keySet().iterator().next()
                                + "/25 && read -r -t 5 line <&3 && printf '%s' \"$line\""));
    }

    /**
     * Runs a program inside.
     *
     * @param limit how long it may take
     * @param command the program and its arguments
     * @return what it did
     */
    Run run(Duration limit, List<String> command) throws IOException {
        return Run.of(folder, limit, network.inside(command));
    }

    /**
     * Runs {@link DaneProbe} inside.
     *
     * @param lines what to look at
     * @return one line for each
     */
    List<String> probe(List<String> lines) throws IOException {
        Path file = Files.write(folder.resolve("probe"), lines);
        return run(
                        Duration.ofSeconds(60),
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                DaneProbe.class.getName(),
                                file.toString()))
                .orThrow()
                .out()
                .lines()
                .toList();
    }

    /**
     * What Postfix's client says of a server.
     *
     * @param destination a host in brackets, or a domain with MX records
     * @return its log
     */
    String fingered(String destination) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Program.find("posttls-finger", "postfix"),
                // no question to the root, which is not there
                "-o",
                "dnssec_probe=",
                "-c",
                "-l",
                "dane",
                "-t",
                "5",
                destination));
        Run run = run(Duration.ofSeconds(20), command);
        return run.out() + run.err();
    }

    @Override
    public void close() {
        parts.close();
    }
}
