package org.mailauth.conformance;

import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One folder of the shared conformance suites.
 *
 * <p>The suites lie where the system property {@value #DIRECTORY} says. Where they are absent, {@link #open} aborts the
 * calling test, which is then reported as skipped. A suite that is there but broken throws.
 */
public final class ConformanceSuite {
    /** System property with the folder that holds all suites. */
    public static final String DIRECTORY = "mailauth.conformance.dir";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    private ConformanceSuite(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens a suite, or aborts the calling test when the suites are not at hand.
     *
     * @param name the suite's folder, such as {@code authres}
     * @return the suite
     */
    public static ConformanceSuite open(String name) {
        return open(System.getProperty(DIRECTORY), name);
    }

    static ConformanceSuite open(@Nullable String directory, String name) {
        Objects.requireNonNull(name, "name");
        if (directory == null || directory.isBlank()) {
            return abort("conformance suite " + name + " skipped: system property " + DIRECTORY + " is not set");
        }
        Path all = Path.of(directory);
        if (!Files.isDirectory(all)) {
            return abort("conformance suite " + name + " skipped: there is no folder " + all);
        }
        Path folder = all.resolve(name);
        if (!Files.isDirectory(folder)) {
            // The suites are there, so a missing one is a mistake in the test and no reason to skip it.
            throw new IllegalArgumentException("no conformance suite named " + name);
        }
        return new ConformanceSuite(folder);
    }

    /**
     * A file of the suite, read as JSON.
     *
     * @param file path inside the suite
     * @return the root of the document
     */
    public JsonNode json(String file) {
        try {
            return JSON.readTree(path(file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The octets of a file of the suite.
     *
     * @param file path inside the suite
     * @return the octets as stored
     */
    public byte[] octets(String file) {
        try {
            return Files.readAllBytes(path(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The octets of the file that a case names in {@code file}, checked against the case's {@code sha256}.
     *
     * @param conformanceCase a case with {@code file} and, mostly, {@code sha256}
     * @return the octets as stored
     * @throws IllegalStateException when the stored octets are not those the case was made for
     */
    public byte[] octets(JsonNode conformanceCase) {
        String file = conformanceCase.path("file").asText();
        byte[] octets = octets(file);
        String expected = conformanceCase.path("sha256").asText();
        if (!expected.isEmpty() && !expected.equalsIgnoreCase(sha256(octets))) {
            throw new IllegalStateException(file + " has been changed: its SHA-256 is not " + expected);
        }
        return octets;
    }

    /**
     * Where a file of the suite lies.
     *
     * @param file path inside the suite
     * @return the path
     */
    public Path path(String file) {
        return folder.resolve(file);
    }

    private static String sha256(byte[] octets) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
