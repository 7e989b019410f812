package org.mailauth.benchmarks.outside;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mailauth.benchmarks.rows.DkimRows;
import org.mailauth.benchmarks.rows.Mails;
import org.mailauth.dkim.SigningKey;

/**
 * What all implementations do with the same message, inside and outside Java.
 *
 * @param group {@link DkimRows#VERIFY} or {@link DkimRows#SIGN}
 * @param algorithm {@code rsa-2048} or {@code ed25519}
 * @param size how large the body is, as rows name it
 * @param octets how large that is
 */
record Work(String group, String algorithm, String size, int octets) {
    private static final int KIBI = 1 << 10;
    private static final int MEBI = 1 << 20;

    /** What the rows of {@link DkimRows} do. */
    static List<Work> all() {
        return List.of(
                new Work(DkimRows.VERIFY, "rsa-2048", "1 KiB", KIBI),
                new Work(DkimRows.VERIFY, "rsa-2048", "4 KiB", 4 * KIBI),
                new Work(DkimRows.VERIFY, "rsa-2048", "50 KiB", 50 * KIBI),
                new Work(DkimRows.VERIFY, "rsa-2048", "1 MiB", MEBI),
                new Work(DkimRows.VERIFY, "rsa-2048", "25 MiB", 25 * MEBI),
                new Work(DkimRows.VERIFY, "ed25519", "1 KiB", KIBI),
                new Work(DkimRows.VERIFY, "ed25519", "4 KiB", 4 * KIBI),
                new Work(DkimRows.SIGN, "rsa-2048", "4 KiB", 4 * KIBI),
                new Work(DkimRows.SIGN, "ed25519", "4 KiB", 4 * KIBI),
                new Work(DkimRows.SIGN, "rsa-2048", "1 MiB", MEBI));
    }

    String work() {
        return algorithm + " " + size;
    }

    boolean verifies() {
        return group.equals(DkimRows.VERIFY);
    }

    /** Writes the message and the key, and returns what a driver is told: what to do, with which files. */
    List<String> prepare(Path folder) throws IOException {
        SigningKey key = DkimRows.key(algorithm);
        byte[] plain = Mails.plain(octets);
        Path message = folder.resolve(fileName("eml"));
        List<String> order = new ArrayList<>(List.of(verifies() ? "verify" : "sign", algorithm, message.toString()));
        if (verifies()) {
            Files.write(message, Mails.signed(plain, key, 1));
            order.add(written(folder.resolve(algorithm + ".record"), Mails.keyRecord(key)));
        } else {
            Files.write(message, plain);
            order.add(written(folder.resolve(algorithm + ".pem"), key.toPem()));
            order.addAll(List.of(signed(folder).toString(), Mails.DOMAIN, Mails.SELECTOR));
        }
        return order;
    }

    /** Whether what a driver signed verifies: else a row measures a signature that is good for nothing. */
    boolean holds(Path folder) throws Exception {
        if (verifies()) {
            return true; // the driver looks at each result
        }
        if (Files.notExists(signed(folder))) {
            return false;
        }
        byte[] message = Files.readAllBytes(signed(folder));
        Files.delete(signed(folder));
        return DkimRows.verifier(message, DkimRows.key(algorithm), 1, null).run();
    }

    private Path signed(Path folder) {
        return folder.resolve(fileName("signed"));
    }

    private String fileName(String extension) {
        return (group + " " + work()).toLowerCase(Locale.ROOT).replace(' ', '-') + "." + extension;
    }

    private static String written(Path file, String text) throws IOException {
        return Files.writeString(file, text, US_ASCII).toString();
    }
}
