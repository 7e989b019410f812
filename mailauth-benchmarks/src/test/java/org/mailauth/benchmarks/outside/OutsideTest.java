package org.mailauth.benchmarks.outside;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.benchmarks.rows.DkimRows;
import org.mailauth.benchmarks.rows.Row;

/** What drivers print becomes rows; what they cannot do, or do wrong, is said in the row. */
class OutsideTest {
    private static final Work VERIFY = new Work(DkimRows.VERIFY, "ed25519", "1 KiB", 1024);
    private static final Work SIGN = new Work(DkimRows.SIGN, "ed25519", "1 KiB", 1024);
    private static final Plan PLAN = new Plan(2, 3, 1);

    @TempDir
    Path folder;

    @Test
    void eachLineIsARepetition() {
        Answer answer = Answer.read("10\t4000\n10\t1000\n5\t1000\n", 3);

        assertThat(answer.nanos()).containsExactly(100.0, 200.0, 400.0);
        assertThat(answer.median()).isEqualTo(200);
        assertThat(answer.error()).isEqualTo(150);
        assertThat(answer.perSecond()).isEqualTo(5_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12\n", "0\t5\n", "5\t0\n", "a\tb\n", "1\t2\n1\t2\n", "cannot\n"})
    void anythingElseIsNoMeasurement(String output) {
        assertThatIllegalArgumentException().isThrownBy(() -> Answer.read(output, 1));
    }

    @Test
    void roundsAreJoinedAndOneThatFailedIsNotForgotten() {
        Answer one = Answer.read("1\t100\n", 1);
        Answer two = Answer.read("1\t300\n", 1);

        assertThat(one.and(two).median()).isEqualTo(200);
        assertThat(one.and(Answer.failed("x")).instead()).isEqualTo("failed: x");
        assertThat(Answer.failed("x").and(two).isFailed()).isTrue();
        assertThat(Answer.read("cannot\twithout a key\n", 3).instead()).isEqualTo("cannot: without a key");
    }

    @Test
    void tableHasARowForEveryAnswerAndRatios() throws Exception {
        String twice = "n=0; while [ $n -lt 3 ]; do echo '10\t20000'; n=$((n+1)); done";
        List<Driver> drivers = List.of(
                driver(Row.MAILAUTH, "echo '10\t10000'; echo '10\t10000'; echo '10\t30000'"),
                driver("slow", twice),
                driver("without", "echo 'cannot\tit'"),
                driver("broken", "echo wrong signature >&2; exit 2"),
                new Driver("absent", List.of("/nowhere/driver"), 1));

        OutsideTable table = new Outside(folder, PLAN, drivers).measure(List.of(VERIFY));

        assertThat(table.text())
                .contains("- slow: slow 1.0\n")
                .doesNotContain("- absent")
                .contains("| DKIM verify | ed25519 1 KiB | mailauth | 1,000,000 | 100 |  |\n")
                .contains("| DKIM verify | ed25519 1 KiB | slow | 500,000 | 0 | 2.00 times as fast |\n")
                .contains("| DKIM verify | ed25519 1 KiB | without | cannot: it | |  |\n")
                .contains("| broken | failed: exit code 2, wrong signature | |  |\n")
                .contains("| absent | cannot: not installed | |  |\n");
        assertThat(table.anyFailed()).isTrue();
        Path json = folder.resolve("table.json");
        table.writeJson(json);
        JsonNode rows = new ObjectMapper().readTree(json.toFile()).path("rows");
        assertThat(rows).hasSize(5);
        assertThat(rows.path(1).path("mailauthTimesAsFast").asDouble()).isEqualTo(2);
        assertThat(rows.path(4).path("instead").asText()).isEqualTo("cannot: not installed");
    }

    /** A driver that says what it is, and otherwise what a script says. */
    private static Driver driver(String who, String script) {
        String whole = "if [ \"$1\" = version ]; then echo " + who + " 1.0; else " + script + "; fi";
        return new Driver(who, List.of("/bin/sh", "-c", whole, "sh"), 1);
    }

    @Test
    void signatureThatDoesNotVerifyIsAFailure() throws Exception {
        // copies the message as it is
        List<Driver> drivers = List.of(driver("forger", "cp \"$6\" \"$8\"; echo '1\t1'; echo '1\t1'; echo '1\t1'"));

        assertThat(new Outside(folder, PLAN, drivers).measure(List.of(SIGN)).text())
                .contains("failed: what it signed does not verify");
    }

    @ParameterizedTest
    @ValueSource(strings = {MailauthDriver.DEFAULT, MailauthDriver.NOTHING_CACHED})
    void mailauthSpeaksAsTheDriversDo(String variant) throws Exception {
        for (Work work : List.of(VERIFY, SIGN)) {
            assertThat(Answer.read(mailauth(variant, work.prepare(folder)), 2).nanos())
                    .hasSize(2);
            assertThat(work.holds(folder)).isTrue();
        }
    }

    @Test
    void resultOtherThanPassEndsTheMeasurement() throws Exception {
        List<String> order = VERIFY.prepare(folder);
        Path message = Path.of(order.get(2));
        Files.write(message, "changed\r\n".getBytes(UTF_8), StandardOpenOption.APPEND);

        assertThatIllegalStateException()
                .isThrownBy(() -> mailauth(MailauthDriver.DEFAULT, order))
                .withMessage("signature: does not pass");
    }

    private static String mailauth(String variant, List<String> order) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("6", "2", "1"));
        arguments.addAll(order);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PrintStream print = new PrintStream(out, true, UTF_8)) {
            MailauthDriver.run(variant, arguments, print);
        }
        return out.toString(UTF_8);
    }

    @Test
    void programThatDoesNotStartIsAFailure() {
        assertThatExceptionOfType(Driver.Failure.class)
                .isThrownBy(() -> new Driver("absent", List.of("/nowhere/driver"), 1).version(folder))
                .withMessage("does not start");
    }
}
