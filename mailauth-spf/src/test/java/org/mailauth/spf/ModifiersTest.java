package org.mailauth.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.spf.SpfScene.IP4;
import static org.mailauth.spf.SpfScene.published;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsType;
import org.mailauth.testkit.InMemoryDns;

/** RFC 7208 §6: redirect, exp and unknown modifiers. */
class ModifiersTest {

    @ParameterizedTest(name = "a redirect to \"{0}\" is {1}")
    @CsvSource({
        "v=spf1 +all, PASS",
        "v=spf1 -all, FAIL",
        "v=spf1 ~all, SOFTFAIL",
        "v=spf1 ?all, NEUTRAL",
        "v=spf1, NEUTRAL",
        "v=spf1 foo, PERMERROR",
        "no record, PERMERROR",
    })
    void redirectTakesTheResultOfTheOtherPolicyAndNoneIsPermerror(String other, SpfResult result) {
        SpfScene scene =
                SpfScene.of(published("v=spf1 redirect=other.example.org").txt("other.example.org", other));

        assertThat(scene.from(IP4).result()).isEqualTo(result);
    }

    @Test
    void redirectStandsLastWhereverItIsWritten() {
        SpfScene scene = SpfScene.of(
                published("v=spf1 redirect=other.example.org ip4:192.0.2.1").txt("other.example.org", "v=spf1 -all"));

        assertThat(scene.from(IP4).result()).isEqualTo(SpfResult.PASS);
        assertThat(scene.from("192.0.2.2").result()).isEqualTo(SpfResult.FAIL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v=spf1 redirect=other.example.org ?all", "v=spf1 ?all redirect=other.example.org"})
    void redirectIsIgnoredWhereThereIsAll(String record) {
        SpfScene scene = SpfScene.of(published(record).txt("other.example.org", "v=spf1 -all"));

        SpfEvaluation evaluation = scene.from(IP4);

        assertThat(evaluation.result()).isEqualTo(SpfResult.NEUTRAL);
        assertThat(evaluation.cost().dnsTerms()).isZero();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "redirect=nowhere.example.org, spf.redirect-none",
        "redirect=a..%{d}, spf.redirect-target",
        "redirect=%{d1}, spf.redirect-none"
    })
    void redirectToNoPolicyIsPermerror(String modifier, String code) {
        SpfScene scene = SpfScene.of(published("v=spf1 " + modifier).txt("com", "v=spf1 +all"));

        SpfEvaluation evaluation = scene.from(IP4);

        assertThat(evaluation.result()).isEqualTo(SpfResult.PERMERROR);
        assertThat(SpfScene.codes(evaluation)).containsExactly(code);
    }

    @Test
    void redirectChangesTheCurrentDomainAndNotTheSender() {
        SpfScene scene = SpfScene.of(published("v=spf1 redirect=other.example.org")
                .txt("other.example.org", "v=spf1 exists:%{d}.in.%{o} a -all")
                .exists("example.com"));

        scene.from(IP4);

        assertThat(scene.dns().count("other.example.org.in.example.com", DnsType.A))
                .isEqualTo(1);
        assertThat(scene.dns().count("other.example.org", DnsType.A)).isEqualTo(1);
    }

    @Test
    void redirectOfAnIncludedPolicyDecidesTheInclude() {
        SpfScene scene = SpfScene.of(published("v=spf1 include:one.example.org -all")
                .txt("one.example.org", "v=spf1 redirect=two.example.org")
                .txt("two.example.org", "v=spf1 ip4:192.0.2.1 -all"));

        assertThat(scene.from(IP4).result()).isEqualTo(SpfResult.PASS);
        assertThat(scene.from("192.0.2.2").result()).isEqualTo(SpfResult.FAIL);
    }

    @Test
    void explanationIsFetchedForAFailAndItsMacrosAreExpanded() {
        SpfScene scene = SpfScene.of(published("v=spf1 -all exp=why.%{d}")
                .txt(
                        "why.example.com",
                        "%{i} may not send%_for %{s}",
                        ": %%",
                        "%-see https://x/?s=%{S}&t=%{t}&r=%{r}&c=%{c}"));

        assertThat(scene.from(IP4).explanation())
                .contains("192.0.2.1 may not send for user@example.com: %%20see "
                        + "https://x/?s=user%40example.com&t=1600000000&r=mx.example.net&c=192.0.2.1");
    }

    @ParameterizedTest(name = "no explanation for {0}")
    @ValueSource(strings = {"+all", "~all", "?all", "ip4:198.51.100.1"})
    void explanationIsNotEvenAskedForUnlessAMechanismFails(String directive) {
        SpfScene scene = SpfScene.of(
                published("v=spf1 " + directive + " exp=why.example.com").txt("why.example.com", "because"));

        assertThat(scene.from(IP4).explanation()).isEmpty();
        assertThat(scene.dns().count()).isEqualTo(1);
    }

    @Test
    void explanationCostsNeitherTermNorVoidLookup() {
        SpfScene scene = SpfScene.publishing("v=spf1 -all exp=nowhere.example.com");

        SpfEvaluation evaluation = scene.from(IP4);

        assertThat(evaluation.result()).isEqualTo(SpfResult.FAIL);
        assertThat(evaluation.explanation()).isEmpty();
        assertThat(evaluation.cost()).isEqualTo(new SpfCost(0, 0, 1));
        assertThat(scene.dns().count("nowhere.example.com", DnsType.TXT)).isEqualTo(1);
    }

    @ParameterizedTest(name = "failure {0}")
    @EnumSource(names = {"TIMEOUT", "SERVER_FAILURE", "REFUSED", "BOGUS", "NETWORK"})
    void explanationThatCannotBeFetchedIsAsIfThereWereNone(DnsFailure failure) {
        SpfScene scene =
                SpfScene.of(published("v=spf1 -all exp=why.example.com").fail("why.example.com", failure));

        assertThat(scene.from(IP4).result()).isEqualTo(SpfResult.FAIL);
        assertThat(scene.from(IP4).explanation()).isEmpty();
    }

    @ParameterizedTest(name = "\"{0}\" is no explanation")
    @ValueSource(
            strings = {"", "bad %", "bad %{z}", "bad %{d0}", "caf\u00e9", "line\r\nend", "tab\t", "\u0000", "%{h} x"})
    void explanationThatIsNoMacroStringInAsciiIsAsIfThereWereNone(String text) {
        SpfScene scene =
                SpfScene.of(published("v=spf1 -all exp=why.example.com").txt("why.example.com", text));

        SpfEvaluation evaluation =
                scene.evaluator().checkMailFrom(SpfScene.session(IP4, "user@example.com", "evil\r\nX-Injected: yes"));

        assertThat(evaluation.result()).isEqualTo(SpfResult.FAIL);
        assertThat(evaluation.explanation()).isEmpty();
    }

    @Test
    void twoExplanationsAreAsIfThereWereNone() {
        SpfScene scene = SpfScene.of(published("v=spf1 -all exp=why.example.com")
                .txt("why.example.com", "one")
                .txt("why.example.com", "two"));

        assertThat(scene.from(IP4).explanation()).isEmpty();
    }

    @Test
    void explanationWhoseNameIsNoneIsAsIfThereWereNone() {
        assertThat(SpfScene.publishing("v=spf1 -all exp=a..%{d}").from(IP4).explanation())
                .isEmpty();
    }

    @Test
    void explanationLongerThan2048CharactersIsAsIfThereWereNone() {
        InMemoryDns.Builder zone = published("v=spf1 -all exp=why.example.com");
        SpfScene fits = SpfScene.of(zone.txt("why.example.com", "x".repeat(2048)));
        SpfScene grows = SpfScene.of(
                published("v=spf1 -all exp=why.example.com").txt("why.example.com", "x".repeat(2046) + "%{c}"));

        assertThat(fits.from(IP4).explanation())
                .hasValueSatisfying(text -> assertThat(text).hasSize(2048));
        assertThat(grows.from(IP4).explanation()).isEmpty();
    }

    @Test
    void explanationOfAnIncludedPolicyIsNeverUsed() {
        SpfScene scene = SpfScene.of(published("v=spf1 -include:other.example.org +all")
                .txt("other.example.org", "v=spf1 +all exp=why.example.org")
                .txt("why.example.org", "not this"));
        SpfScene failing = SpfScene.of(published("v=spf1 include:other.example.org -all exp=why.example.com")
                .txt("other.example.org", "v=spf1 -all exp=why.example.org")
                .txt("why.example.org", "not this")
                .txt("why.example.com", "but this"));

        assertThat(scene.from(IP4).explanation()).isEmpty();
        assertThat(failing.from(IP4).explanation()).contains("but this");
        assertThat(failing.dns().count("why.example.org", DnsType.TXT)).isZero();
    }

    @Test
    void behindARedirectOnlyTheExplanationOfTheNewRecordIsUsed() {
        SpfScene own = SpfScene.of(published("v=spf1 redirect=other.example.org exp=why.example.com")
                .txt("other.example.org", "v=spf1 -all exp=why.%{d}")
                .txt("why.example.com", "not this")
                .txt("why.example.org", "nor this")
                .txt("why.other.example.org", "but this of %{d}"));
        SpfScene none = SpfScene.of(published("v=spf1 redirect=other.example.org exp=why.example.com")
                .txt("other.example.org", "v=spf1 -all")
                .txt("why.example.com", "not this"));

        assertThat(own.from(IP4).explanation()).contains("but this of other.example.org");
        assertThat(none.from(IP4).explanation()).isEmpty();
    }

    @Test
    void unknownModifierHasNoEffect() {
        SpfScene scene = SpfScene.publishing("v=spf1 op=auth ra=%{d} x= -all");

        assertThat(scene.from(IP4).result()).isEqualTo(SpfResult.FAIL);
        assertThat(scene.dns().count()).isEqualTo(1);
    }
}
