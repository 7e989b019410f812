package org.mailauth.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailauth.cli.Run;

/** The advice in {@code report dmarc}; today is {@link Run#NOW}, 2026-11-21. */
class ReportDmarcAdviceTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Schema SCHEMA = schema();
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final String RECORD = "v=DMARC1; p=none; rua=mailto:d@example.com";

    @TempDir
    Path folder;

    private Path reports;

    @BeforeEach
    void makeFolder() throws IOException {
        reports = Files.createDirectory(folder.resolve("reports"));
    }

    private static Schema schema() {
        Path file = Path.of(System.getProperty("basedir", ".")).resolve("../docs/report-dmarc.schema.json");
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(JSON.readTree(Files.readString(file)));
        } catch (IOException absent) {
            throw new UncheckedIOException(absent);
        }
    }

    private static String row(String ip, int count, String from, boolean pass, String authenticated) {
        String result = pass ? "pass" : "fail";
        return "<record><row><source_ip>" + ip + "</source_ip><count>" + count
                + "</count><policy_evaluated><disposition>none</disposition><dkim>" + result + "</dkim><spf>fail</spf>"
                + "</policy_evaluated></row><identifiers><header_from>" + from
                + "</header_from></identifiers><auth_results><spf><domain>" + authenticated
                + "</domain><result>pass</result></spf></auth_results></record>";
    }

    /** A report of a day, so many days ago. */
    private void report(String domain, int ago, String policy, String rows) throws IOException {
        long begin = TODAY.minusDays(ago).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
        Files.writeString(
                reports.resolve(domain.hashCode() + "." + ago + ".xml"),
                "<feedback xmlns=\"urn:ietf:params:xml:ns:dmarc-2.0\"><version>1.0</version><report_metadata><org_name>"
                        + "Receiver</org_name><email>a@receiver.example</email><report_id>r1</report_id><date_range>"
                        + "<begin>" + begin + "</begin><end>" + (begin + 86_399)
                        + "</end></date_range></report_metadata><policy_published><domain>" + domain + "</domain><p>"
                        + policy + "</p></policy_published>" + rows + "</feedback>");
    }

    /** Nine weeks of a domain all of whose mail passes, and what else there is each week. */
    private void nineWeeks(String weekly) throws IOException {
        for (int ago = 1; ago <= 63; ago++) {
            report(
                    "example.com",
                    ago,
                    "none",
                    row("192.0.2.1", 10, "example.com", true, "example.com") + (ago % 7 == 0 ? weekly : ""));
        }
    }

    private Run run(String... more) {
        List<String> line = new ArrayList<>(List.of("report", "dmarc"));
        line.addAll(List.of(more));
        line.add(reports.toString());
        return Run.of(line.toArray(new String[0]));
    }

    private JsonNode json(String... more) throws IOException {
        List<String> line = new ArrayList<>(List.of("--json"));
        line.addAll(List.of(more));
        JsonNode json = JSON.readTree(run(line.toArray(new String[0])).out());
        assertThat(SCHEMA.validate(json)).isEmpty();
        return json.get("advice");
    }

    @Test
    void whereAllPassesTheNextRecordIsProposed() throws IOException {
        nineWeeks("");

        assertThat(run("--record", RECORD).lines())
                .containsSubsequence(
                        "  advice for example.com: tighten (confidence high)",
                        "    present: v=DMARC1; p=none; rua=mailto:d@example.com",
                        "    at _dmarc.example.com publish v=DMARC1; p=quarantine; t=y; rua=mailto:d@example.com",
                        "    because: no legitimate source is known to fail",
                        "    sources of the last 63 days: 1 aligned",
                        "      192.0.2.0/24: aligned, passed 630 (DKIM 630, SPF 0), failed 0, 2026-09-19 to 2026-11-20");
    }

    @Test
    void withoutARecordThePolicySeenLastCountsAndIsNotSaidToBeAll() throws IOException {
        nineWeeks("");
        report("example.com", 70, "reject", row("192.0.2.1", 1, "example.com", true, "example.com"));
        // of the time to come: a mistake, or forged
        report("example.com", -400, "reject", row("192.0.2.1", 1, "example.com", true, "example.com"));

        Run run = run();

        assertThat(run.out())
                .contains("present: v=DMARC1; p=none (from reports, which do not tell rua and other tags)")
                .contains("publish v=DMARC1; p=quarantine; t=y with rua and all other tags of the present record");
        assertThat(json().at("/0/recordIsGiven").asBoolean(true)).isFalse();
    }

    @Test
    void recordFromReportsIsNoStricterThanTheyTell() throws IOException {
        report("example.com", 1, "reject", row("192.0.2.1", 1, "example.com", true, "example.com"));
        Path file = reports.resolve("example.com".hashCode() + ".1.xml");
        Files.writeString(file, Files.readString(file).replace("</p>", "</p><sp>none</sp><pct>50</pct>"));

        assertThat(json().at("/0/record").asText()).isEqualTo("v=DMARC1; p=reject; sp=none; pct=50");
    }

    @Test
    void sourceThatReturnsAndFailsIsABlockerUntilTheOwnerAnswers() throws IOException {
        nineWeeks(row("198.51.100.1", 3, "news.example.com", false, "news.example"));

        JsonNode asked = json("--record", RECORD).get(0);
        assertThat(asked.get("step").asText()).isEqualTo("fixSources");
        assertThat(asked.at("/sources/1/name").asText()).isEqualTo("news.example");
        assertThat(asked.at("/sources/1/class").asText()).isEqualTo("unknown");
        assertThat(asked.at("/sources/1/blocker").asBoolean()).isTrue();
        assertThat(asked.at("/proposed").asText()).isEqualTo(asked.get("record").asText());
        assertThat(asked.at("/authorDomains/1/domain").asText()).isEqualTo("news.example.com");
        assertThat(run("--record", RECORD).out())
                .contains("    blocker: news.example (unknown); to publish: a DKIM key of the author domain")
                .doesNotContain("publish v=DMARC1");

        assertThat(json("--record", RECORD, "--known", "News.Example")
                        .at("/0/sources/1/class")
                        .asText())
                .isEqualTo("legitimateNotAligned");
        for (String[] answer : new String[][] {{"--disowned", "news.example"}, {"--reviewed", "2026-11-20"}}) {
            JsonNode answered = json("--record", RECORD, answer[0], answer[1]).get(0);
            assertThat(answered.at("/sources/1/class").asText()).isEqualTo("likelySpoofing");
            assertThat(answered.get("step").asText()).isEqualTo("tighten");
        }
    }

    @Test
    void newSourcesAndDaysWithoutDataAreNamed() throws IOException {
        nineWeeks("");
        Files.delete(reports.resolve("example.com".hashCode() + ".30.xml"));
        report(
                "example.com",
                3,
                "none",
                row("192.0.2.1", 10, "example.com", true, "example.com")
                        + row("203.0.113.9", 2, "example.com", false, "example.org"));

        JsonNode advice = json().get(0);
        assertThat(advice.get("since").asText()).isEqualTo("2026-11-14");
        assertThat(advice.get("newSources")).hasSize(1);
        assertThat(advice.at("/newSources/0/network").asText()).isEqualTo("203.0.113.0/24");
        assertThat(advice.get("daysWithoutData")).hasSize(1);
        assertThat(advice.at("/daysWithoutData/0").asText()).isEqualTo("2026-10-22");
        assertThat(json("--since", "2026-11-20").at("/0/newSources")).isEmpty();
        // nothing is new where there is nothing before
        assertThat(json("--since", "2026-01-01").at("/0/newSources")).isEmpty();
        assertThat(run().lines()).contains("    new since 2026-11-14: 203.0.113.0/24: 2, passed 0");
    }

    @Test
    void onlyTheDomainThatIsNamedCounts() throws IOException {
        nineWeeks("");
        report("example.org", 5, "reject", row("203.0.113.9", 1_000, "example.org", false, "example.org"));

        Run several = run("--record", RECORD);
        assertThat(several.status()).isEqualTo(2);
        assertThat(several.err()).contains("--record is of one domain");
        assertThat(several.out()).contains("messages 1630").doesNotContain("advice for");
        assertThat(json()).hasSize(2);

        Run one = run("--record", RECORD, "--domain", "EXAMPLE.com");
        assertThat(one.status()).isZero();
        assertThat(one.lines())
                .contains(
                        "  messages 630, DMARC passes for 100.0 %",
                        "  advice for example.com: tighten (confidence high)");
        assertThat(one.lines().get(0)).startsWith("63 reports");
        assertThat(run("--csv", "--domain", "example.org").out().split("\r\n", -1))
                .hasSize(1 + 1 + 1);
    }

    @Test
    void textOfStrangersStaysTextInTheAdvice() throws IOException {
        String hostile = "&lt;/script&gt;&lt;img src=x&gt;\u202E.example";
        nineWeeks(row("198.51.100.1", 3, "example.com", false, hostile));
        Path page = folder.resolve("page.html");

        Run run = run("--html", page.toString());

        String html = Files.readString(page);
        assertThat(html)
                .contains("Advice for example.com: fix sources", "<td>unknown</td>", "&lt;img src=x&gt;")
                .doesNotContain("<img", "\u202E");
        assertThat(html.split("</script>", -1)).hasSize(3 + 1);
        assertThat(run.out()).contains("blocker: ").doesNotContain("\u202E");
        assertThat(json()).hasSize(1);
    }

    @Test
    void manyForgedDomainsAndSourcesDoNotFillTheMemory() throws IOException {
        for (int at = 0; at < 40; at++) {
            report("d" + at + ".example", 1, "none", row("192.0.2.1", 1, "d" + at + ".example", true, "x.example"));
        }

        assertThat(json()).hasSize(DomainTraffic.MAX_DOMAINS);
        assertThat(json("--domain", "d39.example").at("/0/domain").asText()).isEqualTo("d39.example");
        assertThat(json("--domain", "none.example")).isEmpty();
    }

    @Test
    void answersThatCannotBeUsedAreTold() throws IOException {
        nineWeeks("");

        Run run = run("--record", "p=none");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).startsWith("mailauth: --record is no DMARC record: ");
        assertThat(run("--since", "yesterday").status()).isEqualTo(2);
        assertThat(run("--domain", "..").status()).isEqualTo(2);
    }
}
