package org.mailauth.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailauth.cli.Run;

class ReportFailureCommandTest {
    @TempDir
    Path folder;

    private String report(String name, String domain) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, """
                From: reporter@example.net
                Content-Type: multipart/report; report-type=feedback-report; boundary=b

                --b
                Content-Type: text/plain

                A message failed.
                --b
                Content-Type: message/feedback-report

                Feedback-Type: auth-failure
                User-Agent: Example/1
                Auth-Failure: dmarc
                Authentication-Results: mx.example.net; dmarc=fail header.from=example.com
                Identity-Alignment: dkim, spf
                Source-IP: 192.0.2.1
                Delivery-Result: reject
                Reported-Domain: %s

                --b
                Content-Type: text/rfc822-headers

                From: a@example.com
                Message-ID: <1@example.com>

                --b--
                """.formatted(domain).replace("\n", "\r\n"));
        return file.toString();
    }

    @Test
    void eachReportIsToldWithWhatIsWrong() throws IOException {
        String file = report("a.eml", "example.com\u001b[2J");

        Run run = Run.of("report", "failure", file);

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.lines())
                .containsExactly(
                        file + ": auth-failure, dmarc",
                        "  reported domain: example.com\\u001b[2J",
                        "  source: 192.0.2.1",
                        "  identity alignment: dkim, spf",
                        "  delivery: reject",
                        "  author: a@example.com",
                        "  note: Version is missing [RFC 5965 §3.1]",
                        "1 report in 1 file");
    }

    @Test
    void jsonHasEveryField() throws IOException {
        Run run = Run.of("report", "failure", "--json", report("a.eml", "example.com"));

        assertThat(run.status()).isZero();
        assertThat(run.lines()).hasSize(1);
        JsonNode json = new JsonMapper().readTree(run.out());
        assertThat(json.get("authFailure").asText()).isEqualTo("dmarc");
        assertThat(json.get("identityAlignment")).hasSize(2);
        assertThat(json.get("fields")).hasSize(8);
        assertThat(json.get("incidents").asLong()).isEqualTo(1);
        assertThat(json.get("arrival").isNull()).isTrue();
        assertThat(json.get("original").get("messageId").asText()).isEqualTo("<1@example.com>");
        assertThat(json.get("problems").get(0).get("code").asText()).isEqualTo("failure.missing");
    }

    @Test
    void cellsCannotBeFormulasAndOtherFilesAreTold() throws IOException {
        report("a.eml", "=HYPERLINK(1)");
        Files.writeString(folder.resolve("b.eml"), "Subject: no report\r\n\r\ntext\r\n");

        Run run = Run.of("report", "failure", "--csv", folder.toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("b.eml").contains("the mail has no part message/feedback-report");
        assertThat(run.lines()).hasSize(2);
        assertThat(run.lines().get(1)).contains("\"'=HYPERLINK(1)\"").endsWith("\"failure.missing\"");
        assertThat(Run.of("report", "failure", "--csv", "--json", "x").status()).isEqualTo(2);
    }
}
