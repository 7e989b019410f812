package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailauth.message.BodyStream;
import org.mailauth.testkit.InMemoryDns;

/** Memory does not grow with a message: shown in a JVM that has a sixteenth of the message's size. */
class BoundedMemoryTest {
    private static final long GIBIBYTE = 1 << 30;

    @TempDir
    Path folder;

    @Test
    void gibibyteIsSignedAndVerifiedWithin64MebibytesOfHeap() throws IOException, InterruptedException {
        String[] told = run("1024").split(" ");
        assertThat(told).hasSize(2);
        assertThat(told[0]).isEqualTo(DkimReason.VERIFIED.name());
        // The relaxed form takes away a few octets of every kibibyte.
        assertThat(Long.parseLong(told[1])).isBetween(GIBIBYTE / 100 * 99, GIBIBYTE);
    }

    private String run(String mebibytes) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process child = new ProcessBuilder(
                        java.toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath(),
                        BoundedMemory.class.getName(),
                        mebibytes)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int status = child.waitFor();
        String text = Files.readString(output, StandardCharsets.UTF_8).strip();
        assertThat(status).as(text).isZero();
        return text;
    }

    /** Whatever the tests run on, class path or module path: the places where the classes that are needed lie. */
    private static String classPath() {
        return Stream.of(
                        BoundedMemory.class,
                        DkimVerifier.class,
                        BodyStream.class,
                        InMemoryDns.class,
                        Ed25519Signer.class)
                .map(BoundedMemoryTest::placeOf)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String placeOf(Class<?> type) {
        String name = type.getName().replace('.', '/') + ".class";
        URL url = Objects.requireNonNull(type.getResource("/" + name), name);
        try {
            URLConnection connection = url.openConnection();
            if (connection instanceof JarURLConnection jar) {
                return Path.of(jar.getJarFileURL().toURI()).toString();
            }
            Path file = Path.of(URI.create(url.toString()));
            for (int depth = name.split("/", -1).length; depth > 0; depth--) {
                file = file.getParent();
            }
            return file.toString();
        } catch (Exception unknown) {
            throw new IllegalStateException("no place of " + url, unknown);
        }
    }
}
