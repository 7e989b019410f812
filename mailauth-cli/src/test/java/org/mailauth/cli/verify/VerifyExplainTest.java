package org.mailauth.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailauth.cli.Run;
import org.mailauth.cli.Sample;
import org.mailauth.dkim.diagnosis.DkimCause;

class VerifyExplainTest {
    private static final String ZONE = Sample.ZONE.toString();
    private static final String FOOTER = "_____\r\nlist mailing list\r\n";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    private String file(String text) {
        return Sample.write(folder, "changed.eml", text).toString();
    }

    private static String crlf(String text) {
        return text.replace("\r\n", "\n").replace("\n", "\r\n");
    }

    private static String listed() {
        return crlf(Sample.signed()).replace("Subject: ", "Subject: [list] ") + FOOTER;
    }

    @Test
    void footerAndSubjectTagAreNamedUnderEachSignature() {
        Run run = Run.of("verify", "--explain", file(listed()), "--zone", ZONE);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.lines().stream().filter(line -> line.contains("explanation: ")))
                .hasSize(4)
                .anyMatch(line -> line.contains("a footer of " + FOOTER.length() + " octets was appended"))
                .anyMatch(line -> line.contains("Subject was \"Is dinner ready?\", is \"[list] Is dinner ready?\""));
    }

    @Test
    void withoutTheOptionNothingIsExplained() throws Exception {
        Run text = Run.of("verify", file(listed()), "--zone", ZONE);
        Run json = Run.of("verify", "--json", file(listed()), "--zone", ZONE);

        assertThat(text.out()).doesNotContain("explanation");
        assertThat(JSON.readTree(json.out())
                        .get("dkim")
                        .get(0)
                        .get("explanation")
                        .isNull())
                .isTrue();
    }

    @Test
    void verdictAndExitStatusStayWhatTheyAre() {
        Run plain = Run.of("verify", file(listed()), "--zone", ZONE);
        Run explained = Run.of("verify", "--explain", file(listed()), "--zone", ZONE);

        assertThat(explained.status()).isEqualTo(plain.status());
        assertThat(explained.lines()).containsAll(plain.lines());
    }

    @Test
    void passingSignatureHasNothingToExplain() throws Exception {
        Run run = Run.of("verify", "--explain", "--json", Sample.SIGNED.toString(), "--zone", ZONE);

        assertThat(run.status()).isZero();
        assertThat(JSON.readTree(run.out()).get("dkim").get(0).get("explanation"))
                .isEmpty();
    }

    @Test
    void jsonHasCauseNumbersAndWhatTheFieldWas() throws Exception {
        Run run = Run.withInput(
                listed().getBytes(StandardCharsets.UTF_8), "verify", "--explain", "--json", "-", "--zone", ZONE);

        JsonNode explanation = JSON.readTree(run.out()).get("dkim").get(0).get("explanation");
        assertThat(explanation).hasSize(2);
        JsonNode body = explanation.get(0);
        assertThat(body.get("cause").textValue()).isEqualTo("body-text-appended");
        assertThat(body.get("confidence").textValue()).isEqualTo("exact");
        assertThat(body.get("octets").intValue()).isEqualTo(FOOTER.length());
        assertThat(body.get("field").isNull()).isTrue();
        JsonNode header = explanation.get(1);
        assertThat(header.get("cause").textValue()).isEqualTo("subject-tag");
        assertThat(header.get("field").textValue()).isEqualTo("Subject");
        assertThat(header.get("was").textValue()).isEqualTo("Is dinner ready?");
        assertThat(header.get("is").textValue()).isEqualTo("[list] Is dinner ready?");
    }

    @Test
    void unknownChangeIsSaidToBeUnknown() throws Exception {
        String changed = crlf(Sample.signed()).replace("hungry", "thirsty");
        Run run = Run.of("verify", "--explain", "--json", file(changed), "--zone", ZONE);

        JsonNode explanation = JSON.readTree(run.out()).get("dkim").get(0).get("explanation");
        assertThat(explanation).hasSize(1);
        assertThat(explanation.get(0).get("cause").textValue()).isEqualTo("body-unexplained");
        assertThat(explanation.get(0).get("confidence").textValue()).isEqualTo("unknown");
    }

    @Test
    void textFromTheMessageCannotDriveTheTerminal() {
        String changed = crlf(Sample.signed()).replace("Subject: ", "Subject: \u001b[2J\u202e ") + "\u001b[2J\r\n";
        Run run = Run.of("verify", "--explain", file(changed), "--zone", ZONE);

        assertThat(run.out()).contains("explanation: ").doesNotContain("\u001b", "\u202e");
    }

    @Test
    void everyCauseIsDocumented() throws Exception {
        Path docs = Path.of(System.getProperty("basedir", ".")).resolve("../docs/dkim-diagnosis.md");
        String text = Files.readString(docs);

        for (DkimCause cause : DkimCause.values()) {
            assertThat(text).contains("| `" + cause.code() + "` |");
        }
    }
}
