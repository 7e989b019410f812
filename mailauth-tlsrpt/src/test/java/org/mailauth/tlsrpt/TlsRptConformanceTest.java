package org.mailauth.tlsrpt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.mailauth.Parsed;
import org.mailauth.conformance.ConformanceRun;

/** The suites of TLSRPT records and reports, whole. */
class TlsRptConformanceTest {

    @TestFactory
    Stream<DynamicTest> records() {
        return ConformanceRun.tests(getClass(), "reports/tlsrpt-records", (suite, run) -> {
            int number = 0;
            for (JsonNode node : suite.json("tlsrpt-records.json").get("cases")) {
                number++;
                run.add(Integer.toString(number), () -> checkRecord(node));
            }
        });
    }

    private static void checkRecord(JsonNode node) {
        Parsed<TlsRptRecord> parsed = TlsRptRecord.parse(node.get("record").asText());
        assertThat(parsed.value().isPresent()).isEqualTo(node.get("valid").asBoolean());
        parsed.value()
                .ifPresent(record -> assertThat(record.rua())
                        .extracting(TlsRptUri::toString)
                        .containsExactlyElementsOf(texts(node.get("rua"))));
    }

    @TestFactory
    Stream<DynamicTest> reports() {
        return ConformanceRun.tests(getClass(), "reports/tlsrpt", (suite, run) -> {
            for (JsonNode node : suite.json("tlsrpt.json").get("cases")) {
                run.add(node.get("id").asText(), () -> checkReport(node, suite.octets(node)));
            }
        });
    }

    private static void checkReport(JsonNode node, byte[] file) {
        byte[] octets = file;
        if (node.get("kind").asText().equals("eml")) {
            MimeParts mail = MimeParts.of(file);
            JsonNode facts = node.get("mail");
            assertThat(mail.field("TLS-Report-Domain"))
                    .isEqualTo(facts.get("tlsReportDomain").asText());
            assertThat(mail.field("TLS-Report-Submitter"))
                    .isEqualTo(facts.get("tlsReportSubmitter").asText());
            octets = mail.only(facts.get("attachmentContentType").asText());
        }
        Parsed<TlsReport> parsed = TlsReportReader.withDefaults().read(octets);
        assertThat(parsed.value().isPresent()).isEqualTo(node.get("wellFormed").asBoolean());
        parsed.value().ifPresent(report -> {
            check(report, node.get("expected"));
            // What was read, written and read again is the same.
            assertThat(TlsReportReader.withDefaults().read(report.toGzip()).value())
                    .contains(report);
        });
    }

    private static void check(TlsReport report, JsonNode expected) {
        assertThat(report.organizationName()).isEqualTo(text(expected.get("organizationName")));
        assertThat(report.startDatetime()).isEqualTo(text(expected.get("start")).map(Instant::parse));
        assertThat(report.endDatetime()).isEqualTo(text(expected.get("end")).map(Instant::parse));
        assertThat(report.contactInfo()).isEqualTo(text(expected.get("contactInfo")));
        assertThat(report.reportId()).isEqualTo(text(expected.get("reportId")));
        JsonNode policies = expected.get("policies");
        assertThat(report.policies()).hasSize(policies.size());
        for (int i = 0; i < policies.size(); i++) {
            check(report.policies().get(i), policies.get(i));
        }
    }

    private static void check(TlsPolicyReport policy, JsonNode expected) {
        assertThat(policy.policyType()).isEqualTo(text(expected.get("type")));
        assertThat(policy.policyDomain()).isEqualTo(text(expected.get("domain")));
        assertThat(policy.mxHost()).isEqualTo(texts(expected.get("mxHost")));
        assertThat(policy.policyString()).isEqualTo(texts(expected.get("strings")));
        assertThat(policy.totalSuccessfulSessionCount())
                .isEqualTo(OptionalLong.of(expected.get("success").asLong()));
        assertThat(policy.totalFailureSessionCount())
                .isEqualTo(OptionalLong.of(expected.get("failure").asLong()));
        JsonNode failures = expected.get("failureDetails");
        assertThat(policy.failureDetails()).hasSize(failures.size());
        for (int i = 0; i < failures.size(); i++) {
            TlsFailureDetails details = policy.failureDetails().get(i);
            JsonNode failure = failures.get(i);
            assertThat(details.resultType()).isEqualTo(text(failure.get("resultType")));
            assertThat(details.sendingMtaIp()).isEqualTo(text(failure.get("sendingMtaIp")));
            assertThat(details.receivingMxHostname()).isEqualTo(text(failure.get("receivingMx")));
            assertThat(details.receivingIp()).isEqualTo(text(failure.get("receivingIp")));
            assertThat(details.failedSessionCount())
                    .isEqualTo(OptionalLong.of(failure.get("count").asLong()));
            assertThat(details.failureReasonCode()).isEqualTo(text(failure.get("reason")));
        }
    }

    private static Optional<String> text(JsonNode node) {
        return node.isNull() ? Optional.empty() : Optional.of(node.asText());
    }

    /** An array of texts, one text, or none. */
    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isTextual()) {
            texts.add(node.asText());
        }
        node.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
