package org.mailauth.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailauth.DomainName;
import org.mailauth.forensics.lookalike.Suffixes;
import org.mailauth.message.Message;

/** Header sets of our own, in pairs that differ by one field: one raises a finding, the other one does not. */
class CorpusTest {
    private static final HeaderForensics FORENSICS = HeaderForensics.builder()
            .organizationalDomains(Suffixes.FINDER)
            .ownDomains(Set.of(DomainName.of("example.com"), DomainName.of("samjung.co.kr"), DomainName.of("우리은행.한국")))
            .protectedDomains(Set.of(DomainName.of("paypal.com"), DomainName.of("ibm.com")))
            .protectedNames(Set.of("Jane Doe", "김철수", "山田 太郎"))
            .clock(Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC))
            .build();

    static Stream<JsonNode> pairs() throws IOException {
        List<JsonNode> pairs = new ArrayList<>();
        for (String file : List.of("lookalikes.json", "mime.json")) {
            try (InputStream in = CorpusTest.class.getResourceAsStream(file)) {
                new ObjectMapper().readTree(Objects.requireNonNull(in)).forEach(pairs::add);
            }
        }
        return pairs.stream();
    }

    /** The lines of "message", the one that differs at "%"; or that one on top of the lines of "header". */
    private static Message message(JsonNode pair, String which) {
        List<String> lines = new ArrayList<>();
        if (pair.has("message")) {
            pair.get("message")
                    .forEach(line -> lines.add(
                            line.asText().equals("%") ? pair.get(which).asText() : line.asText()));
        } else {
            lines.add(pair.get(which).asText());
            pair.path("header").forEach(line -> lines.add(line.asText()));
            lines.add("");
        }
        return Message.of((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static List<ForensicFinding> findings(JsonNode pair, String which) {
        return FORENSICS.examine(message(pair, which)).findings(pair.get("code").asText());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void raises(JsonNode pair) {
        List<ForensicFinding> findings = findings(pair, "raise");
        assertThat(findings)
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.evidence()).isNotEmpty());
        if (pair.has("at")) {
            var header = message(pair, "raise").header();
            assertThat(findings)
                    .allSatisfy(finding -> assertThat(finding.evidence())
                            .anySatisfy(place -> assertThat(new String(
                                            header.all().get(place.fieldIndex()).octets(),
                                            place.start(),
                                            place.end() - place.start(),
                                            StandardCharsets.UTF_8))
                                    .isEqualTo(pair.get("at").asText())));
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void doesNotRaiseWhenOneFactDiffers(JsonNode pair) {
        assertThat(findings(pair, "near")).isEmpty();
    }

    /** Those that need trusted results have theirs in {@link ReadyRulesTest}. */
    @Test
    void everyReadyRuleHasPairs() throws IOException {
        Set<String> tested = new TreeSet<>();
        pairs().forEach(pair -> tested.add(pair.get("code").asText()));
        ReadyRulesTest.pairs().forEach(pair -> tested.add(pair.code()));
        assertThat(tested)
                .containsExactlyInAnyOrderElementsOf(
                        ReadyRules.all().stream().map(ForensicRule::code).toList());
    }

    @Test
    void aRuleOfTheUserIsMadeOfWords() {
        HeaderForensics own = HeaderForensics.builder()
                .ownDomains(Set.of(DomainName.of("example.com")))
                .rules(List.of(ForensicRules.subjectWords("user.urgent", Severity.HIGH, List.of("긴급", "urgent"))))
                .without("words.payment")
                .build();
        Message message =
                Message.of("From: a@other.org\r\nSubject: URGENT payment\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        assertThat(own.examine(message).findings())
                .extracting(ForensicFinding::code, ForensicFinding::severity)
                .contains(org.assertj.core.groups.Tuple.tuple("user.urgent", Severity.HIGH))
                .doesNotContain(org.assertj.core.groups.Tuple.tuple("words.payment", Severity.LOW));
    }

    @Test
    void aSeverityOfTheUserCounts() {
        HeaderForensics own = HeaderForensics.builder()
                .ownDomains(Set.of(DomainName.of("example.com")))
                .severity("lookalike.other-suffix", Severity.HIGH)
                .build();
        Message message = Message.of("From: a@example.net\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        assertThat(own.examine(message).findings())
                .filteredOn(finding -> finding.code().equals("lookalike.other-suffix"))
                .extracting(ForensicFinding::severity)
                .containsExactly(Severity.HIGH);
    }
}
