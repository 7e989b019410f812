package org.mailauth.authenticator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.conformance.ChildProgram;

/**
 * Ten thousand messages side by side, by one authenticator, on two processors: no result is lost, and neither a thread nor
 * memory is left behind. In a JVM of its own, where nothing else has threads or memory.
 */
class ConcurrencyTest {
    private static final int MESSAGES = 10_000;
    /** A few hundred kilobytes more or less are the JVM's own; a leak of one kilobyte for each message is ten megabytes. */
    private static final long OCTETS_LEFT_PER_MESSAGE = 256;

    private static final List<String> JVM = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:ActiveProcessorCount=2");

    @TempDir
    Path folder;

    @Test
    void nothingIsLostOrLeftOnAFixedPoolThatAlsoLooksAhead() throws IOException, InterruptedException {
        authenticateAll(8, true);
    }

    /** On JDK 21 and later; on older ones a thousand threads stand in. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingIsLostOrLeftOnAVirtualThreadForEachMessage(boolean prefetch) throws IOException, InterruptedException {
        authenticateAll(Runtime.version().feature() < 21 ? 1000 : 0, prefetch);
    }

    private void authenticateAll(int threads, boolean prefetch) throws IOException, InterruptedException {
        Map<String, String> told = new LinkedHashMap<>();
        for (String line : ChildProgram.run(
                folder,
                JVM,
                ManyMessages.class,
                Integer.toString(MESSAGES),
                Integer.toString(threads),
                Boolean.toString(prefetch))) {
            int blank = line.indexOf(' ');
            told.put(line.substring(0, Math.max(0, blank)), line.substring(blank + 1));
        }

        assertThat(told).containsEntry("passed", Integer.toString(MESSAGES / 2));
        assertThat(told).containsEntry("refused", Integer.toString(MESSAGES / 2));
        assertThat(told).containsEntry("threads-left", "[]");
        assertThat(Long.parseLong(told.get("octets-left-per-message"))).isLessThan(OCTETS_LEFT_PER_MESSAGE);
    }
}
