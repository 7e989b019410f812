package org.mailauth.forensics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules can be left out, given another severity, replaced and added; findings come by severity. */
class HeaderForensicsTest {
    private static final String FROM = "From: 김철수 <kim@partner.example>";
    private static final String REPLY_TO = "Reply-To: kim@다른.example";

    /** A rule of a user. */
    record Always(String code, Severity severity) implements ForensicRule {
        @Override
        public List<Observation> examine(HeaderFacts facts) {
            return List.of(new Observation(
                    facts.evidenceOf("From"), "from " + facts.author().domains(), List.of(Source.HEADER)));
        }
    }

    @Test
    void aRuleCanBeLeftOut() {
        HeaderForensics without = Scenes.reader().without("identity.reply-to").build();
        assertThat(without.examine(Scenes.message(FROM, REPLY_TO)).findings("identity.reply-to"))
                .isEmpty();
    }

    @Test
    void aRuleCanHaveAnotherSeverity() {
        HeaderForensics severe =
                Scenes.reader().severity("identity.reply-to", Severity.HIGH).build();
        assertThat(severe.examine(Scenes.message(FROM, REPLY_TO)).findings("identity.reply-to"))
                .extracting(ForensicFinding::severity)
                .containsExactly(Severity.HIGH);
    }

    @Test
    void aCodeThatNoRuleHasIsAMistake() {
        assertThatIllegalArgumentException().isThrownBy(() -> Scenes.reader().without("no.such"));
        assertThatIllegalArgumentException().isThrownBy(() -> Scenes.reader().severity("no.such", Severity.LOW));
    }

    @Test
    void rulesOfTheUserCountAlikeAndFindingsComeBySeverity() {
        HeaderForensics own = Scenes.reader()
                .rules(List.of(new Always("x.info", Severity.INFO), new Always("x.high", Severity.HIGH)))
                .build();
        List<ForensicFinding> findings =
                own.examine(Scenes.message(FROM, REPLY_TO)).findings();
        assertThat(findings).extracting(ForensicFinding::code).containsExactly("x.high", "identity.reply-to", "x.info");
    }

    @Test
    void explanationsShowNamesAsReadAndAsTheDnsHasThem() {
        ForensicReport report = Scenes.examine("", FROM, "Reply-To: kim@xn--vv4b11d.example");
        assertThat(report.findings("identity.reply-to"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.explanation()).contains("예시.example (xn--vv4b11d.example)"));
    }
}
