package org.mailauth.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.spf.SpfScene.IP4;
import static org.mailauth.spf.SpfScene.asked;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.DomainName;
import org.mailauth.dns.DnsType;
import org.mailauth.testkit.InMemoryDns;

/** RFC 8616 §4: internationalized names and addresses. */
class InternationalMailTest {
    private static final String A_LABEL = "xn--bcher-kva.example.com";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "b\u00fccher.example.com",
                "B\u00dcCHER.Example.COM",
                "bu\u0308cher.example.com",
                "b\u00fccher\u3002example\uff0ecom",
                "xn--bcher-kva.example.com"
            })
    void uLabelsOfTheSenderBecomeALabelsBeforeAnythingIsAsked(String domain) {
        SpfScene scene = SpfScene.of(
                InMemoryDns.builder().txt(A_LABEL, "v=spf1 exists:%{o}.o.example.org exists:%{d}.d.example.org -all"));

        SpfEvaluation mailFrom = scene.mailFrom(IP4, "user@" + domain);
        SpfEvaluation helo = scene.helo(IP4, domain);

        assertThat(mailFrom.result()).isEqualTo(SpfResult.FAIL);
        assertThat(helo.result()).isEqualTo(SpfResult.FAIL);
        assertThat(mailFrom.domain()).contains(DomainName.of(A_LABEL));
        assertThat(scene.dns().distinctQuestions())
                .containsExactly(
                        asked(A_LABEL, DnsType.TXT),
                        asked(A_LABEL + ".o.example.org", DnsType.A),
                        asked(A_LABEL + ".d.example.org", DnsType.A));
    }

    @Test
    void uLabelsOfHeloBecomeALabelsInTheMacroH() {
        SpfScene scene = SpfScene.publishing("v=spf1 exists:%{h}.h.example.org -all");

        scene.evaluator().checkMailFrom(SpfScene.session(IP4, "user@example.com", "b\u00fccher.example.com"));

        assertThat(scene.dns().count(A_LABEL + ".h.example.org", DnsType.A)).isEqualTo(1);
    }

    @Test
    void heloThatIsNoDomainNameIsNeverAskedForAsOctets() {
        SpfScene scene = SpfScene.publishing("v=spf1 exists:%{h}.h.example.org -all");

        SpfEvaluation evaluation =
                scene.evaluator().checkMailFrom(SpfScene.session(IP4, "user@example.com", "\u00fc\u00a7.example"));

        assertThat(evaluation.result()).isEqualTo(SpfResult.FAIL);
        assertThat(scene.dns().count()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "exists:%{l}.example.org, FAIL, 1",
        "exists:%{s}.example.org, FAIL, 1",
        "exists:%{L}.example.org, FAIL, 1",
        "exists:%{S1}.example.org, FAIL, 1",
        "a:%{l}.example.org, FAIL, 1",
        "mx:%{l}.example.org, FAIL, 1",
        "ptr:%{l}.example.org, FAIL, 1",
        "include:%{l}.example.org, FAIL, 1",
        "exists:%{o}.example.org, PASS, 2",
        "exists:%{d}.example.org, PASS, 2",
    })
    void termsWithALocalPartThatIsNotAsciiDoNotMatch(String term, SpfResult result, int questions) {
        SpfScene scene = SpfScene.of(SpfScene.published("v=spf1 " + term + " -all")
                .a("*.example.org", IP4)
                .txt("*.example.org", "v=spf1 +all"));

        SpfEvaluation evaluation = scene.mailFrom(IP4, "j\u00f6rg@example.com");

        assertThat(evaluation.result()).isEqualTo(result);
        assertThat(evaluation.problems()).isEmpty();
        assertThat(scene.dns().count()).isEqualTo(questions);
    }

    @Test
    void redirectWithALocalPartThatIsNotAsciiIsNotTaken() {
        SpfScene scene = SpfScene.of(
                SpfScene.published("v=spf1 redirect=%{l}.example.org").txt("*.example.org", "v=spf1 -all"));

        SpfEvaluation evaluation = scene.mailFrom(IP4, "j\u00f6rg@example.com");

        assertThat(evaluation.result()).isEqualTo(SpfResult.NEUTRAL);
        assertThat(evaluation.problems()).isEmpty();
        assertThat(scene.mailFrom(IP4, "jorg@example.com").result()).isEqualTo(SpfResult.FAIL);
    }

    @Test
    void explanationMayShowALocalPartThatIsNotAsciiOnlyEscaped() {
        InMemoryDns.Builder zone = SpfScene.published("v=spf1 -all exp=why.example.com");
        SpfScene plain = SpfScene.of(
                SpfScene.published("v=spf1 -all exp=why.example.com").txt("why.example.com", "not for %{s}"));
        SpfScene escaped = SpfScene.of(zone.txt("why.example.com", "https://example.com/?s=%{S}"));

        assertThat(plain.mailFrom(IP4, "j\u00f6rg@example.com").explanation()).isEmpty();
        assertThat(escaped.mailFrom(IP4, "j\u00f6rg@example.com").explanation())
                .contains("https://example.com/?s=j%C3%B6rg%40example.com");
    }

    @Test
    void recordMustBeAsciiAlsoWhereItNamesDomains() {
        SpfScene scene = SpfScene.publishing("v=spf1 include:b\u00fccher.example.com +all");

        assertThat(scene.from(IP4).result()).isEqualTo(SpfResult.PERMERROR);
    }
}
