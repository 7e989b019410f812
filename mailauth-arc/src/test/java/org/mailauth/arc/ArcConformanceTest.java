package org.mailauth.arc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.mailauth.conformance.ConformanceRun;
import org.mailauth.message.Message;
import org.mailauth.testkit.InMemoryDns;

/** The whole validation suite. */
class ArcConformanceTest {
    @TestFactory
    Stream<DynamicTest> everyChainGetsItsStatus() {
        return ConformanceRun.tests(ArcConformanceTest.class, "arc/validation", (suite, run) -> {
            for (JsonNode node : suite.json("arc-validation-tests.json").get("cases")) {
                run.add(node.get("id").asText(), () -> {
                    ArcValidation validation = Checks.verifier(zone(node.get("dns")))
                            .build()
                            .verify(Message.of(node.get("message").asText().getBytes(StandardCharsets.UTF_8)));
                    assertThat(validation.status().word())
                            .as(validation.toString())
                            .isEqualTo(node.get("expected").asText());
                });
            }
        });
    }

    private static InMemoryDns zone(JsonNode zone) {
        InMemoryDns.Builder dns = InMemoryDns.builder();
        for (Map.Entry<String, JsonNode> name : zone.properties()) {
            for (JsonNode record : name.getValue().get("TXT")) {
                List<String> strings = new ArrayList<>();
                record.forEach(string -> strings.add(string.asText()));
                dns.txt(name.getKey(), strings.toArray(String[]::new));
            }
        }
        return dns.build();
    }
}
