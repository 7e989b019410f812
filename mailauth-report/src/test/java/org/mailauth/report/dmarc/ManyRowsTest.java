package org.mailauth.report.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailauth.conformance.ChildProgram;

/**
 * Memory does not grow with a report: shown in a JVM that has a small part of its size. A report of 400,000 rows has 160 MB; the
 * system property {@value #ROWS} makes it another number.
 */
class ManyRowsTest {
    private static final String ROWS = "mailauth.test.rows";

    @TempDir
    Path folder;

    @Test
    void rowsAreReadWithin24MebibytesOfHeap() throws IOException, InterruptedException {
        long rows = Long.getLong(ROWS, 400_000);
        List<String> lines =
                ChildProgram.run(folder, List.of("-Xmx24m", "-XX:+UseSerialGC"), ManyRows.class, Long.toString(rows));
        assertThat(lines.get(lines.size() - 1)).isEqualTo(rows + " " + 3 * rows + " " + 3 * rows);
    }
}
