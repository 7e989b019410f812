package org.mailauth.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.mailauth.spf.SpfScene.IP4;
import static org.mailauth.spf.SpfScene.IP6;
import static org.mailauth.spf.SpfScene.published;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.dns.DnsType;
import org.mailauth.testkit.InMemoryDns;

/** RFC 7208 §4.6.4: what a domain may make its receivers do, and who has spent it. */
class LimitsTest {
    private static final String REVERSE4 = "1.2.0.192.in-addr.arpa";

    @ParameterizedTest(name = "{0} terms: {1}")
    @CsvSource({"9, PASS", "10, PASS", "11, PERMERROR", "12, PERMERROR"})
    void eleventhTermIsPermerror(int terms, SpfResult result) {
        SpfScene scene = SpfScene.of(published("v=spf1" + " a:host.example.com".repeat(terms) + " +all")
                .a("host.example.com", "198.51.100.1"));

        SpfEvaluation evaluation = scene.from(IP4);

        assertThat(evaluation.result()).isEqualTo(result);
        assertThat(evaluation.cost().dnsTerms()).isEqualTo(Math.min(10, terms));
    }

    @Test
    void eachKindOfTermCountsOneAndOthersNothing() {
        SpfScene scene = SpfScene.of(published("v=spf1 ip4:198.51.100.1 ip6:2001:db8::2 include:inner.example.org"
                        + " a mx ptr exists:%{d} x=y exp=%{d} redirect=outer.example.org")
                .txt("inner.example.org", "v=spf1 ip4:198.51.100.2 -all")
                .txt("outer.example.org", "v=spf1 ip4:192.0.2.1")
                .a("example.com", "198.51.100.3")
                .mx("example.com", 10, "example.com")
                .ptr(REVERSE4, "host.example.org"));
        SpfScene exists = SpfScene.of(published("v=spf1 exists:no.%{d} +all"));

        assertThat(scene.from(IP4).result()).isEqualTo(SpfResult.PASS);
        assertThat(scene.from(IP4).cost().dnsTerms()).isEqualTo(5);
        assertThat(exists.from(IP4).cost().dnsTerms()).isEqualTo(1);
    }

    @Test
    void redirectCountsAsATerm() {
        String record = "v=spf1" + " a:host.example.com".repeat(10) + " redirect=other.example.org";
        SpfScene scene = SpfScene.of(
                published(record).a("host.example.com", "198.51.100.1").txt("other.example.org", "v=spf1 +all"));

        SpfEvaluation evaluation = scene.from(IP4);

        assertThat(evaluation.result()).isEqualTo(SpfResult.PERMERROR);
        assertThat(SpfScene.codes(evaluation)).containsExactly("spf.dns-terms");
        assertThat(scene.dns().count("other.example.org", DnsType.TXT)).isZero();
    }

    @Test
    void termsAreCountedOverAllRecordsTogether() {
        InMemoryDns.Builder zone = published("v=spf1 include:one.example.org include:two.example.org +all")
                .txt("one.example.org", "v=spf1" + " a:host.example.com".repeat(4) + " -all")
                .txt("two.example.org", "v=spf1" + " a:host.example.com".repeat(4) + " -all")
                .a("host.example.com", "198.51.100.1");
        SpfScene ten = SpfScene.of(zone);
        SpfScene eleven =
                SpfScene.of(zone.build().toBuilder().txt("x.example.org", "v=spf1 a include:example.com ?all"));

        assertThat(ten.from(IP4).result()).isEqualTo(SpfResult.PASS);
        assertThat(ten.from(IP4).cost().dnsTerms()).isEqualTo(10);
        SpfEvaluation tooMany = eleven.mailFrom(IP4, "user@x.example.org");
        assertThat(tooMany.result()).isEqualTo(SpfResult.PERMERROR);
        assertThat(SpfScene.codes(tooMany))
                .containsExactly("spf.include-permerror", "spf.include-permerror", "spf.dns-terms");
    }

    @Test
    void policyThatIncludesItselfIsPermerrorAfterTenTerms() {
        SpfScene include = SpfScene.publishing("v=spf1 include:example.com -all");
        SpfScene redirect = SpfScene.publishing("v=spf1 redirect=example.com");

        assertThat(include.from(IP4).result()).isEqualTo(SpfResult.PERMERROR);
        assertThat(include.from(IP4).cost()).isEqualTo(new SpfCost(10, 0, 1));
        assertThat(redirect.from(IP4).result()).isEqualTo(SpfResult.PERMERROR);
        assertThat(redirect.from(IP4).cost()).isEqualTo(new SpfCost(10, 0, 1));
    }

    @Test
    void termsBehindTheMatchAreNotCounted() {
        SpfScene scene = SpfScene.publishing("v=spf1 ip4:192.0.2.1" + " a:host.example.com".repeat(20));

        assertThat(scene.from(IP4).result()).isEqualTo(SpfResult.PASS);
        assertThat(scene.from(IP4).cost().dnsTerms()).isZero();
    }

    @ParameterizedTest(name = "{0} is void")
    @ValueSource(
            strings = {
                "a:nowhere.example.org",
                "a:empty.example.org",
                "mx:nowhere.example.org",
                "mx:empty.example.org",
                "exists:nowhere.example.org",
                "exists:empty.example.org",
                "ptr:example.org",
            })
    void termWhoseQuestionFindsNothingIsOneVoidLookup(String term) {
        InMemoryDns.Builder zone =
                published("v=spf1 " + term + " +all").txt("empty.example.org", "neither address nor host");

        assertThat(SpfScene.of(zone).from(IP4).cost().voidLookups()).isEqualTo(1);
        assertThat(SpfScene.of(zone).from(IP6).cost().voidLookups()).isEqualTo(1);
    }

    @Test
    void thirdVoidLookupIsPermerror() {
        SpfScene two = SpfScene.publishing("v=spf1 a:no1.example.org mx:no2.example.org +all");
        SpfScene three = SpfScene.publishing("v=spf1 a:no1.example.org mx:no2.example.org exists:no3.example.org +all");

        assertThat(two.from(IP4).result()).isEqualTo(SpfResult.PASS);
        assertThat(two.from(IP4).cost().voidLookups()).isEqualTo(2);
        assertThat(three.from(IP4).result()).isEqualTo(SpfResult.PERMERROR);
        assertThat(three.from(IP4).cost().voidLookups()).isEqualTo(3);
        assertThat(SpfScene.codes(three.from(IP4))).containsExactly("spf.void-lookups");
    }

    @Test
    void voidLookupsAreCountedOverAllRecordsTogether() {
        SpfScene scene = SpfScene.of(published("v=spf1 a:no1.example.org include:inner.example.org +all")
                .txt("inner.example.org", "v=spf1 a:no2.example.org a:no3.example.org -all"));

        assertThat(scene.from(IP4).result()).isEqualTo(SpfResult.PERMERROR);
        assertThat(SpfScene.codes(scene.from(IP4))).containsExactly("spf.include-permerror", "spf.void-lookups");
    }

    @Test
    void numberOfVoidLookupsCanBeChosen() {
        SpfScene scene = SpfScene.of(
                published("v=spf1 a:no1.example.org a:no2.example.org a:no3.example.org +all")
                        .build(),
                builder -> builder.limits(SpfLimits.rfc7208().withVoidLookups(3)));

        SpfEvaluation evaluation = scene.from(IP4);

        assertThat(evaluation.result()).isEqualTo(SpfResult.PASS);
        assertThat(evaluation.limits().voidLookups()).isEqualTo(3);
    }

    @Test
    void hostsOfAnMxWithoutAddressAreNoVoidLookups() {
        InMemoryDns.Builder zone = published("v=spf1 mx ptr -all").ptr(REVERSE4, "a.example.com", "b.example.com");
        for (int host = 0; host < 10; host++) {
            zone.mx("example.com", host, "mail" + host + ".example.com");
        }

        SpfEvaluation evaluation = SpfScene.of(zone).from(IP4);

        assertThat(evaluation.result()).isEqualTo(SpfResult.FAIL);
        assertThat(evaluation.cost()).isEqualTo(new SpfCost(2, 0, 15));
    }

    @Test
    void textOfTheCheckedDomainIsNoVoidLookupButThatOfAnIncludeIs() {
        assertThat(SpfScene.of(InMemoryDns.builder().exists("example.com"))
                        .from(IP4)
                        .cost())
                .isEqualTo(new SpfCost(0, 0, 1));
        assertThat(SpfScene.publishing("v=spf1 include:nowhere.example.org")
                        .from(IP4)
                        .cost())
                .isEqualTo(new SpfCost(1, 1, 2));
        assertThat(SpfScene.publishing("v=spf1 redirect=nowhere.example.org")
                        .from(IP4)
                        .cost())
                .isEqualTo(new SpfCost(1, 1, 2));
    }

    @ParameterizedTest(name = "{0} hosts: {1}")
    @CsvSource({"10, PASS", "11, PERMERROR"})
    void eleventhMxHostIsPermerrorEvenWhenTheFirstWouldMatch(int hosts, SpfResult result) {
        InMemoryDns.Builder zone = published("v=spf1 mx -all").a("mail0.example.com", IP4);
        for (int host = 0; host < hosts; host++) {
            zone.mx("example.com", host, "mail" + host + ".example.com");
        }
        SpfScene scene = SpfScene.of(zone);

        SpfEvaluation evaluation = scene.from(IP4);

        assertThat(evaluation.result()).isEqualTo(result);
        assertThat(SpfScene.codes(evaluation)).isEqualTo(hosts > 10 ? new String[] {"spf.mx-names"} : new String[] {});
        assertThat(scene.dns().count()).isEqualTo(hosts > 10 ? 2 : 3);
    }

    @ParameterizedTest(name = "matching name in place {0}: {1}")
    @CsvSource({"9, PASS", "10, FAIL"})
    void eleventhPtrNameIsIgnored(int place, SpfResult result) {
        InMemoryDns.Builder zone = published("v=spf1 ptr -all");
        for (int name = 0; name < 12; name++) {
            zone.ptr(REVERSE4, "host" + name + ".example.com");
            zone.a("host" + name + ".example.com", name == place ? IP4 : "192.0.2.2");
        }
        SpfScene scene = SpfScene.of(zone);

        assertThat(scene.from(IP4).result()).isEqualTo(result);
        assertThat(scene.dns().count()).isEqualTo(12);
    }

    @Test
    void resultSaysWhichTermSpentWhat() {
        SpfScene scene = SpfScene.of(published("v=spf1 include:inner.example.org a:no.example.org mx -all")
                .txt("inner.example.org", "v=spf1 a mx:example.com -all")
                .a("inner.example.org", "198.51.100.1")
                .mx("example.com", 10, "mail.example.com")
                .a("mail.example.com", IP4.replace(".1", ".9")));

        SpfTrace trace = scene.from(IP4).trace().orElseThrow();

        assertThat(trace.steps())
                .extracting(SpfTrace.Step::term, SpfTrace.Step::cost)
                .containsExactly(
                        tuple("include:inner.example.org", new SpfCost(3, 0, 4)),
                        tuple("a:no.example.org", new SpfCost(1, 1, 1)),
                        // Its questions were asked within the include already.
                        tuple("mx", new SpfCost(1, 0, 0)),
                        tuple("-all", new SpfCost(0, 0, 0)));
        List<SpfTrace.Step> inner = trace.steps().get(0).nested().orElseThrow().steps();
        assertThat(inner)
                .extracting(SpfTrace.Step::term, SpfTrace.Step::cost)
                .containsExactly(
                        tuple("a", new SpfCost(1, 0, 1)),
                        tuple("mx:example.com", new SpfCost(1, 0, 2)),
                        tuple("-all", new SpfCost(0, 0, 0)));
        assertThat(scene.from(IP4).cost()).isEqualTo(new SpfCost(5, 1, 6));
    }

    @Test
    void limitsOfTheRfcAreTheDefault() {
        assertThat(SpfScene.publishing("v=spf1").from(IP4).limits())
                .isEqualTo(new SpfLimits(10, 2, 10, 10, 111, Duration.ofSeconds(20)))
                .isEqualTo(SpfLimits.rfc7208());
    }

    @Test
    void limitsOutOfRangeAreRefusedByName() {
        SpfLimits limits = SpfLimits.rfc7208();
        Duration time = Duration.ofSeconds(1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits.withDnsQuestions(-1))
                .withMessageContaining("dnsQuestions");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits.withVoidLookups(-1))
                .withMessageContaining("voidLookups");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits.withElapsed(Duration.ofNanos(-1)))
                .withMessageContaining("elapsed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SpfLimits(501, 2, 10, 10, 111, time))
                .withMessageContaining("dnsTerms");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SpfLimits(10, 2, -1, 10, 111, time))
                .withMessageContaining("mxNames");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SpfLimits(10, 2, 10, -1, 111, time))
                .withMessageContaining("ptrNames");
    }

    @Test
    void deepestNestingThatLimitsAllowStillEnds() {
        SpfScene scene = SpfScene.of(
                published("v=spf1 include:example.com -all").build(),
                builder -> builder.limits(new SpfLimits(500, 2, 10, 10, 111, Duration.ofSeconds(20))));

        SpfEvaluation evaluation = scene.from(IP4);

        assertThat(evaluation.result()).isEqualTo(SpfResult.PERMERROR);
        assertThat(evaluation.problems()).hasSize(501);
        assertThat(evaluation.trace().orElseThrow().toString()).contains("would be DNS term number 501");
    }
}
