package org.mailauth.benchmarks;

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

/** The drivers of what Debian has can do every kind of work, and see when a signature does not pass. */
@Tag("real-parts")
class OutsideDriversTest {
    private static final OutsidePlan PLAN = new OutsidePlan(1, 2, 1);

    @TempDir
    static Path folder;

    @BeforeAll
    static void makeReady() throws Exception {
        Process install = new ProcessBuilder("src/main/drivers/install", folder.toString(), "--without-npm")
                .inheritIO()
                .start();
        assertThat(install.waitFor()).isZero();
    }

    static Stream<OutsideDriver> drivers() {
        return OutsideDriver.all(folder).stream()
                .filter(driver -> List.of("libopendkim", "dkimpy").contains(driver.who()));
    }

    @ParameterizedTest
    @MethodSource("drivers")
    void driverDoesAllWork(OutsideDriver driver) throws Exception {
        assertThat(driver.version(folder)).startsWith(driver.who());
        for (String algorithm : List.of("rsa-2048", "ed25519")) {
            for (String group : List.of(DkimRows.VERIFY, DkimRows.SIGN)) {
                OutsideWork work = new OutsideWork(group, algorithm, "1 KiB", 1024);
                OutsideAnswer answer = driver.measure(folder, PLAN, work.prepare(folder));
                assertThat(answer.nanos()).as(group + " " + algorithm).hasSize(2);
                assertThat(work.holds(folder)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("drivers")
    void driverSeesAChangedMessage(OutsideDriver driver) throws Exception {
        OutsideWork work = new OutsideWork(DkimRows.VERIFY, "rsa-2048", "1 KiB", 1024);
        List<String> order = work.prepare(folder);
        Files.write(Path.of(order.get(2)), "changed\r\n".getBytes(US_ASCII), StandardOpenOption.APPEND);

        assertThatExceptionOfType(OutsideDriver.Failure.class)
                .isThrownBy(() -> driver.measure(folder, PLAN, order))
                .withMessageStartingWith("exit code 2");
    }
}
