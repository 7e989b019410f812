package org.mailauth.spf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.mailauth.SmtpSession;
import org.mailauth.conformance.ConformanceRun;

/** The evaluation suites whole: OpenSPF's, RFC 7208 Appendix A, and those of two other projects. */
class SpfConformanceTest {

    @TestFactory
    Stream<DynamicTest> openSpfSuite() {
        return run("rfc7208-tests");
    }

    @TestFactory
    Stream<DynamicTest> rfc7208AppendixA() {
        return run("rfc7208-appendix-a");
    }

    @TestFactory
    Stream<DynamicTest> mailAuthTests() {
        return run("mail-auth-tests");
    }

    @TestFactory
    Stream<DynamicTest> mailzoneTests() {
        return run("mailzone-tests");
    }

    private static Stream<DynamicTest> run(String file) {
        return ConformanceRun.tests(SpfConformanceTest.class, "spf/" + file, (suite, run) -> {
            for (JsonNode scenario : suite.json(file + ".json").get("scenarios")) {
                SpfEvaluator evaluator = SpfEvaluator.builder()
                        .resolver(SuiteZone.of(scenario.get("zone")))
                        .build();
                for (JsonNode test : scenario.get("tests")) {
                    String id =
                            scenario.get("id").asText() + "/" + test.get("id").asText();
                    if (test.has("ambiguous")) {
                        run.addAmbiguous(id, test.get("ambiguous").asText(), () -> check(evaluator, test));
                    } else {
                        run.add(id, () -> check(evaluator, test));
                    }
                }
            }
        });
    }

    private static void check(SpfEvaluator evaluator, JsonNode test) {
        SmtpSession session = SmtpSession.builder()
                .clientIp(test.get("ip").asText())
                .helo(test.get("helo").asText())
                .mailFrom(test.path("mailFrom").asText())
                .build();
        SpfEvaluation evaluation = test.path("identity").asText().equals("helo")
                ? evaluator.checkHelo(session)
                : evaluator.checkMailFrom(session);
        String described = evaluation.trace().map(SpfTrace::toString).orElse("no domain");
        assertThat(evaluation.result().word()).as(described).isIn(strings(test.get("expected")));
        JsonNode explanation = test.path("explanation");
        if (explanation.isTextual()) {
            assertThat(evaluation.explanation()).as(described).contains(explanation.asText());
        } else if (test.path("explanationIsDefault").asBoolean()) {
            assertThat(evaluation.explanation()).as(described).isEmpty();
        }
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(string -> strings.add(string.asText()));
        return strings;
    }
}
