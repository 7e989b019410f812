package org.mailauth.report.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.mailauth.Problem;
import org.mailauth.conformance.ConformanceRun;
import org.mailauth.conformance.ConformanceSuite;
import org.mailauth.dmarc.AlignmentMode;
import org.mailauth.dmarc.DmarcPolicy;
import org.mailauth.internal.net.IpLiteral;

/** Reports of real and invented reporters: every fact of each is read, and every way in which it deviates is named. */
class AggregateConformanceTest {

    @TestFactory
    Stream<DynamicTest> everyFactIsReadAndEveryDeviationNamed() {
        return ConformanceRun.tests(AggregateConformanceTest.class, "reports/aggregate", (suite, run) -> {
            for (JsonNode node : suite.json("aggregate.json").get("cases")) {
                run.add(node.get("id").asText(), () -> check(suite, node));
            }
        });
    }

    private static void check(ConformanceSuite suite, JsonNode node) throws ReportFormatException {
        List<AggregateRow> rows = new ArrayList<>();
        List<AggregateReportReading> readings =
                AggregateReportReader.withDefaultLimits().read(suite.octets(node), (header, row) -> rows.add(row));
        assertThat(readings).hasSize(1);
        AggregateReportReading reading = readings.get(0);
        assertThat(reading.problems().stream().map(Problem::code).distinct().sorted())
                .as(reading.problems().toString())
                .containsExactlyElementsOf(deviations(node.get("id").asText()));
        if (node.get("wellFormed").asBoolean()) {
            checkHeader(reading.header(), node.get("expected"));
            checkRows(reading, rows, node.get("expected"));
        } else {
            assertThat(rows).hasSize(1);
            assertThat(reading.header().metadata().orgName()).isIn("veeam.com", "ikea.com");
        }
    }

    private static List<String> deviations(String id) {
        return switch (id) {
            case "rfc9990-sample.xml" -> List.of();
            case "ma-003.xml" -> List.of("report.namespace");
            case "ietf-alt-sample.xml", "pd-rfc9990-style.xml", "ma-104.eml" ->
                List.of("report.namespace", "report.version");
            case "ma-001.xml" ->
                List.of("report.namespace", "report.order", "report.unknown-element", "report.version");
            case "pd-empty-reason.xml" -> List.of("report.missing", "report.namespace");
            case "pd-example-net.xml" -> List.of("report.missing", "report.namespace", "report.stray-text");
            case "pd-ikea.xml" ->
                List.of("report.missing", "report.namespace", "report.outer-element", "report.trailing");
            case "pd-invalid-xml.xml" ->
                List.of("report.domain", "report.missing", "report.namespace", "report.xml-markup");
            case "pd-nice.xml.gz" -> List.of("report.missing", "report.namespace", "report.other-shape");
            case "opendmarc-163.com.xml" -> List.of("report.missing", "report.namespace", "report.number");
            case "opendmarc-good.com.xml" ->
                List.of("report.domain", "report.missing", "report.namespace", "report.number");
            // Most reporters: no namespace, no version.
            default -> List.of("report.missing", "report.namespace");
        };
    }

    private static void checkHeader(AggregateReportHeader header, JsonNode expected) {
        same(header.namespace(), expected, "namespace");
        same(header.version(), expected, "version");
        ReportMetadata metadata = header.metadata();
        same(Optional.of(metadata.orgName()), expected, "orgName");
        same(Optional.of(metadata.email()), expected, "email");
        same(Optional.of(metadata.reportId()), expected, "reportId");
        same(metadata.begin().map(time -> "" + time.getEpochSecond()), expected, "begin");
        same(metadata.end().map(time -> "" + time.getEpochSecond()), expected, "end");
        if (expected.has("generator")) {
            same(metadata.generator(), expected, "generator");
        }
        PolicyPublished policy = header.policyPublished();
        Map<String, String> read = new TreeMap<>();
        read.put("domain", policy.domain());
        put(read, "p", policy.policy(), DmarcPolicy::word);
        put(read, "sp", policy.subdomainPolicy(), DmarcPolicy::word);
        put(read, "np", policy.nonexistentSubdomainPolicy(), DmarcPolicy::word);
        put(read, "adkim", policy.dkimAlignment(), AlignmentMode::letter);
        put(read, "aspf", policy.spfAlignment(), AlignmentMode::letter);
        put(read, "fo", policy.failureReportOptions(), Function.identity());
        put(read, "testing", policy.testing(), testing -> testing ? "y" : "n");
        put(read, "discovery_method", policy.discoveryMethod(), DiscoveryMethod::word);
        policy.percent().ifPresent(percent -> read.put("pct", "" + percent));
        Map<String, String> published = new TreeMap<>();
        expected.get("policyPublished")
                .properties()
                .forEach(field -> published.put(field.getKey(), field.getValue().asText()));
        assertThat(read).isEqualTo(published);
    }

    private static <T> void put(Map<String, String> read, String name, Optional<T> value, Function<T, String> text) {
        value.ifPresent(there -> read.put(name, text.apply(there)));
    }

    private static void same(Optional<String> read, JsonNode expected, String name) {
        String text = expected.path(name).isNull() ? "" : expected.path(name).asText();
        assertThat(read.orElse("")).as(name).isEqualTo(text);
    }

    private static void checkRows(AggregateReportReading reading, List<AggregateRow> rows, JsonNode expected) {
        assertThat(reading.rowCount()).isEqualTo(expected.get("recordCount").asLong());
        assertThat(reading.droppedRowCount()).isZero();
        assertThat(reading.messageCount())
                .isEqualTo(expected.get("messageCount").asLong());
        Map<String, Long> byDisposition = new TreeMap<>();
        rows.forEach(row -> byDisposition.merge(
                row.policyEvaluated().disposition().orElseThrow().word(), row.count(), Long::sum));
        Map<String, Long> published = new TreeMap<>();
        expected.get("messagesByDisposition")
                .properties()
                .forEach(field -> published.put(field.getKey(), field.getValue().asLong()));
        assertThat(byDisposition).isEqualTo(published);
        assertThat(rows.stream()
                        .filter(AggregateRow::isPass)
                        .mapToLong(AggregateRow::count)
                        .sum())
                .isEqualTo(expected.get("messagesDmarcPass").asLong());
        JsonNode records = expected.path("records");
        for (int at = 0; at < records.size(); at++) {
            checkRow(rows.get(at), records.get(at));
        }
    }

    private static void checkRow(AggregateRow row, JsonNode expected) {
        assertThat(IpLiteral.format(row.sourceIp()))
                .isEqualTo(expected.get("sourceIp").asText());
        assertThat(row.count()).isEqualTo(expected.get("count").asLong());
        PolicyEvaluated evaluated = row.policyEvaluated();
        same(evaluated.disposition().map(Disposition::word), expected, "disposition");
        same(evaluated.dkim().map(AlignedResult::word), expected, "dkim");
        same(evaluated.spf().map(AlignedResult::word), expected, "spf");
        same(Optional.of(row.identifiers().headerFrom()), expected, "headerFrom");
        same(row.identifiers().envelopeFrom(), expected, "envelopeFrom");
        assertThat(evaluated.reasons().stream()
                        .map(reason -> List.of(
                                reason.type()
                                        .map(PolicyOverrideReason.Type::word)
                                        .orElse(""),
                                reason.comment())))
                .isEqualTo(lists(expected.get("reasons")));
        assertThat(row.authResults().dkim().stream()
                        .map(dkim -> List.of(dkim.domain(), dkim.selector(), word(dkim.result()))))
                .isEqualTo(lists(expected.get("authDkim")));
        assertThat(row.authResults().spf().stream()
                        .map(spf -> List.of(
                                spf.domain(), spf.scope().map(SpfScope::word).orElse(""), word(spf.result()))))
                .isEqualTo(lists(expected.get("authSpf")));
    }

    private static String word(Optional<AuthResult> result) {
        return result.map(AuthResult::word).orElse("");
    }

    private static List<List<String>> lists(JsonNode array) {
        List<List<String>> lists = new ArrayList<>();
        for (JsonNode inner : array) {
            List<String> list = new ArrayList<>();
            inner.forEach(text -> list.add(text.isNull() ? "" : text.asText()));
            lists.add(list);
        }
        return lists;
    }
}
