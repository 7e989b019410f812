package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailauth.conformance.ChildProgram;

/** Memory does not grow with a message: shown in a JVM that has a sixteenth of the message's size. */
class BoundedMemoryTest {
    private static final long GIBIBYTE = 1 << 30;

    @TempDir
    Path folder;

    @Test
    void gibibyteIsSignedAndVerifiedWithin64MebibytesOfHeap() throws IOException, InterruptedException {
        List<String> lines =
                ChildProgram.run(folder, List.of("-Xmx64m", "-XX:+UseSerialGC"), BoundedMemory.class, "1024");
        String[] told = lines.get(lines.size() - 1).split(" ", -1);
        assertThat(told).hasSize(2);
        assertThat(told[0]).isEqualTo(DkimReason.VERIFIED.name());
        // The relaxed form takes away a few octets of every kibibyte.
        assertThat(Long.parseLong(told[1])).isBetween(GIBIBYTE / 100 * 99, GIBIBYTE);
    }
}
