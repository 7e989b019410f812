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
import java.util.HashSet;
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
class LookalikeCorpusTest {
    private static final Set<String> TOPICS = Set.of("lookalike", "name", "words", "encoded");

    private static final HeaderForensics FORENSICS = HeaderForensics.builder()
            .organizationalDomains(Suffixes.FINDER)
            .ownDomains(Set.of(DomainName.of("example.com"), DomainName.of("samjung.co.kr"), DomainName.of("우리은행.한국")))
            .protectedDomains(Set.of(DomainName.of("paypal.com"), DomainName.of("ibm.com")))
            .protectedNames(Set.of("Jane Doe", "김철수", "山田 太郎"))
            .clock(Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC))
            .build();

    static Stream<JsonNode> pairs() throws IOException {
        try (InputStream in = LookalikeCorpusTest.class.getResourceAsStream("lookalikes.json")) {
            List<JsonNode> pairs = new ArrayList<>();
            new ObjectMapper().readTree(Objects.requireNonNull(in)).forEach(pairs::add);
            return pairs.stream();
        }
    }

    private static Set<String> codes(JsonNode pair, String which) {
        StringBuilder header = new StringBuilder(pair.get(which).asText()).append("\r\n");
        pair.get("header").forEach(line -> header.append(line.asText()).append("\r\n"));
        Message message = Message.of((header + "\r\n").getBytes(StandardCharsets.UTF_8));
        Set<String> codes = new HashSet<>();
        for (ForensicFinding finding : FORENSICS.examine(message).findings()) {
            codes.add(finding.code());
            if (TOPICS.contains(topic(finding.code()))) {
                assertThat(finding.evidence()).isNotEmpty();
            }
        }
        return codes;
    }

    private static String topic(String code) {
        return code.substring(0, code.indexOf('.'));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void raises(JsonNode pair) {
        assertThat(codes(pair, "raise")).contains(pair.get("code").asText());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void doesNotRaiseWhenOneFactDiffers(JsonNode pair) {
        assertThat(codes(pair, "near")).doesNotContain(pair.get("code").asText());
    }

    @Test
    void everyRuleOfTheseTopicsHasPairs() throws IOException {
        Set<String> tested = new TreeSet<>();
        pairs().forEach(pair -> tested.add(pair.get("code").asText()));
        Set<String> rules = new TreeSet<>();
        ReadyRules.all().forEach(rule -> rules.add(rule.code()));
        rules.removeIf(code -> !TOPICS.contains(topic(code)));
        assertThat(tested).isEqualTo(rules);
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
