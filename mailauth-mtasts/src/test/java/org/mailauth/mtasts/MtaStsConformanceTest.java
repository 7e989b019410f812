package org.mailauth.mtasts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.mailauth.DomainName;
import org.mailauth.Parsed;
import org.mailauth.conformance.ConformanceRun;
import org.mailauth.dns.DnsName;
import org.mailauth.testkit.InMemoryDns;

/** The suites of records, lookups, policies and MX matches, whole. */
class MtaStsConformanceTest {

    @TestFactory
    Stream<DynamicTest> records() {
        return ConformanceRun.tests(getClass(), "mtasts/records", (suite, run) -> {
            int number = 0;
            for (JsonNode node : suite.json("records.json").get("cases")) {
                number++;
                run.add(number + " " + node.get("record").asText(), () -> checkRecord(node));
            }
        });
    }

    private static void checkRecord(JsonNode node) {
        Parsed<MtaStsRecord> record = MtaStsRecord.parse(node.get("record").asText());
        assertThat(record.value().isPresent())
                .as(record.toString())
                .isEqualTo(node.get("valid").asBoolean());
        if (node.has("id")) {
            assertThat(record.orElseThrow().id()).isEqualTo(node.get("id").asText());
        }
    }

    @TestFactory
    Stream<DynamicTest> lookups() {
        return ConformanceRun.tests(getClass(), "mtasts/lookups", (suite, run) -> {
            for (JsonNode node : suite.json("records.json").get("lookups")) {
                run.add(node.get("domain").asText(), () -> checkLookup(node));
            }
        });
    }

    private static void checkLookup(JsonNode node) {
        InMemoryDns.Builder zone = InMemoryDns.builder();
        node.get("zone")
                .properties()
                .forEach(owner -> owner.getValue()
                        .get("TXT")
                        .forEach(record ->
                                zone.txt(owner.getKey(), strings(record).toArray(String[]::new))));
        Scene scene = new Scene();
        scene.dns = zone.a("mta-sts." + node.get("domain").asText(), Scene.PUBLIC_ADDRESS)
                .build();
        MtaStsLookup lookup =
                scene.fetcher().fetch(DomainName.of(node.get("domain").asText()));
        String outcome = lookup instanceof MtaStsLookup.NotOffered notOffered
                ? notOffered.reason() == MtaStsLookup.Reason.RECORD_INVALID ? "invalid" : "none"
                : lookup instanceof MtaStsLookup.Found ? "found" : "temperror";
        assertThat(outcome).isEqualTo(node.get("expected").asText());
        if (node.has("id")) {
            assertThat(((MtaStsLookup.Found) lookup).id())
                    .isEqualTo(node.get("id").asText());
        }
    }

    @TestFactory
    Stream<DynamicTest> policies() {
        return ConformanceRun.tests(getClass(), "mtasts/policies", (suite, run) -> {
            int number = 0;
            for (JsonNode node : suite.json("policies.json").get("cases")) {
                number++;
                run.add(number + " " + node.path("why").asText(node.path("note").asText()), () -> checkPolicy(node));
            }
        });
    }

    private static void checkPolicy(JsonNode node) {
        byte[] octets = node.get("policy").asText().getBytes(StandardCharsets.UTF_8);
        Parsed<MtaStsPolicy> policy = MtaStsPolicy.parse(octets);
        assertThat(policy.value().isPresent())
                .as(policy.toString())
                .isEqualTo(node.get("valid").asBoolean());
        if (node.has("mode")) {
            assertThat(policy.orElseThrow().mode().word())
                    .isEqualTo(node.get("mode").asText());
        }
        if (node.has("mx")) {
            assertThat(policy.orElseThrow().mx().stream().map(MxPattern::toString))
                    .containsExactlyElementsOf(strings(node.get("mx")));
        }
        if (node.has("maxAge")) {
            assertThat(policy.orElseThrow().maxAge())
                    .hasSeconds(node.get("maxAge").asLong());
        }
    }

    @TestFactory
    Stream<DynamicTest> mxMatches() {
        return ConformanceRun.tests(getClass(), "mtasts/mx", (suite, run) -> {
            for (JsonNode node : suite.json("mx-match.json").get("cases")) {
                String mx = node.get("mx").asText();
                List<String> patterns = strings(node.get("patterns"));
                run.add(mx + " " + patterns, () -> {
                    boolean match =
                            patterns.stream().map(MxPattern::of).anyMatch(pattern -> pattern.matches(DnsName.of(mx)));
                    assertThat(match).isEqualTo(node.get("match").asBoolean());
                });
            }
        });
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(string -> strings.add(string.asText()));
        return strings;
    }
}
