package org.mailauth.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.spf.SpfScene.IP4;
import static org.mailauth.spf.SpfScene.IP6;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.dns.DnsType;
import org.mailauth.testkit.InMemoryDns;

/**
 * Records and clients that want to do harm: every one gets a result. The sizes are such that work growing with the square
 * of the input would not end within the test's time.
 */
class HostileInputTest {
    // The longest text that 65535 octets of strings hold.
    private static final int RECORD = 65_279;

    /** A record of 64 KiB, made of one piece repeated. */
    private static String record(String start, String piece, String end) {
        int times = (RECORD - start.length() - end.length()) / piece.length();
        return start + piece.repeat(times) + end;
    }

    private static SpfEvaluation evaluate(String record) {
        return SpfScene.publishing(record).from(IP4);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"a:", "mx:", "exists:", "include:", "ptr:", "redirect=", "exp=", "ip4:", "ip6:", "x="})
    void termsOf64KibEndInAResult(String term) {
        for (String piece :
                new String[] {"x", "x.", ".", "-", "/", "/1", "//", "%", "%%", "%{", "%{d}", "%{i1r-}.", ":", "="}) {
            SpfEvaluation evaluation = evaluate(record("v=spf1 " + term, piece, ".example.com -all"));

            assertThat(evaluation.result())
                    .as(term + piece)
                    .isIn(SpfResult.PERMERROR, SpfResult.FAIL, SpfResult.NEUTRAL);
        }
    }

    @Test
    void recordOf64KibOfTermsIsEvaluatedToItsEnd() {
        assertThat(evaluate(record("v=spf1 ", "ip4:198.51.100.1 ", "~all")).result())
                .isEqualTo(SpfResult.SOFTFAIL);
        assertThat(evaluate(record("v=spf1 ", " ", "~all")).result()).isEqualTo(SpfResult.SOFTFAIL);
        assertThat(evaluate(record("v=spf1 ", "x=y ", "~all")).result()).isEqualTo(SpfResult.SOFTFAIL);
    }

    @Test
    void recordOf64KibOfErrorsReportsTheFirstHundred() {
        SpfEvaluation evaluation = evaluate(record("v=spf1 ", "y ", ""));

        assertThat(evaluation.result()).isEqualTo(SpfResult.PERMERROR);
        assertThat(evaluation.problems()).hasSize(100);
        assertThat(evaluation.methodResult().toString()).hasSizeLessThan(1000);
    }

    @Test
    void recordOf64KibThatIncludesItselfCostsTenTimesItsLengthAndNoMore() {
        SpfEvaluation evaluation = evaluate(record("v=spf1 ", "ip4:198.51.100.1 ", "include:example.com"));

        assertThat(evaluation.result()).isEqualTo(SpfResult.PERMERROR);
        assertThat(evaluation.cost()).isEqualTo(new SpfCost(10, 0, 1));
    }

    @Test
    void manyMacrosAndALongLocalPartDoNotMultiply() {
        String record = record("v=spf1 exists:", "%{l1r-}.%{s}", ".example.com -all");
        SpfScene scene = SpfScene.publishing(record);

        SpfEvaluation evaluation = scene.mailFrom(IP4, "a-".repeat(500) + "@example.com");

        assertThat(evaluation.result()).isIn(SpfResult.FAIL, SpfResult.PERMERROR);
    }

    @Test
    void manyMacrosThatExpandToNothingEndInAResult() {
        String record = record("v=spf1 exists:", "%{l1}", ".example.com -all");
        SpfScene scene = SpfScene.publishing(record);

        assertThat(scene.mailFrom(IP4, ".".repeat(1000) + "@example.com").result())
                .isEqualTo(SpfResult.FAIL);
    }

    @Test
    void localPartBeyondAllMeasureIsNone() {
        SpfScene scene = SpfScene.publishing("v=spf1 exists:%{l}.example.com -all");

        assertThat(scene.mailFrom(IP4, "a".repeat(2_000_000) + "@example.com").result())
                .isEqualTo(SpfResult.NONE);
        assertThat(scene.dns().count()).isZero();
    }

    @Test
    void heloBeyondAllMeasureIsNoneAndIsNothingInMacros() {
        SpfScene scene = SpfScene.publishing("v=spf1 exists:%{h}x.example.com -all");
        String helo = "a.".repeat(1_000_000) + "com";

        assertThat(scene.helo(IP4, helo).result()).isEqualTo(SpfResult.NONE);
        scene.evaluator().checkMailFrom(SpfScene.session(IP4, "user@example.com", helo));
        assertThat(scene.dns().count("x.example.com", DnsType.A)).isEqualTo(1);
    }

    @Test
    void nameOf255LabelsMadeByMacrosIsCutToWhatTheDnsHolds() {
        SpfScene scene = SpfScene.publishing("v=spf1 exists:" + "a.".repeat(252) + "%{d} -all");

        SpfEvaluation evaluation = scene.from(IP4);

        assertThat(evaluation.result()).isEqualTo(SpfResult.FAIL);
        assertThat(scene.dns().questions().get(1).name().toString())
                .hasSize(253)
                .startsWith("a.a.")
                .endsWith(".a.example.com");
    }

    @Test
    void labelOf64OctetsMadeByMacrosMatchesNothing() {
        SpfScene scene = SpfScene.publishing("v=spf1 exists:%{l}.example.com -all");

        assertThat(scene.mailFrom(IP4, "a".repeat(64) + "@example.com").result())
                .isEqualTo(SpfResult.FAIL);
        assertThat(scene.dns().count()).isEqualTo(1);
    }

    @Test
    void everyOctetInAPublishedTextHasAResult() {
        for (int octet = 0; octet < 256; octet++) {
            char c = (char) octet;
            for (String record : new String[] {
                "v=spf1" + c,
                "v=spf1 " + c,
                "v=spf1 a:" + c + ".example.com -all",
                "v=spf1 -all exp=x" + c + ".org",
                c + "v=spf1 -all"
            }) {
                assertThat(evaluate(record).result()).isNotNull().isNotEqualTo(SpfResult.PASS);
            }
        }
    }

    @Test
    void oddOctetsInAnswersAreShownEscaped() {
        SpfScene scene = SpfScene.of(SpfScene.published("v=spf1 mx ptr exists:%{p}.x.example.com -all")
                .mx("example.com", 10, "a\\013\\010b\\.c.example.com")
                .ptr("1.2.0.192.in-addr.arpa", "a\\000\\255\\.d.example.com")
                .a("a\\000\\255\\.d.example.com", "192.0.2.77"));

        SpfEvaluation evaluation = scene.from(IP4);

        assertThat(evaluation.result()).isEqualTo(SpfResult.FAIL);
        assertThat(evaluation.trace().orElseThrow().toString().chars())
                .allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7F));
    }

    @Test
    void validatedNameWithOddOctetsIsNoNameInMacros() {
        SpfScene scene = SpfScene.of(SpfScene.published("v=spf1 exists:%{p}.x.example.com -all")
                .ptr("1.2.0.192.in-addr.arpa", "a\\255.example.org")
                .a("a\\255.example.org", IP4));

        assertThat(scene.from(IP4).result()).isEqualTo(SpfResult.FAIL);
        assertThat(scene.dns().questions())
                .noneMatch(asked -> asked.name().toString().endsWith("x.example.com"));
    }

    @Test
    void addressesOfTheWrongKindInAnswersAreNoMatch() {
        SpfScene scene =
                SpfScene.of(SpfScene.published("v=spf1 a -all").aaaa("example.com", "::ffff:192.0.2.1", "::c000:201"));

        assertThat(scene.from(IP4).result()).isEqualTo(SpfResult.FAIL);
        assertThat(scene.from(IP6).result()).isEqualTo(SpfResult.FAIL);
    }

    @Test
    void nothingTheClientSaysReachesTheResultUnescaped() {
        String evil = "evil\r\nX-Injected: yes\u001b[2J\u202e";
        SpfScene scene = SpfScene.of(InMemoryDns.builder()
                .txt("example.com", "v=spf1 exists:%{l}.%{h}.example.com -all exp=why.example.com")
                .txt("why.example.com", "%{l} %{h} %{s}"));

        SpfEvaluation evaluation = scene.evaluator().checkMailFrom(SpfScene.session(IP4, evil + "@example.com", evil));

        String all = evaluation + "\n" + evaluation.trace().orElseThrow() + evaluation.explanation()
                + evaluation.methodResult() + evaluation.session() + ReceivedSpf.of(evaluation, "mx.example.net");
        assertThat(all.getBytes(StandardCharsets.UTF_8)).isNotEmpty();
        assertThat(all).doesNotContain("\r", "\u001b", "\u202e", "\nX-Injected");
    }
}
