package org.mailauth.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.mailauth.AuthenticatedIdentifier;
import org.mailauth.DomainName;
import org.mailauth.MailAddress;
import org.mailauth.Parsed;
import org.mailauth.conformance.ConformanceRun;
import org.mailauth.message.Author;
import org.mailauth.testkit.RecordingDns;

/** The suites of records and evaluations, whole. */
class DmarcConformanceTest {

    @TestFactory
    Stream<DynamicTest> evaluations() {
        return ConformanceRun.tests(getClass(), "dmarc/evaluation", (suite, run) -> {
            for (JsonNode node : suite.json("evaluation.json").get("cases")) {
                String id = node.get("id").asText();
                if (node.has("ambiguous")) {
                    run.addAmbiguous(id, node.get("ambiguous").asText(), () -> checkEvaluation(node));
                } else {
                    run.add(id, () -> checkEvaluation(node));
                }
            }
        });
    }

    private static void checkEvaluation(JsonNode node) {
        RecordingDns dns = RecordingDns.over(SuiteZone.of(node.get("zone")));
        DmarcEvaluator evaluator = DmarcEvaluator.builder().resolver(dns).build();
        JsonNode input = node.get("input");
        MailAddress from = MailAddress.of(input.get("from").asText());
        DmarcEvaluation evaluation = evaluator.evaluate(Author.of(from.domain().orElseThrow()), identifiers(input));
        JsonNode expected = node.get("expected");
        String trace = evaluation.trace().toString();
        assertThat(evaluation.result().word())
                .as(trace)
                .isEqualTo(expected.get("result").asText());
        if (expected.has("policyDomain")) {
            assertThat(evaluation.policyDomain())
                    .as(trace)
                    .contains(DomainName.of(expected.get("policyDomain").asText()));
        }
        if (expected.has("orgDomain")) {
            assertThat(evaluation.organizationalDomain())
                    .as(trace)
                    .contains(DomainName.of(expected.get("orgDomain").asText()));
        }
        if (expected.has("policy")) {
            assertThat(evaluation.publishedPolicy().map(DmarcPolicy::word))
                    .as(trace)
                    .contains(expected.get("policy").asText());
        }
        if (expected.has("disposition")) {
            assertThat(evaluation.appliedPolicy().map(DmarcPolicy::word))
                    .as(trace)
                    .contains(expected.get("disposition").asText());
        }
        if (expected.has("spfAligned")) {
            assertThat(evaluation.hasAlignedSpf())
                    .as(trace)
                    .isEqualTo(expected.get("spfAligned").asBoolean());
        }
        if (expected.has("dkimAligned")) {
            assertThat(evaluation.hasAlignedDkim())
                    .as(trace)
                    .isEqualTo(expected.get("dkimAligned").asBoolean());
        }
        if (expected.has("queries")) {
            assertThat(dns.questions().stream()
                            .map(asked -> asked.name().toString())
                            .toList())
                    .isEqualTo(strings(expected.get("queries")));
        }
    }

    private static List<AuthenticatedIdentifier> identifiers(JsonNode input) {
        List<AuthenticatedIdentifier> identifiers = new ArrayList<>();
        for (JsonNode spf : input.get("spf")) {
            AuthenticatedIdentifier.Kind kind = spf.get("scope").asText().equals("mfrom")
                    ? AuthenticatedIdentifier.Kind.SPF_MAIL_FROM
                    : AuthenticatedIdentifier.Kind.SPF_HELO;
            identifiers.add(new AuthenticatedIdentifier(
                    kind,
                    DomainName.of(spf.get("domain").asText()),
                    spf.get("result").asText(),
                    ""));
        }
        for (JsonNode dkim : input.get("dkim")) {
            identifiers.add(new AuthenticatedIdentifier(
                    AuthenticatedIdentifier.Kind.DKIM,
                    DomainName.of(dkim.get("domain").asText()),
                    dkim.get("result").asText(),
                    dkim.get("selector").asText()));
        }
        return identifiers;
    }

    @TestFactory
    Stream<DynamicTest> records() {
        return ConformanceRun.tests(getClass(), "dmarc/records", (suite, run) -> {
            int number = 0;
            for (JsonNode node : suite.json("records.json").get("cases")) {
                number++;
                run.add(number + " " + node.get("record").asText(), () -> checkRecord(node));
            }
        });
    }

    private static void checkRecord(JsonNode node) {
        Parsed<DmarcRecord> parsed = DmarcRecord.parse(node.get("record").asText());
        assertThat(parsed.value().isPresent()).isEqualTo(node.get("valid").asBoolean());
        JsonNode tags = node.path("tags");
        tags.properties()
                .forEach(tag -> assertThat(value(parsed.orElseThrow(), tag.getKey()))
                        .as(tag.getKey())
                        .isEqualTo(
                                tag.getValue().isArray()
                                        ? strings(tag.getValue())
                                        : List.of(tag.getValue().asText())));
    }

    private static List<String> value(DmarcRecord record, String tag) {
        return switch (tag) {
            case "p" -> record.policy().map(DmarcPolicy::word).stream().toList();
            case "sp" ->
                record.subdomainPolicy().map(DmarcPolicy::word).stream().toList();
            case "np" ->
                record.nonexistentSubdomainPolicy().map(DmarcPolicy::word).stream()
                        .toList();
            case "adkim" -> List.of(record.dkimAlignment().letter());
            case "aspf" -> List.of(record.spfAlignment().letter());
            case "psd" -> List.of(record.publicSuffixFlag().letter());
            case "t" -> List.of(record.isTesting() ? "y" : "n");
            case "fo" ->
                record.failureReportOptions().stream()
                        .map(FailureReportOption::letter)
                        .toList();
            case "rua" ->
                record.aggregateReportUris().stream()
                        .map(uri -> uri.uri().toString())
                        .toList();
            case "ruf" ->
                record.failureReportUris().stream()
                        .map(uri -> uri.uri().toString())
                        .toList();
            default -> throw new IllegalArgumentException("unknown tag " + tag);
        };
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(string -> strings.add(string.asText()));
        return strings;
    }
}
