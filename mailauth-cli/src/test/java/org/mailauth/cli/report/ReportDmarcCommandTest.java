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

class ReportDmarcCommandTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final long FIRST_OF_NOVEMBER = 1_793_491_200;
    private static final long DAY = 86_400;

    @TempDir
    Path folder;

    private Path reports;

    @BeforeEach
    void makeFolder() throws IOException {
        reports = Files.createDirectory(folder.resolve("reports"));
    }

    private static String row(String ip, long count, String result, String more) {
        return "<record><row><source_ip>" + ip + "</source_ip><count>" + count
                + "</count><policy_evaluated><disposition>none</disposition><dkim>" + result + "</dkim><spf>fail</spf>"
                + (more.startsWith("<reason>") ? more : "")
                + "</policy_evaluated></row><identifiers><header_from>example.com</header_from></identifiers><auth_results>"
                + (more.startsWith("<reason>") ? "" : more) + "</auth_results></record>";
    }

    private static String report(String reporter, String domain, long begin, String policy, String rows) {
        return "<feedback xmlns=\"urn:ietf:params:xml:ns:dmarc-2.0\"><version>1.0</version><report_metadata><org_name>"
                + reporter + "</org_name><email>a@receiver.example</email><report_id>r1</report_id><date_range><begin>"
                + begin + "</begin><end>" + (begin + DAY - 1)
                + "</end></date_range></report_metadata><policy_published><domain>" + domain + "</domain><p>" + policy
                + "</p></policy_published>" + rows + "</feedback>";
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(octets)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return octets.toByteArray();
    }

    private void fill() throws IOException {
        Files.writeString(
                reports.resolve("a.xml"),
                report(
                        "receiver.example",
                        "example.com",
                        FIRST_OF_NOVEMBER,
                        "none",
                        row("192.0.2.1", 90, "pass", "")
                                + row("2001:db8::1", 4, "fail", "<reason><type>mailing_list</type></reason>")
                                + row(
                                        "198.51.100.1",
                                        5,
                                        "fail",
                                        "<spf><domain>news.example</domain><result>pass</result></spf>")
                                + row("203.0.113.1", 1, "fail", "")));
        Files.write(
                reports.resolve("b.eml"),
                ("Content-Type: application/gzip\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                                + Base64.getMimeEncoder()
                                        .encodeToString(gzip(report(
                                                "other.example",
                                                "example.com",
                                                FIRST_OF_NOVEMBER + 2 * DAY,
                                                "reject",
                                                row("192.0.2.1", 100, "pass", "")))))
                        .getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void filesOfADirectoryAreSummedUp() throws IOException {
        fill();

        Run run = Run.of("report", "dmarc", reports.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.lines().get(0)).startsWith("2 reports in 2 files");
        assertThat(run.lines())
                .contains(
                        "  messages 200, DMARC passes for 95.0 %",
                        "    pass: 190",
                        "    fail, overridden by the receiver: 4",
                        "    fail, authenticated as another domain: 5",
                        "    fail, not authenticated: 1",
                        "  days 2026-11-01 to 2026-11-03, without data: 1",
                        "    192.0.2.1: 190, 100.0 %",
                        "    2026-11-01 example.com p=none",
                        "    2026-11-03 example.com p=reject");
    }

    @Test
    void jsonIsAsItsSchemaSays() throws IOException {
        fill();

        Run run = Run.of("report", "dmarc", "--json", reports.toString());

        assertThat(run.lines()).hasSize(1);
        JsonNode json = JSON.readTree(run.out());
        Path schema = Path.of(System.getProperty("basedir", ".")).resolve("../docs/report-dmarc.schema.json");
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(JSON.readTree(Files.readString(schema)))
                        .validate(json))
                .isEmpty();
        assertThat(json.get("total").get("messages").asLong()).isEqualTo(200);
        assertThat(json.get("sources").get(0).get("address").asText()).isEqualTo("192.0.2.1");
        assertThat(json.get("policies").get(1).get("policy").asText()).isEqualTo("reject");
    }

    @Test
    void csvHasALineForEachRow() throws IOException {
        fill();

        String csv = Run.of("report", "dmarc", "--csv", reports.toString()).out();

        assertThat(csv.split("\r\n", -1)).hasSize(1 + 5 + 1);
        assertThat(csv).startsWith("\"file\",\"reporter\",").contains(",\"192.0.2.1\",\"100\",\"pass\",");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", " =1", "\uFF1D1", "=\"\"", "|x", "%x"})
    void cellsOfCsvAreNoFormulas(String hostile) throws IOException {
        Files.writeString(
                reports.resolve("a.xml"),
                report(hostile, hostile, FIRST_OF_NOVEMBER, "none", row("192.0.2.1", 1, "pass", "")));

        String[] cells = Run.of("report", "dmarc", "--csv", reports.toString())
                .out()
                .split("\r\n", -1)[1]
                .split("(?<=\"),", -1);

        assertThat(cells).hasSize(19).allSatisfy(cell -> assertThat(cell).matches("\"([^=+@|%\uFF1D -].*)?\""));
        assertThat(cells[1]).startsWith("\"'");
    }

    @Test
    void textOfStrangersStaysText() throws IOException {
        String hostile =
                "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;\u202E\u2028&quot;&apos;&lt;img src=x&gt;";
        Files.writeString(
                reports.resolve("a.xml"),
                report(hostile, hostile, FIRST_OF_NOVEMBER, "none", row("192.0.2.1", 1, "pass", "")));
        Path page = folder.resolve("page.html");

        Run run = Run.of("report", "dmarc", "--html", page.toString(), reports.toString());

        String html = Files.readString(page);
        assertThat(run.status()).isZero();
        assertThat(html)
                .doesNotContain("<script>alert", "<img", "\u202E", "\u2028")
                .contains("&lt;img src=x&gt;");
        // of the two scripts, the data, and nothing else
        assertThat(html.split("</script>", -1)).hasSize(3 + 1);
        assertThat(run.out()).doesNotContain("\u202E", "\u2028");
    }

    @Test
    void pageNeedsNothingButItself() throws IOException {
        fill();
        Path page = folder.resolve("page.html");

        assertThat(Run.of("report", "dmarc", "--html", page.toString(), reports.toString())
                        .status())
                .isZero();

        String html = Files.readString(page);
        assertThat(html)
                .contains("default-src 'none'", "script-src 'sha256-", "style-src 'sha256-", "The MIT License (MIT)")
                .doesNotContain("src=", "href=", "@import", "url(", "'unsafe-inline'");
    }

    @Test
    void fileWithoutAReportIsToldAndTheOthersCount() throws IOException {
        fill();
        Files.writeString(reports.resolve("c.txt"), "no report");

        Run run = Run.of(
                "report", "dmarc", reports.toString(), folder.resolve("absent").toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("c.txt'", "absent': no such file");
        assertThat(run.lines().get(0)).startsWith("2 reports in 4 files; 2 could not be read");
    }

    @Test
    void countsAndDatesOutOfAllBoundsAreStillCounted() throws IOException {
        Files.writeString(
                reports.resolve("a.xml"),
                report(
                        "receiver.example",
                        "example.com",
                        99_999_999_999_999L,
                        "none",
                        row("192.0.2.1", Long.MAX_VALUE, "pass", "") + row("192.0.2.1", Long.MAX_VALUE, "fail", "")));

        for (String form : new String[] {"--json", "--csv", "--html=" + folder.resolve("page.html")}) {
            Run run = Run.of("report", "dmarc", form, reports.toString());
            assertThat(run.status()).isZero();
        }
    }

    @Test
    void onlyOneFormIsWritten() {
        assertThat(Run.of("report", "dmarc", "--json", "--csv", "x").status()).isEqualTo(2);
    }
}
