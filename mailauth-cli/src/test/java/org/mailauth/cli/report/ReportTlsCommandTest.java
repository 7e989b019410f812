package org.mailauth.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.cli.Run;

class ReportTlsCommandTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    private Path reports;

    @BeforeEach
    void makeFolder() throws IOException {
        reports = Files.createDirectory(folder.resolve("reports"));
    }

    private static String failure(String type, long sessions) {
        return "{\"result-type\":\"" + type + "\",\"sending-mta-ip\":\"192.0.2.1\",\"receiving-mx-hostname\":"
                + "\"mx.example.com\",\"failed-session-count\":" + sessions + "}";
    }

    private static String report(String who, String domain, long successful, long failed, String failures) {
        return "{\"organization-name\":\"" + who + "\",\"date-range\":{\"start-datetime\":\"2026-11-01T00:00:00Z\","
                + "\"end-datetime\":\"2026-11-01T23:59:59Z\"},\"contact-info\":\"a@sender.example\",\"report-id\":\"r1\","
                + "\"policies\":[{\"policy\":{\"policy-type\":\"sts\",\"policy-domain\":\"" + domain
                + "\"},\"summary\":{\"total-successful-session-count\":" + successful
                + ",\"total-failure-session-count\":" + failed + "},\"failure-details\":[" + failures + "]}]}";
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(octets)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return octets.toByteArray();
    }

    private static String part(String type, byte[] octets) {
        return "--b\r\nContent-Type: " + type + "\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(octets) + "\r\n";
    }

    /** RFC 8460 §5.3: multipart/report, a part for people, and one with the report. */
    private static byte[] mail(String... parts) {
        return ("From: tls@sender.example\r\nTLS-Report-Domain: example.com\r\nMIME-Version: 1.0\r\n"
                        + "Content-Type: multipart/report; report-type=\"tlsrpt\"; boundary=b\r\n\r\n"
                        + "--b\r\nContent-Type: text/plain\r\n\r\nThis is a report.\r\n"
                        + String.join("", parts) + "--b--\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private void fill() throws IOException {
        Files.writeString(
                reports.resolve("a.json"),
                report(
                        "Sender",
                        "example.com",
                        90,
                        10,
                        failure("certificate-expired", 7) + "," + failure("starttls-not-supported", 3)));
        Files.write(reports.resolve("b.json.gz"), gzip(report("Other", "example.com", 40, 0, "")));
        Files.write(
                reports.resolve("c.eml"),
                mail(part("application/tlsrpt+gzip", gzip(report("Third", "example.net", 1, 1, failure("odd", 1))))));
        Files.write(
                reports.resolve("d.eml"),
                mail(part(
                        "application/tlsrpt+json",
                        report("Fourth", "example.net", 2, 0, "").getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void failuresAreSummedUpByDomainAndType() throws IOException {
        fill();

        Run run = Run.of("report", "tls", reports.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.lines().get(0)).startsWith("4 reports in 4 files");
        assertThat(run.lines())
                .containsSubsequence(
                        "  sessions 144, failed 11 (7.6 %)",
                        "  from 2026-11-01T00:00:00Z to 2026-11-01T23:59:59Z",
                        "  example.com: sessions 140, failed 10 (7.1 %)",
                        "    policy sts: 140",
                        "    certificate-expired: 7",
                        "    starttls-not-supported: 3",
                        "  example.net: sessions 4, failed 1 (25.0 %)",
                        "    unknown: 1");
    }

    @Test
    void jsonIsAsItsSchemaSays() throws IOException {
        fill();

        Run run = Run.of("report", "tls", "--json", reports.toString());

        JsonNode json = JSON.readTree(run.out());
        Path schema = Path.of(System.getProperty("basedir", ".")).resolve("../docs/report-tls.schema.json");
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(JSON.readTree(Files.readString(schema)))
                        .validate(json))
                .isEmpty();
        assertThat(json.at("/total/failed").asLong()).isEqualTo(11);
        assertThat(json.at("/domains/0/failures/0/type").asText()).isEqualTo("certificate-expired");
    }

    @Test
    void csvHasALineForEachPolicyAndFailureAndItsColumnsAddUp() throws IOException {
        fill();

        String[] lines =
                Run.of("report", "tls", "--csv", reports.toString()).out().split("\r\n", -1);

        assertThat(lines).hasSize(1 + 4 + 3 + 1);
        assertThat(lines[0].split(",", -1)).hasSize(17);
        assertThat(lines[1]).contains(",\"sts\",\"example.com\",\"90\",\"10\",\"\",");
        assertThat(lines[2]).contains(",\"\",\"\",\"certificate-expired\",\"7\",\"192.0.2.1\",\"mx.example.com\",");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", " =1", "\uFF1D1", "|x"})
    void cellsOfCsvAreNoFormulas(String hostile) throws IOException {
        Files.writeString(reports.resolve("a.json"), report(hostile, hostile, 1, 1, failure(hostile, 1)));

        String[] lines =
                Run.of("report", "tls", "--csv", reports.toString()).out().split("\r\n", -1);

        for (int line : new int[] {1, 2}) {
            assertThat(lines[line].split("(?<=\"),", -1))
                    .hasSize(17)
                    .allSatisfy(cell -> assertThat(cell).matches("\"([^=+@|%\uFF1D -].*)?\""));
        }
    }

    @Test
    void textOfStrangersStaysText() throws IOException {
        Files.writeString(
                reports.resolve("a.json"),
                report("x\\u001b[2J", "\\u001b[31m\\u202e\\nexample.com", 1, 1, failure("\\u001b[0m", 1)));

        Run run = Run.of("report", "tls", reports.toString());

        assertThat(run.out()).doesNotContain("\u001b", "\u202E").contains("    unknown: 1");
        assertThat(Run.of("report", "tls", "--json", reports.toString()).lines())
                .hasSize(1);
    }

    @Test
    void mailIsNotBelievedAboutItsParts() throws IOException {
        byte[] report = report("Sender", "example.com", 5, 0, "").getBytes(StandardCharsets.UTF_8);
        Files.write(
                reports.resolve("a.eml"),
                mail(
                        part("application/zip", new byte[] {'P', 'K', 3, 4}),
                        part("application/octet-stream", gzip(new String(report, StandardCharsets.UTF_8))),
                        part("application/tlsrpt+gzip", report),
                        part("application/tlsrpt+json", "no report".getBytes(StandardCharsets.UTF_8))));

        Run run = Run.of("report", "tls", reports.toString());

        assertThat(run.status()).isZero();
        assertThat(run.lines().get(0)).startsWith("2 reports in 1 file");
        assertThat(run.err()).contains("warning: ", "a.eml': the report is no JSON text");
    }

    @Test
    void reportInAForwardedMailIsFound() throws IOException {
        byte[] mail = mail(part("application/tlsrpt+gzip", gzip(report("Sender", "example.com", 5, 0, ""))));
        Files.writeString(
                reports.resolve("a.eml"),
                "From: a@example.com\r\nContent-Type: message/rfc822\r\n\r\n"
                        + new String(mail, StandardCharsets.US_ASCII));

        assertThat(Run.of("report", "tls", reports.toString()).lines().get(0)).startsWith("1 report in 1 file");
    }

    @Test
    void whatIsNoReportIsToldAndTheOthersCount() throws IOException {
        fill();
        Files.writeString(reports.resolve("e.txt"), "no report");
        Files.writeString(reports.resolve("f.eml"), "From: a@example.com\r\n\r\nHello\r\n");
        Files.write(reports.resolve("g.gz"), new byte[] {0x1F, (byte) 0x8B, 8, 0, 1});
        // a mebibyte and more out of next to nothing
        Files.write(reports.resolve("h.gz"), gzip(" ".repeat(8 << 20)));
        Files.writeString(
                reports.resolve("i.eml"), "Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\n".repeat(500));
        Files.writeString(reports.resolve("j.json"), "");

        Run run = Run.of("report", "tls", reports.toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.lines().get(0)).startsWith("4 reports in 10 files; 6 could not be read");
        assertThat(run.err().lines())
                .hasSize(6)
                .allSatisfy(line -> assertThat(line).startsWith("mailauth: cannot read '"));
        assertThat(run.err())
                .contains("f.eml': there is no TLS report in it", "h.gz': the report expands to more than");
    }

    @Test
    void countsOutOfAllBoundsAreStillCounted() throws IOException {
        String many = report("Sender", "example.com", (1L << 53) - 1, (1L << 53) - 1, "");
        String entry = many.substring(many.indexOf("{\"policy\":"), many.length() - 2);
        Files.writeString(reports.resolve("a.json"), many.replace(entry, entry + ("," + entry).repeat(900)));

        Run run = Run.of("report", "tls", "--json", reports.toString());

        assertThat(run.status()).isZero();
        assertThat(JSON.readTree(run.out()).at("/total/failed").asLong()).isEqualTo(901 * ((1L << 53) - 1));
    }

    @Test
    void standardInputIsRead() throws IOException {
        Run run = Run.withInput(gzip(report("Sender", "example.com", 5, 0, "")), "report", "tls", "-");

        assertThat(run.lines().get(0)).startsWith("1 report in 1 file");
    }
}
