package org.mailauth.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.mailauth.testkit.InMemoryDns;
import org.opentest4j.TestAbortedException;

/** The shipped example, and files made for one test. */
public final class Sample {
    private static final Path EXAMPLES =
            Path.of(System.getProperty("basedir", ".")).resolve("../examples").normalize();

    /** The message of RFC 8463 Appendix A: an Ed25519 signature above an RSA one, both good. */
    public static final Path SIGNED = EXAMPLES.resolve("signed.eml");
    /** Its keys. */
    public static final Path ZONE = EXAMPLES.resolve("zone.txt");
    /** The seed of its Ed25519 key (RFC 8463 A.2). */
    public static final String SEED = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=";

    public static final String UNSIGNED =
            "From: joe@football.example.com\r\nTo: suzie@shopping.example.net\r\nSubject: x\r\n"
                    + "Date: Fri, 11 Jul 2003 21:00:37 -0700\r\nMessage-ID: <1@football.example.com>\r\n\r\nHi.\r\n";

    private Sample() {}

    public static String signed() {
        return text(SIGNED);
    }

    public static InMemoryDns dns() {
        return InMemoryDns.of(text(ZONE));
    }

    public static Path write(Path folder, String name, String content) {
        try {
            return Files.write(folder.resolve(name), content.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidPathException e) {
            throw new TestAbortedException("this system has no such file names", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
