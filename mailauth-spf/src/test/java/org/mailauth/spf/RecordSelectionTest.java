package org.mailauth.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.spf.SpfScene.IP4;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.dns.DnsType;
import org.mailauth.testkit.InMemoryDns;

/** RFC 7208 §3 and §4.4 to §4.7: which of a domain's TXT records is its policy, and how it is read. */
class RecordSelectionTest {

    @Test
    void onlyTxtIsAsked() {
        SpfScene scene = SpfScene.publishing("v=spf1 -all");

        scene.from(IP4);

        assertThat(scene.dns().questions()).containsExactly(SpfScene.asked("example.com", DnsType.TXT));
    }

    @ParameterizedTest(name = "[{0}]: {1}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "v=spf1, NEUTRAL",
                "`v=spf1 `, NEUTRAL",
                "V=SPF1 -all, FAIL",
                "v=spf1 -ALL, FAIL",
                "`v=spf1   -all   `, FAIL",
                "v=spf10 -all, NONE",
                "v=spf1-all, NONE",
                "v=spf1\t-all, NONE",
                "` v=spf1 -all`, NONE",
                "v=spf2.0/pra -all, NONE",
                "spf1 -all, NONE",
                "``, NONE",
                "other text, NONE",
            })
    void versionDecidesWhatIsARecord(String text, SpfResult result) {
        assertThat(SpfScene.resultOf(text, IP4)).isEqualTo(result);
        assertThat(SpfRecord.isSpf(text)).isEqualTo(result != SpfResult.NONE);
    }

    @Test
    void otherTextsBesideTheRecordAreIgnored() {
        SpfScene scene = SpfScene.of(SpfScene.published("v=spf1 -all")
                .txt("example.com", "verification=abc")
                .txt("example.com", "v=spf10 +all")
                .txt("example.com", "v=DMARC1; p=none"));

        assertThat(scene.from(IP4).result()).isEqualTo(SpfResult.FAIL);
    }

    @Test
    void twoRecordsArePermerrorEvenWhenEqualOrBroken() {
        SpfScene twice = SpfScene.of(SpfScene.published("v=spf1 -all").txt("example.com", "v=spf1 -all"));
        SpfScene broken = SpfScene.of(SpfScene.published("v=spf1 -all").txt("example.com", "v=spf1 foo"));

        assertThat(twice.from(IP4).result()).isEqualTo(SpfResult.PERMERROR);
        assertThat(SpfScene.codes(twice.from(IP4))).containsExactly("spf.multiple-records");
        assertThat(SpfScene.codes(broken.from(IP4))).containsExactly("spf.multiple-records");
    }

    @Test
    void stringsAreJoinedWithoutBlanksWhereverTheyAreCut() {
        String record = "v=spf1 ip4:192.0.2.1 -all";
        for (int cut = 0; cut <= record.length(); cut++) {
            SpfScene scene = SpfScene.of(
                    InMemoryDns.builder().txt("example.com", record.substring(0, cut), "", record.substring(cut)));
            assertThat(scene.from(IP4).result()).as("cut at %s", cut).isEqualTo(SpfResult.PASS);
        }
        SpfScene octets = SpfScene.of(InMemoryDns.builder().txt("example.com", record.split("")));
        assertThat(octets.from(IP4).result()).isEqualTo(SpfResult.PASS);
    }

    @Test
    void joiningAddsNoBlank() {
        SpfScene scene = SpfScene.of(InMemoryDns.builder().txt("example.com", "v=spf1", "-all"));

        assertThat(scene.from(IP4).result()).isEqualTo(SpfResult.NONE);
    }

    @ParameterizedTest(name = "octet {0}")
    @ValueSource(ints = {0, 9, 10, 13, 0x1F, 0x7F, 0x80, 0xA0, 0xE9, 0xFF})
    void octetThatIsNotVisibleAsciiIsPermerror(int octet) {
        SpfEvaluation evaluation =
                SpfScene.publishing("v=spf1 +all x=" + (char) octet).from(IP4);

        assertThat(evaluation.result()).isEqualTo(SpfResult.PERMERROR);
        assertThat(evaluation.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("spf.character");
            assertThat(problem.position()).hasValue(14);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"v=spf1 +all foo", "v=spf1 ip4:192.0.2.1 ip4:1.2.3", "v=spf1 a redirect=a.org redirect=b.org"})
    void syntaxErrorBehindAMatchIsPermerrorBeforeAnythingIsEvaluated(String record) {
        SpfScene scene = SpfScene.publishing(record);

        SpfEvaluation evaluation = scene.from(IP4);

        assertThat(evaluation.result()).isEqualTo(SpfResult.PERMERROR);
        assertThat(scene.dns().count()).isEqualTo(1);
        assertThat(evaluation.trace())
                .hasValueSatisfying(trace -> assertThat(trace.steps()).isEmpty());
    }

    @Test
    void termsAreEvaluatedFromLeftToRightUntilTheFirstMatch() {
        assertThat(SpfScene.resultOf("v=spf1 ?ip4:192.0.2.0/24 -ip4:192.0.2.1 +all", IP4))
                .isEqualTo(SpfResult.NEUTRAL);
        assertThat(SpfScene.resultOf("v=spf1 -ip4:192.0.2.1 ?ip4:192.0.2.0/24 +all", IP4))
                .isEqualTo(SpfResult.FAIL);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"all, PASS", "+all, PASS", "-all, FAIL", "~all, SOFTFAIL", "?all, NEUTRAL"})
    void qualifierOfTheMatchIsTheResult(String directive, SpfResult result) {
        assertThat(SpfScene.resultOf("v=spf1 " + directive, IP4)).isEqualTo(result);
    }

    @Test
    void withoutMatchAndRedirectTheResultIsNeutral() {
        SpfEvaluation evaluation =
                SpfScene.publishing("v=spf1 ip4:198.51.100.1").from(IP4);

        assertThat(evaluation.result()).isEqualTo(SpfResult.NEUTRAL);
        assertThat(evaluation.match()).isEmpty();
    }

    @Test
    void aliasOfTheDomainIsFollowedToItsRecord() {
        SpfScene scene = SpfScene.of(InMemoryDns.builder()
                .cname("example.com", "other.example.org")
                .txt("other.example.org", "v=spf1 -all"));

        assertThat(scene.from(IP4).result()).isEqualTo(SpfResult.FAIL);
    }
}
