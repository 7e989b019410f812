package org.mailauth.realparts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mailauth.conformance.ConformanceSuite;
import org.mailauth.dkim.DkimResult;
import org.mailauth.dkim.DkimVerifier;
import org.mailauth.dkim.SignatureAcceptance;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dnsjava.DnsjavaResolver;
import org.mailauth.message.Message;
import org.mailauth.testkit.InMemoryDns;
import org.opentest4j.TestAbortedException;

/**
 * The DNS read from a zone file and a real name server that serves the same file lead to the same verdicts, on every
 * message of the DKIM conformance suite. Each message is verified as strictly as possible and as openly as possible.
 */
@Tag("real-parts")
class ResolverAgreementTest {
    private static final Instant ANY_TIME = Instant.parse("2026-11-21T00:00:00Z");
    private static final SignatureAcceptance OPEN = SignatureAcceptance.strict()
            .acceptingPartlySignedBody()
            .unsafeAcceptingRsaSha1()
            .unsafeAcceptingSmallRsaKeys();

    private static final Map<String, SameZone> ZONES = new HashMap<>();
    private static ConformanceSuite suite;
    private static List<JsonNode> cases;
    private static JsonNode zone;

    @BeforeAll
    static void open() {
        try {
            suite = ConformanceSuite.open("dkim");
        } catch (TestAbortedException missing) {
            // here a part that is missing is a failure
            throw new IllegalStateException(missing);
        }
        zone = suite.json("zone.json");
        cases = new ArrayList<>();
        suite.json("verify.json").get("cases").forEach(cases::add);
    }

    @AfterAll
    static void close() {
        ZONES.values().forEach(SameZone::close);
        ZONES.clear();
    }

    /** Most cases share one zone; each that differs in a name gets a name server of its own. */
    private static SameZone zone(String id) throws IOException {
        String text = RootZone.text(KeyZone.of(zone, id));
        SameZone started = ZONES.get(text);
        if (started == null) {
            started = SameZone.of(text);
            ZONES.put(text, started);
        }
        return started;
    }

    @TestFactory
    Stream<DynamicTest> zoneFileAndNameServerLeadToTheSameVerdicts() {
        return cases.stream()
                .filter(node -> !KeyZone.timesOut(node))
                .map(node -> dynamicTest(id(node), () -> {
                    SameZone both = zone(id(node));
                    assertAgreement(node, both.inMemory(), both.overNetwork());
                }));
    }

    /** Instead of a zone: a name that fails, and a server that is silent. */
    @TestFactory
    Stream<DynamicTest> failingNameAndSilentServerLeadToTheSameVerdicts() {
        InMemoryDns failing =
                InMemoryDns.builder().fail("*", DnsFailure.TIMEOUT).build();
        return cases.stream()
                .filter(KeyZone::timesOut)
                .map(node -> dynamicTest(id(node), () -> {
                    try (SilentServer silent = new SilentServer();
                            DnsjavaResolver overNetwork = DnsjavaResolver.builder()
                                    .servers(List.of(silent.address()))
                                    .timeout(Duration.ofMillis(200))
                                    .retries(0)
                                    .build()) {
                        assertAgreement(node, failing, overNetwork);
                    }
                }));
    }

    @Test
    void corpusHasVerdictsOfEveryKindThatTheyCouldDifferIn() throws IOException {
        Set<DkimResult> met = EnumSet.noneOf(DkimResult.class);
        for (JsonNode node : cases) {
            conclusions(node, zone(id(node)).overNetwork()).forEach(each -> met.add(each.result()));
        }
        assertThat(met).contains(DkimResult.PASS, DkimResult.FAIL, DkimResult.PERMERROR, DkimResult.NEUTRAL);
    }

    private static String id(JsonNode node) {
        return node.get("id").asText();
    }

    private static void assertAgreement(JsonNode node, DnsResolver inMemory, DnsResolver overNetwork) {
        assertThat(conclusions(node, overNetwork)).isEqualTo(conclusions(node, inMemory));
    }

    private static List<ConclusionOfDkim> conclusions(JsonNode node, DnsResolver resolver) {
        Instant now = node.has("evaluationTime")
                ? Instant.ofEpochSecond(node.get("evaluationTime").asLong())
                : ANY_TIME;
        Message message = Message.of(suite.octets(node));
        return Stream.of(SignatureAcceptance.strict(), OPEN)
                .map(acceptance -> DkimVerifier.builder()
                        .resolver(resolver)
                        .clock(Clock.fixed(now, ZoneOffset.UTC))
                        .acceptance(acceptance)
                        .build())
                .flatMap(verifier -> ConclusionOfDkim.of(verifier.verify(message)).stream())
                .toList();
    }
}
