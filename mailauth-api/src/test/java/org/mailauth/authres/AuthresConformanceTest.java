package org.mailauth.authres;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.mailauth.Parsed;
import org.mailauth.conformance.ConformanceRun;
import org.mailauth.conformance.ConformanceSuite;
import org.mailauth.message.HeaderField;
import org.mailauth.message.Message;

class AuthresConformanceTest {

    @TestFactory
    Stream<DynamicTest> everyFieldOfTheSuiteIsReadAsExpected() {
        return ConformanceRun.tests(getClass(), "authres/parse", AuthresConformanceTest::addFields);
    }

    private static void addFields(ConformanceSuite suite, ConformanceRun run) {
        JsonNode root = suite.json("parse.json");
        assertThat(root.get("cases")).hasSize(root.get("count").asInt());
        int number = 0;
        for (JsonNode fieldCase : root.get("cases")) {
            number++;
            run.add(String.format(Locale.ROOT, "%02d", number), () -> assertRead(field(fieldCase), fieldCase));
        }
    }

    @TestFactory
    Stream<DynamicTest> everyMessageOfTheSuiteHasTheExpectedFields() {
        return ConformanceRun.tests(getClass(), "authres/messages", AuthresConformanceTest::addMessages);
    }

    private static void addMessages(ConformanceSuite suite, ConformanceRun run) {
        JsonNode root = suite.json("messages.json");
        assertThat(root.get("cases")).hasSize(root.get("count").asInt());
        int fields = 0;
        for (JsonNode messageCase : root.get("cases")) {
            String file = messageCase.get("file").asText();
            fields += messageCase.get("fields").size();
            run.add(file.substring(file.lastIndexOf('/') + 1), () -> assertMessage(suite, messageCase));
        }
        assertThat(fields).isEqualTo(root.get("fieldCount").asInt());
    }

    private static void assertMessage(ConformanceSuite suite, JsonNode messageCase) throws IOException {
        Message message = Message.read(new ByteArrayInputStream(suite.octets(messageCase)));
        List<HeaderField> fields = message.header().named("Authentication-Results");
        JsonNode expected = messageCase.get("fields");
        assertThat(fields).hasSize(expected.size());
        for (int i = 0; i < fields.size(); i++) {
            assertThat(fields.get(i)).hasToString(expected.get(i).get("header").asText());
            assertRead(fields.get(i), expected.get(i));
        }
    }

    private static HeaderField field(JsonNode fieldCase) {
        String header = fieldCase.get("header").asText();
        int colon = header.indexOf(':');
        return HeaderField.of(header.substring(0, colon), header.substring(colon + 1));
    }

    private static void assertRead(HeaderField field, JsonNode fieldCase) {
        Parsed<AuthenticationResults> parsed = AuthenticationResults.parse(field);
        if (!fieldCase.get("valid").asBoolean()) {
            assertThat(parsed.value()).isEmpty();
            assertThat(parsed.problems()).isNotEmpty();
            return;
        }
        assertThat(parsed.problems()).isEmpty();
        AuthenticationResults results = parsed.orElseThrow();
        JsonNode expected = fieldCase.get("expected");
        assertThat(results.authservId()).isEqualTo(expected.get("authservId").asText());
        if (expected.path("version").isNumber()) {
            assertThat(results.version()).isEqualTo(expected.get("version").asInt());
        }
        assertThat(results.results().isEmpty())
                .isEqualTo(expected.get("noResults").asBoolean());
        assertThat(results.results()).isEqualTo(expectedResults(expected.get("results")));
        assertThat(AuthenticationResults.parse(results.toHeaderField()).value()).contains(results);
    }

    private static List<MethodResult> expectedResults(JsonNode nodes) {
        List<MethodResult> results = new ArrayList<>();
        for (JsonNode node : nodes) {
            assertThat(node.path("methodVersion").asText("1")).isEqualTo("1");
            MethodResult result = MethodResult.of(
                    node.get("method").asText(), node.get("result").asText());
            result = node.has("reason") ? result.withReason(node.get("reason").asText()) : result;
            for (JsonNode property : node.get("properties")) {
                result = result.with(
                        property.get("type").asText(),
                        property.get("name").asText(),
                        property.get("value").asText());
            }
            results.add(result);
        }
        return results;
    }
}
