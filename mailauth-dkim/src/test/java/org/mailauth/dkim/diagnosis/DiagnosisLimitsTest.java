package org.mailauth.dkim.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The search ends where it must, says so, and gives the same answer each time. */
class DiagnosisLimitsTest {
    private static final TestSigner ED25519 = TestSigner.of(TestSigner.Key.ED25519, "relaxed/simple");
    private static final String HEADER = "From: ann@example.com\r\nTo: bob@example.net\r\nSubject: one two three\r\n";
    private static final long MANY = 1L << 40;

    private static String mail(String body) {
        return HEADER + "\r\n" + body;
    }

    private static List<DkimCause> causes(DkimDiagnosis diagnosis) {
        return diagnosis.explanations().stream().map(DkimExplanation::cause).toList();
    }

    @Test
    void limitsMustBePositive() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DiagnosisLimits(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new DiagnosisLimits(1, 0));
    }

    @Test
    void bodyBeyondTheLimitIsUnexplainedAndIncomplete() {
        String changed = ED25519.sign(mail("Hello\r\n")) + "footer\r\n";
        DkimDiagnosis none = TestSigner.diagnose(changed, new DiagnosisLimits(10, 100));

        assertThat(causes(none)).first().isEqualTo(DkimCause.BODY_UNEXPLAINED);
        assertThat(none.isComplete()).isFalse();
        assertThat(causes(TestSigner.diagnose(changed))).containsExactly(DkimCause.BODY_TEXT_APPENDED);
    }

    @Test
    void largerLimitFindsMoreAndNeverAnotherCause() {
        String changed = ED25519.sign(mail("Hello\r\n")) + "footer\r\n";
        int found = 0;
        for (long octets = 1; octets < 200_000; octets = octets * 3 / 2 + 1) {
            DkimDiagnosis diagnosis = TestSigner.diagnose(changed, new DiagnosisLimits(octets, 100));
            if (causes(diagnosis).get(0) == DkimCause.BODY_TEXT_APPENDED) {
                found++;
            } else {
                assertThat(found).as("found with less").isZero();
                assertThat(causes(diagnosis)).first().isEqualTo(DkimCause.BODY_UNEXPLAINED);
                assertThat(diagnosis.isComplete()).isFalse();
            }
        }
        assertThat(found).isPositive();
    }

    @Test
    void fewCandidatesLeaveTheHeaderUnexplained() {
        String changed = ED25519.sign(mail("Hello\r\n")).replace("one two three", "[a] [b] [c] one two three");
        DkimDiagnosis none = TestSigner.diagnose(changed, new DiagnosisLimits(MANY, 3));

        assertThat(causes(none)).containsExactly(DkimCause.HEADER_OR_KEY_UNEXPLAINED);
        assertThat(none.isComplete()).isFalse();
        assertThat(causes(TestSigner.diagnose(changed))).containsExactly(DkimCause.SUBJECT_TAG);
    }

    @Test
    void footerOfALongBodyIsFoundInOnePass() {
        String body = "a line of text\r\n".repeat(200_000);
        String changed = ED25519.sign(mail(body)) + "footer\r\n";
        DkimDiagnosis diagnosis = TestSigner.diagnose(changed);

        assertThat(causes(diagnosis)).containsExactly(DkimCause.BODY_TEXT_APPENDED);
        assertThat(diagnosis.explanations().get(0).octets()).hasValue(8);
    }

    @Test
    void hostileBodiesEndWithinTheLimits() {
        List<String> bodies = List.of(
                "\r\n".repeat(100_000) + "x",
                "--b\r\n".repeat(50_000),
                ".\r\n".repeat(50_000),
                ">".repeat(200_000) + "From ",
                "=\r\n".repeat(50_000),
                "\r".repeat(100_000),
                " \t".repeat(100_000),
                "From \r\n".repeat(30_000));
        for (String body : bodies) {
            String changed = ED25519.sign(mail("x\r\n")).replace("x\r\n", body + "\r\n");
            DkimDiagnosis diagnosis = TestSigner.diagnose(changed, new DiagnosisLimits(20_000_000, 50));
            assertThat(diagnosis.explanations()).isNotEmpty();
        }
    }

    @Test
    void hostileHeadersEndWithinTheLimits() {
        String names = "from:to:subject:";
        String signed = ED25519.sign(mail("x\r\n"));
        List<String> changes = List.of(
                signed.replace("one two", "[".repeat(7000)),
                signed.replace("one two", "=?utf-8?q?".repeat(700)),
                signed.replace("bob@", "\"".repeat(3000) + "<(,".repeat(1000) + "@"),
                signed.replace("h=from:to:", "h=" + names.repeat(60) + "from:to:"),
                signed.replace(
                        "To:",
                        String.join(
                                        "",
                                        IntStream.range(0, 600)
                                                .mapToObj(at -> "Comments: " + at + "\r\n")
                                                .toList())
                                + "To:"),
                signed.replace("To:", "Content-Type: x;" + "a=\"b\";".repeat(1000) + "\r\nTo:")
                        .replace("three", "four"));
        for (String changed : changes) {
            DkimDiagnosis diagnosis = TestSigner.diagnose(changed, new DiagnosisLimits(20_000_000, 200));
            assertThat(causes(diagnosis)).containsExactly(DkimCause.HEADER_OR_KEY_UNEXPLAINED);
        }
    }

    @Test
    void sameMessageGetsTheSameAnswer() {
        String changed = ED25519.sign(mail("Hello\r\n")).replace("one", "[list] one") + "footer\r\n";

        assertThat(TestSigner.diagnose(changed).explanations())
                .isEqualTo(TestSigner.diagnose(changed).explanations())
                .hasSize(2);
    }
}
