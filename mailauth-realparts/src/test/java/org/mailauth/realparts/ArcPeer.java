package org.mailauth.realparts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.mailauth.dkim.SigningKey;

/**
 * A foreign implementation of ARC, behind a driver with two commands:
 *
 * <ul>
 *   <li>{@code verify FILE...}: prints for each file a line with file, {@code pass}, {@code fail} or {@code none}, and why,
 *       separated by tabs
 *   <li>{@code seal DOMAIN SELECTOR KEY SRV-ID IN OUT}: seals IN into OUT; not every peer can
 * </ul>
 */
final class ArcPeer {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Lab lab;
    private final String name;
    private final List<String> driver;

    private ArcPeer(Lab lab, String name, List<String> driver) {
        this.lab = lab;
        this.name = name;
        this.driver = driver;
    }

    static ArcPeer dkimpy(Lab lab) {
        List<String> driver = List.of(Program.find("python3", "python3"), "-B", Lab.resource("dkimpy-arc-peer.py"));
        return new ArcPeer(lab, Peers.DKIMPY, driver);
    }

    static ArcPeer mailDkim(Lab lab) {
        return new ArcPeer(
                lab, Peers.MAIL_DKIM, List.of(Program.find("perl", "perl"), Lab.resource("mail-dkim-arc-peer.pl")));
    }

    /** The status of a message's chain, a colon, and why. */
    String verify(byte[] message) throws IOException {
        Path file = Files.write(Files.createTempDirectory(lab.folder(), "arc").resolve("message.eml"), message);
        String[] fields = run("verify", List.of(file.toString())).strip().split("\t", 3);
        return fields[1] + ": " + fields[2];
    }

    /** The message, sealed by what its topmost Authentication-Results field says. */
    byte[] seal(byte[] message, String domain, String selector, SigningKey key, String authservId) throws IOException {
        Path folder = Files.createTempDirectory(lab.folder(), "arc");
        Path pem = Files.writeString(folder.resolve("key.pem"), key.toPem(), StandardCharsets.US_ASCII);
        Path in = Files.write(folder.resolve("in.eml"), message);
        Path out = folder.resolve("out.eml");
        run("seal", List.of(domain, selector, pem.toString(), authservId, in.toString(), out.toString()));
        return Files.readAllBytes(out);
    }

    private String run(String command, List<String> arguments) throws IOException {
        List<String> whole = new ArrayList<>(driver);
        whole.add(command);
        whole.addAll(arguments);
        return lab.run(LIMIT, whole).orThrow().out();
    }

    @Override
    public String toString() {
        return name;
    }
}
