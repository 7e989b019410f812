package org.mailauth.realparts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mailauth.dkim.SigningAlgorithm;

/**
 * A foreign implementation of DKIM, behind a driver with two commands:
 *
 * <ul>
 *   <li>{@code verify FILE...}: prints for each signature a line with file, place among the signatures, {@code pass} or
 *       {@code fail}, and why, separated by tabs
 *   <li>{@code sign DOMAIN SELECTOR ALGORITHM KEY HEADER-CANON BODY-CANON [IN OUT]...}: signs IN into OUT
 * </ul>
 */
final class Peer implements Verifier {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Lab lab;
    private final String name;
    private final List<String> driver;

    Peer(Lab lab, String name, List<String> driver) {
        this.lab = lab;
        this.name = name;
        this.driver = driver;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, List<Verdict>> verify(List<SignedMessage> messages) throws IOException {
        Path folder = Files.createTempDirectory(lab.folder(), "verify");
        Map<String, String> names = new LinkedHashMap<>();
        for (SignedMessage message : messages) {
            Path file = Files.write(folder.resolve(names.size() + ".eml"), message.octets());
            names.put(file.toString(), message.name());
        }
        Map<String, List<Verdict>> verdicts = new LinkedHashMap<>();
        for (String line : run("verify", List.copyOf(names.keySet())).lines().toList()) {
            String[] fields = line.split("\t", 4);
            List<Verdict> before = verdicts.computeIfAbsent(names.get(fields[0]), file -> new ArrayList<>());
            if (Integer.parseInt(fields[1]) != before.size()) {
                throw new IllegalStateException(name + " gives signatures in disorder: " + line);
            }
            before.add(new Verdict(fields[2].equals("pass"), fields[3]));
        }
        return verdicts;
    }

    /**
     * Signs samples.
     *
     * @param samples what to sign
     * @param canonicalizations how
     * @param algorithm whose key is taken
     * @param keys of {@link Keys#DOMAIN}
     * @return the samples, each with a signature
     */
    List<SignedMessage> sign(
            List<SampleMessage> samples, Canonicalizations canonicalizations, SigningAlgorithm algorithm, Keys keys)
            throws IOException {
        Path folder = Files.createTempDirectory(lab.folder(), "sign");
        Path key =
                Files.writeString(folder.resolve("key.pem"), keys.of(algorithm).toPem(), StandardCharsets.US_ASCII);
        List<String> arguments = new ArrayList<>(List.of(
                Keys.DOMAIN,
                Keys.selector(algorithm),
                algorithm.word(),
                key.toString(),
                canonicalizations.header().word(),
                canonicalizations.body().word()));
        for (int at = 0; at < samples.size(); at++) {
            Path in = Files.write(folder.resolve(at + ".in"), samples.get(at).octets());
            arguments.addAll(List.of(in.toString(), folder.resolve(at + ".out").toString()));
        }
        run("sign", arguments);
        List<SignedMessage> signed = new ArrayList<>();
        for (int at = 0; at < samples.size(); at++) {
            byte[] octets = Files.readAllBytes(folder.resolve(at + ".out"));
            signed.add(SignedMessage.of(samples.get(at), canonicalizations, List.of(algorithm), octets));
        }
        return signed;
    }

    private String run(String command, List<String> arguments) throws IOException {
        List<String> whole = new ArrayList<>(driver);
        whole.add(command);
        whole.addAll(arguments);
        return lab.run(LIMIT, whole).orThrow().out();
    }
}
