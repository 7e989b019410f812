package org.mailauth.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailauth.conformance.ChildProgram;

/** What checks allocate, counted by the JVM and not timed: whatever is made for each message shows here. */
class AllocationTest {
    @TempDir
    Path folder;

    /**
     * Bounds are about 1.2 times what JDK 17 and 25 need. Before traces were written on demand and answers of the DNS in
     * memory were shared, the six figures were 2216, 8416, 4592, 3672, 20680 and 5728.
     */
    @Test
    void checksTakeLittle() throws IOException, InterruptedException {
        List<String> lines =
                ChildProgram.run(folder, List.of("-Xmx256m", "-XX:+UseSerialGC", "-Xbatch"), Allocation.class);
        List<Long> octets = Stream.of(lines.get(lines.size() - 1).split(" ", -1))
                .map(Long::valueOf)
                .toList();
        List<Long> bounds = List.of(1020L, 2170L, 1440L, 1600L, 5880L, 1950L);
        assertThat(octets).hasSameSizeAs(bounds);
        for (int row = 0; row < bounds.size(); row++) {
            assertThat(octets.get(row)).as("row %d of %s", row, octets).isBetween(300L, bounds.get(row));
        }
    }
}
