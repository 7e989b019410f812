package org.mailauth.report.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.conformance.ConformanceRun;
import org.mailauth.conformance.ConformanceSuite;
import org.mailauth.message.HeaderField;

/** Reports of real reporters and of the RFCs: every fact of each is read, and every way in which it deviates is named. */
class FailureConformanceTest {

    @TestFactory
    Stream<DynamicTest> everyFactIsReadAndEveryDeviationNamed() {
        return ConformanceRun.tests(FailureConformanceTest.class, "reports/arf", (suite, run) -> {
            for (JsonNode node : suite.json("arf.json").get("cases")) {
                run.add(node.get("id").asText(), () -> check(suite, node));
            }
        });
    }

    private static void check(ConformanceSuite suite, JsonNode node) {
        JsonNode expected = node.get("expected");
        Parsed<FailureReport> parsed = FailureReportReader.withDefaultLimits().read(suite.octets(node));
        assertThat(parsed.value().isPresent()).isEqualTo(expected.get("isArf").asBoolean());
        assertThat(parsed.problems().stream().map(Problem::code).distinct().sorted())
                .as(parsed.problems().toString())
                .containsExactlyElementsOf(deviations(node.get("id").asText()));
        FailureReport report = parsed.orElseThrow();
        Map<String, List<String>> read = new TreeMap<>();
        report.fields()
                .forEach(field -> read.computeIfAbsent(field.name().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                        .add(field.value()));
        Map<String, List<String>> published = new TreeMap<>();
        expected.get("fields").properties().forEach(field -> {
            List<String> values = new ArrayList<>();
            field.getValue().forEach(value -> values.add(value.asText()));
            published.put(field.getKey(), values);
        });
        assertThat(read).isEqualTo(published);
        ReportedMessage original = report.original().orElseThrow();
        JsonNode facts = expected.get("original");
        assertThat(original.contentType()).isEqualTo(facts.get("contentType").asText());
        assertThat(original.headerOnly()).isEqualTo(original.contentType().startsWith("text/"));
        same(original, "From", facts.get("from"));
        same(original, "Subject", facts.get("subject"));
        same(original, "Message-ID", facts.get("messageId"));
        same(original, "Date", facts.get("date"));
    }

    private static void same(ReportedMessage original, String name, JsonNode expected) {
        String read = original.message()
                .header()
                .first(name)
                .map(HeaderField::unfoldedBody)
                .orElse("")
                .strip();
        assertThat(read).as(name).isEqualTo(expected.isNull() ? "" : expected.asText());
    }

    private static List<String> deviations(String id) {
        return switch (id) {
            case "ma-004.eml" -> List.of("failure.missing", "failure.value");
            case "kumo-3.eml" -> List.of("failure.value", "failure.version");
            // Authentication-Results without the name of its host.
            case "pd-linkedin.eml" -> List.of("failure.missing", "failure.value", "failure.version");
            default -> List.of();
        };
    }
}
