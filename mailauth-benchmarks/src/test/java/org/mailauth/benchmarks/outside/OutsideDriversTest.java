package org.mailauth.benchmarks.outside;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailauth.benchmarks.rows.DkimRows;

/** The drivers of what Debian has can do every kind of work, and see when a signature does not pass. */
@Tag("real-parts")
class OutsideDriversTest {
    private static final Plan PLAN = new Plan(1, 2, 1);

    @TempDir
    static Path folder;

    @BeforeAll
    static void makeReady() throws Exception {
        Process install = new ProcessBuilder("src/main/drivers/install", folder.toString(), "--without-npm")
                .inheritIO()
                .start();
        assertThat(install.waitFor()).isZero();
    }

    static Stream<Driver> drivers() {
        return Driver.all(folder).stream()
                .filter(driver -> List.of("libopendkim", "dkimpy").contains(driver.who()));
    }

    @ParameterizedTest
    @MethodSource("drivers")
    void driverDoesAllWork(Driver driver) throws Exception {
        assertThat(driver.version(folder)).startsWith(driver.who());
        for (String algorithm : List.of("rsa-2048", "ed25519")) {
            for (String group : List.of(DkimRows.VERIFY, DkimRows.SIGN)) {
                Work work = new Work(group, algorithm, "1 KiB", 1024);
                Answer answer = driver.measure(folder, PLAN, work.prepare(folder));
                assertThat(answer.nanos()).as(group + " " + algorithm).hasSize(2);
                assertThat(work.holds(folder)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("drivers")
    void driverSeesAChangedMessage(Driver driver) throws Exception {
        Work work = new Work(DkimRows.VERIFY, "rsa-2048", "1 KiB", 1024);
        List<String> order = work.prepare(folder);
        Files.write(Path.of(order.get(2)), "changed\r\n".getBytes(US_ASCII), StandardOpenOption.APPEND);

        assertThatExceptionOfType(Driver.Failure.class)
                .isThrownBy(() -> driver.measure(folder, PLAN, order))
                .withMessageStartingWith("exit code 2");
    }
}
