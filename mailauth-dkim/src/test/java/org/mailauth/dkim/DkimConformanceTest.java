package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.mailauth.conformance.ConformanceRun;
import org.mailauth.conformance.ConformanceSuite;
import org.mailauth.message.Message;

/** The whole message suite: by default as RFC 8301 has it, and with legacy algorithms accepted as RFC 6376 alone had it. */
class DkimConformanceTest {
    private static final Instant ANY_TIME = Instant.parse("2026-11-21T00:00:00Z");

    private static final SignatureAcceptance PARTLY_SIGNED =
            SignatureAcceptance.strict().acceptingPartlySignedBody();
    private static final SignatureAcceptance LEGACY =
            PARTLY_SIGNED.unsafeAcceptingRsaSha1().unsafeAcceptingSmallRsaKeys();

    @TestFactory
    Stream<DynamicTest> everySignatureGetsTheVerdictOfRfc8301() {
        return run("dkim/verify-8301", PARTLY_SIGNED, "rfc8301", "rfc8301Acceptable");
    }

    @TestFactory
    Stream<DynamicTest> everySignatureGetsTheVerdictOfRfc6376WhenLegacyAlgorithmsAreAccepted() {
        return run("dkim/verify-6376", LEGACY, "rfc6376", "acceptable");
    }

    private static Stream<DynamicTest> run(
            String name, SignatureAcceptance acceptance, String verdict, String acceptable) {
        return ConformanceRun.tests(DkimConformanceTest.class, name, (suite, run) -> {
            for (JsonNode node : suite.json("verify.json").get("cases")) {
                run.add(node.get("id").asText(), () -> {
                    List<DkimVerification> verifications = verify(suite, node, acceptance);
                    JsonNode expected = node.get("expected").path("signatures");
                    assertThat(verifications).hasSize(expected.size());
                    for (int at = 0; at < expected.size(); at++) {
                        check(verifications.get(at), expected.get(at), verdict, acceptable);
                    }
                });
            }
        });
    }

    /** Where l= leaves body octets uncovered, the default answers policy for every signature that the suite passes. */
    @TestFactory
    Stream<DynamicTest> partlySignedBodyIsPolicyByDefault() {
        return ConformanceRun.tests(DkimConformanceTest.class, "dkim/verify-strict", (suite, run) -> {
            for (JsonNode node : suite.json("verify.json").get("cases")) {
                run.add(node.get("id").asText(), () -> {
                    List<DkimVerification> strict = verify(suite, node, SignatureAcceptance.strict());
                    List<DkimVerification> open = verify(suite, node, PARTLY_SIGNED);
                    for (int at = 0; at < strict.size(); at++) {
                        boolean uncovered = open.get(at).uncoveredBodyOctets() > 0;
                        boolean policy = open.get(at).result() == DkimResult.PASS && uncovered;
                        assertThat(strict.get(at).result())
                                .isEqualTo(
                                        policy
                                                ? DkimResult.POLICY
                                                : open.get(at).result());
                    }
                });
            }
        });
    }

    private static List<DkimVerification> verify(
            ConformanceSuite suite, JsonNode node, SignatureAcceptance acceptance) {
        Instant now = node.has("evaluationTime")
                ? Instant.ofEpochSecond(node.get("evaluationTime").asLong())
                : ANY_TIME;
        DkimVerifier verifier = DkimVerifier.builder()
                .resolver(ConformanceZone.of(node.get("dns")))
                .clock(Clock.fixed(now, ZoneOffset.UTC))
                .acceptance(acceptance.withClockSkew(java.time.Duration.ZERO))
                .build();
        return verifier.verify(Message.of(suite.octets(node)));
    }

    private static void check(DkimVerification actual, JsonNode expected, String verdict, String acceptable) {
        String described = actual.toString();
        List<String> words = new ArrayList<>();
        expected.path(acceptable).forEach(word -> words.add(word.asText()));
        if (words.isEmpty()) {
            expected.path("acceptable").forEach(word -> words.add(word.asText()));
        }
        if (expected.get(verdict).asText().equals("pass")) {
            // The suite lets a verifier be stricter; this one is not, so a pass must be a pass.
            assertThat(actual.result().word()).as(described).isEqualTo("pass");
        } else {
            assertThat(words).as(described).contains(actual.result().word());
        }
        actual.signingDomain()
                .ifPresent(domain ->
                        assertThat(domain).hasToString(expected.get("domain").asText()));
        actual.selector()
                .ifPresent(selector -> assertThat(selector)
                        .hasToString(expected.get("selector").asText()));
        actual.keyRecord()
                .ifPresent(key -> assertThat(key.keyBits())
                        .as(described)
                        .isEqualTo(expected.get("keyBits").asInt()));
        actual.signature()
                .ifPresent(signature -> assertThat(signature.algorithm().word())
                        .isEqualTo(expected.get("algorithm").asText()));
    }
}
