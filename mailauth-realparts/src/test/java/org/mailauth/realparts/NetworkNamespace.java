package org.mailauth.realparts;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network of its own, with nothing but a loopback interface, and a {@code resolv.conf} that names 127.0.0.1: foreign
 * programs find their DNS at port 53 there, and nothing else. Needs root.
 */
final class NetworkNamespace implements AutoCloseable {
    private static final String PREFIX = "mailauth-";
    private static final Pattern OURS = Pattern.compile("(?m)^(?<name>" + PREFIX + "(?<owner>[0-9]{1,9})-[0-9a-z-]+)");
    private static final Path CONFIGURATIONS = Path.of("/etc/netns");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Path folder;
    private final String name;

    private NetworkNamespace(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /**
     * Makes one, and removes those that killed runs have left.
     *
     * @param folder for the output of programs
     * @return the network, with its loopback interface up
     */
    static NetworkNamespace create(Path folder) throws IOException {
        removeLeftovers(folder);
        String name = PREFIX + ProcessHandle.current().pid() + "-" + Long.toString(System.nanoTime(), 36);
        NetworkNamespace namespace = new NetworkNamespace(folder, name);
        try {
            // trust-ad: else clients do not see what a validating resolver says
            createFolder(namespace.configuration());
            Files.writeString(
                    namespace.configuration().resolve("resolv.conf"),
                    "nameserver 127.0.0.1\noptions trust-ad edns0 timeout:2 attempts:2\n");
            ip(folder, "netns", "add", name).orThrow();
            ip(folder, "-n", name, "link", "set", "lo", "up").orThrow();
            return namespace;
        } catch (IOException | RuntimeException e) {
            namespace.close();
            throw e;
        }
    }

    private static void createFolder(Path configuration) throws IOException {
        for (int attempt = 0; !Files.isDirectory(configuration); attempt++) {
            try {
                Files.createDirectories(configuration);
            } catch (NoSuchFileException parentGone) {
                // another run has just removed the empty parent
                if (attempt == 10) {
                    throw parentGone;
                }
            }
        }
    }

    private static void removeLeftovers(Path folder) throws IOException {
        Matcher names = OURS.matcher(ip(folder, "netns", "list").orThrow().out());
        while (names.find()) {
            if (ProcessHandle.of(Long.parseLong(names.group("owner"))).isEmpty()) {
                new NetworkNamespace(folder, names.group("name")).close();
            }
        }
    }

    private static Run ip(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Program.find("ip", "iproute2")));
        command.addAll(List.of(arguments));
        return Run.of(folder, LIMIT, command);
    }

    private Path configuration() {
        return CONFIGURATIONS.resolve(name);
    }

    /**
     * Gives the loopback interface one more address. Connections reach all of 127.0.0.0/8 without; a server that looks for
     * its interfaces' addresses needs it.
     *
     * @param address such as {@code 127.0.0.2}, or of IPv6
     */
    void addAddress(String address) throws IOException {
        boolean ipv6 = address.contains(":");
        ip(folder, "-n", name, "addr", "add", address + (ipv6 ? "/128" : "/32"), "dev", "lo")
                .orThrow();
    }

    /**
     * Wraps a command so that it runs inside.
     *
     * @param command the program and its arguments
     * @return what to run outside
     */
    List<String> inside(List<String> command) {
        List<String> wrapped = new ArrayList<>(List.of(Program.find("ip", "iproute2"), "netns", "exec", name));
        wrapped.addAll(command);
        return wrapped;
    }

    /** Removes the network and its configuration; programs still inside keep it alive until they end. */
    @Override
    public void close() throws IOException {
        ip(folder, "netns", "delete", name);
        Files.deleteIfExists(configuration().resolve("resolv.conf"));
        Files.deleteIfExists(configuration());
        try {
            Files.deleteIfExists(CONFIGURATIONS);
        } catch (DirectoryNotEmptyException others) {
            // there are other networks, which keep theirs
        }
    }
}
