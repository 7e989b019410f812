package org.mailauth.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.mailauth.spf.SpfScene.IP4;
import static org.mailauth.spf.SpfScene.published;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailauth.AuthenticatedIdentifier;
import org.mailauth.DomainName;
import org.mailauth.MailAuthObserver;
import org.mailauth.Problem;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.testkit.InMemoryDns;

/** What a result rests on, and how it is passed on. */
class EvidenceTest {

    @Test
    void matchNamesTheDirectiveAndTheDomainWhoseRecordHoldsIt() {
        SpfScene scene = SpfScene.of(published("v=spf1 ip4:198.51.100.1 redirect=other.example.org")
                .txt("other.example.org", "v=spf1 ~ip4:192.0.2.0/24 -all"));

        SpfMatch match = scene.from(IP4).match().orElseThrow();

        assertThat(match.domain()).isEqualTo("other.example.org");
        assertThat(match.directive().qualifier()).isEqualTo(SpfQualifier.SOFTFAIL);
        assertThat(match).hasToString("~ip4:192.0.2.0/24 of other.example.org");
    }

    @Test
    void matchOfAnIncludeIsTheIncludeItselfAndTheTraceShowsTheRest() {
        SpfScene scene = SpfScene.of(published("v=spf1 include:other.example.org -all")
                .txt("other.example.org", "v=spf1 ip4:192.0.2.1 -all"));

        SpfEvaluation evaluation = scene.from(IP4);

        assertThat(evaluation.match().orElseThrow()).hasToString("include:other.example.org of example.com");
        SpfTrace inner =
                evaluation.trace().orElseThrow().steps().get(0).nested().orElseThrow();
        assertThat(inner.result()).isEqualTo(SpfResult.PASS);
        assertThat(inner.steps()).singleElement().satisfies(step -> {
            assertThat(step.term()).isEqualTo("ip4:192.0.2.1");
            assertThat(step.outcome()).isEqualTo(SpfTrace.Outcome.MATCH);
        });
    }

    @Test
    void tracePrintsAsIndentedText() {
        SpfScene scene =
                SpfScene.of(published("v=spf1 a mx include:inner.example.org exists:no.%{d} redirect=out.example.org")
                        .a("example.com", "198.51.100.1", "198.51.100.2")
                        .mx("example.com", 10, "mail.example.com")
                        .a("mail.example.com", "198.51.100.3")
                        .txt("inner.example.org", "v=spf1 ip4:198.51.100.0/24 ?all")
                        .txt("out.example.org", "v=spf1 ptr -all")
                        .ptr("1.2.0.192.in-addr.arpa", "host.out.example.org")
                        .a("host.out.example.org", IP4));

        assertThat(scene.from(IP4).trace().orElseThrow()).hasToString("""
                        example.com: pass  "v=spf1 a mx include:inner.example.org exists:no.%{d} redirect=out.example.org"
                          a -> no match [198.51.100.1, 198.51.100.2] (terms 1, void 0, questions 1)
                          mx -> no match [mail.example.com, 198.51.100.3] (terms 1, void 0, questions 2)
                          include:inner.example.org -> no match [inner.example.org] (terms 1, void 0, questions 1)
                            inner.example.org: neutral  "v=spf1 ip4:198.51.100.0/24 ?all"
                              ip4:198.51.100.0/24 -> no match
                              ?all -> match
                          exists:no.%{d} -> no match [no.example.com] (terms 1, void 1, questions 1)
                          redirect=out.example.org -> redirect [out.example.org] (terms 2, void 0, questions 3)
                            out.example.org: pass  "v=spf1 ptr -all"
                              ptr -> match [host.out.example.org] (terms 1, void 0, questions 2)""");
    }

    @Test
    void tracePrintsProblemsWhereTheyHappened() {
        SpfScene scene =
                SpfScene.of(published("v=spf1 include:inner.example.org -all").txt("inner.example.org", "v=spf1 foo"));

        assertThat(scene.from(IP4).trace().orElseThrow()).hasToString("""
                        example.com: permerror  "v=spf1 include:inner.example.org -all"
                          ! spf.include-permerror: the included policy of inner.example.org is in error [RFC 7208 §5.2]
                          include:inner.example.org -> error [inner.example.org] (terms 1, void 0, questions 1)
                            inner.example.org: permerror  "v=spf1 foo"
                              ! spf.mechanism: the mechanism "foo" does not exist (at 7) [RFC 7208 §4.6.1]""");
    }

    @Test
    void traceShowsNothingThatCouldDriveATerminal() {
        SpfScene scene = SpfScene.of(
                published("v=spf1 \u001b[2J x").txt("x.example.com", "v=spf1 exists:%{l}.example.com -all"));

        assertThat(scene.from(IP4).trace().orElseThrow().toString())
                .doesNotContain("\u001b")
                .contains("\\u001b[2J");
        assertThat(scene.mailFrom(IP4, "\u001b[2J\u202e@x.example.com")
                        .trace()
                        .orElseThrow()
                        .toString())
                .doesNotContain("\u001b", "\u202e");
    }

    @Test
    void resolvedNamesOfAStepAreCutAfter32() {
        InMemoryDns.Builder zone = published("v=spf1 a -all");
        for (int host = 2; host < 100; host++) {
            zone.a("example.com", "192.0.2." + host);
        }

        List<String> resolved =
                SpfScene.of(zone).from(IP4).trace().orElseThrow().steps().get(0).resolved();

        assertThat(resolved).hasSize(33).last().isEqualTo("...");
    }

    @Test
    void problemsComeOutermostFirstAndOnlyFromPoliciesThatDecided() {
        SpfScene scene = SpfScene.of(published("v=spf1 include:ok.example.org include:one.example.org -all")
                .txt("ok.example.org", "v=spf1 -all")
                .txt("one.example.org", "v=spf1 redirect=two.example.org")
                .txt("two.example.org", "v=spf1 foo bar"));

        assertThat(SpfScene.codes(scene.from(IP4)))
                .containsExactly("spf.include-permerror", "spf.mechanism", "spf.mechanism");
    }

    @Test
    void passHasNoProblems() {
        assertThat(SpfScene.publishing("v=spf1 +all").from(IP4).problems()).isEmpty();
    }

    @Test
    void authenticatedIdentifierIsTheDomainWithItsResult() {
        SpfScene scene = SpfScene.of(published("v=spf1 -all").txt("mail.example.org", "v=spf1 +all"));

        assertThat(scene.from(IP4).authenticatedIdentifier())
                .contains(new AuthenticatedIdentifier(
                        AuthenticatedIdentifier.Kind.SPF_MAIL_FROM, DomainName.of("example.com"), "fail", ""));
        AuthenticatedIdentifier helo =
                scene.helo(IP4, "mail.example.org").authenticatedIdentifier().orElseThrow();
        assertThat(helo.kind()).isEqualTo(AuthenticatedIdentifier.Kind.SPF_HELO);
        assertThat(helo.isPass()).isTrue();
    }

    @Test
    void methodResultNamesTheDomainAndNeverTheLocalPart() {
        SpfScene scene = SpfScene.of(published("v=spf1 -all").txt("mail.example.org", "v=spf1 +all"));

        assertThat(scene.from(IP4).methodResult()).hasToString("spf=fail smtp.mailfrom=example.com");
        assertThat(scene.helo(IP4, "mail.example.org").methodResult())
                .hasToString("spf=pass smtp.helo=mail.example.org");
        assertThat(scene.mailFrom(IP4, "").methodResult()).hasToString("spf=pass smtp.helo=mail.example.org");
    }

    @Test
    void methodResultGivesTheRootOfAnErrorAsReason() {
        SpfScene scene = SpfScene.of(
                published("v=spf1 include:one.example.org -all").fail("one.example.org", DnsFailure.SERVER_FAILURE));

        assertThat(scene.from(IP4).methodResult())
                .hasToString("spf=temperror reason=\"the DNS failed for one.example.org: the server failed\""
                        + " smtp.mailfrom=example.com");
        assertThat(scene.mailFrom(IP4, "user@localhost").methodResult())
                .hasToString("spf=none reason=\"the identity has no domain that could have a policy\"");
    }

    @ParameterizedTest(name = "record {0}, addresses {1}, term {2}: {3}")
    @CsvSource({
        "SECURE, SECURE, a, SECURE",
        "SECURE, INSECURE, a, INSECURE",
        "INSECURE, SECURE, a, INSECURE",
        "SECURE, INDETERMINATE, mx, INDETERMINATE",
        "SECURE, INSECURE, exists:x.example.org, INSECURE",
        "SECURE, INSECURE, include:x.example.org, INSECURE",
        "SECURE, INSECURE, redirect=x.example.org, INSECURE",
        "SECURE, INSECURE, ptr:x.example.org, INSECURE",
        "SECURE, INSECURE, exists:%{p}, INSECURE",
        "SECURE, INSECURE, +all, SECURE",
        "SECURE, INSECURE, a:miss.example.org ip4:192.0.2.1, SECURE",
    })
    void dnssecStateIsTheWeakestOfTheAnswersThatDecided(
            DnssecStatus record, DnssecStatus addresses, String terms, DnssecStatus state) {
        String rest = terms.equals("a") || terms.equals("mx") ? terms + ":x.example.org" : terms;
        SpfScene scene = SpfScene.of(published("v=spf1 " + rest)
                .a("x.example.org", IP4)
                .mx("x.example.org", 10, "x.example.org")
                .txt("x.example.org", "v=spf1 +all")
                .a("miss.example.org", "198.51.100.1")
                .ptr("1.2.0.192.in-addr.arpa", "x.example.org")
                .dnssec("example.com", record)
                .dnssec("example.org", addresses)
                .dnssec("arpa", DnssecStatus.SECURE));

        assertThat(scene.from(IP4).result()).isEqualTo(SpfResult.PASS);
        assertThat(scene.from(IP4).dnssec()).isEqualTo(state);
    }

    @Test
    void dnssecStateIsIndeterminateWhenNothingWasAsked() {
        assertThat(SpfScene.publishing("v=spf1").mailFrom(IP4, "user@localhost").dnssec())
                .isEqualTo(DnssecStatus.INDETERMINATE);
    }

    @Test
    void observerHearsTheDecision() {
        List<String> heard = new ArrayList<>();
        MailAuthObserver observer = new MailAuthObserver() {
            @Override
            public void decided(String method, String result, Duration took) {
                heard.add(method + "=" + result);
            }
        };
        SpfScene scene = SpfScene.of(published("v=spf1 ~all").build(), builder -> builder.observer(observer));

        scene.from(IP4);
        scene.mailFrom(IP4, "user@localhost");

        assertThat(heard).containsExactly("spf=softfail", "spf=none");
    }

    @Test
    void evaluationPrintsAsOneLine() {
        SpfScene scene = SpfScene.publishing("v=spf1 -all");

        assertThat(scene.from(IP4))
                .hasToString("spf=fail mailfrom=example.com client-ip=192.0.2.1 (-all of example.com)");
        assertThat(scene.helo(IP4, "x\r\ny").toString()).isEqualTo("spf=none helo= client-ip=192.0.2.1");
    }

    @Test
    void evaluatorNeedsAResolverAndRefusesNull() {
        assertThatIllegalStateException()
                .isThrownBy(() -> SpfEvaluator.builder().build())
                .withMessageContaining("resolver");
        assertThatNullPointerException().isThrownBy(() -> SpfEvaluator.builder().resolver(null));
        assertThatNullPointerException().isThrownBy(() -> SpfEvaluator.builder().clock(null));
        assertThatNullPointerException().isThrownBy(() -> SpfEvaluator.builder().limits(null));
    }

    @Test
    void everyProblemCitesItsRule() {
        SpfScene scene = SpfScene.publishing("v=spf1 include:no.example.org");

        assertThat(scene.from(IP4).problems())
                .extracting(Problem::reference)
                .allMatch(reference -> reference.matches("RFC 7208 §[0-9.]+"));
    }
}
