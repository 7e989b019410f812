package org.mailauth.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.spf.SpfScene.IP4;
import static org.mailauth.spf.SpfScene.IP6;
import static org.mailauth.spf.SpfScene.asked;
import static org.mailauth.spf.SpfScene.published;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsType;
import org.mailauth.testkit.InMemoryDns;

/** RFC 7208 §5: when each mechanism matches. */
class MechanismsTest {
    private static final String REVERSE4 = "1.2.0.192.in-addr.arpa";
    private static final String REVERSE6 = "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa";

    @Test
    void allMatchesAlwaysAndHidesWhatFollows() {
        SpfScene scene = SpfScene.publishing("v=spf1 -all a mx redirect=other.example.org");

        assertThat(scene.from(IP4).result()).isEqualTo(SpfResult.FAIL);
        assertThat(scene.dns().count()).isEqualTo(1);
    }

    @ParameterizedTest(name = "an included policy with \"{0}\" makes \"include ?all\" {1}")
    @CsvSource({
        "v=spf1 +all, PASS",
        "v=spf1 -all, NEUTRAL",
        "v=spf1 ~all, NEUTRAL",
        "v=spf1 ?all, NEUTRAL",
        "v=spf1, NEUTRAL",
        "v=spf1 foo, PERMERROR",
        "no record, PERMERROR",
    })
    void includeMatchesWhenTheOtherPolicyPasses(String other, SpfResult result) {
        SpfScene scene =
                SpfScene.of(published("v=spf1 include:other.example.org ?all").txt("other.example.org", other));

        assertThat(scene.from(IP4).result()).isEqualTo(result);
    }

    @Test
    void qualifierOfIncludeIsTheResultWhenTheOtherPolicyPasses() {
        SpfScene scene = SpfScene.of(
                published("v=spf1 -include:other.example.org +all").txt("other.example.org", "v=spf1 +all"));

        assertThat(scene.from(IP4).result()).isEqualTo(SpfResult.FAIL);
    }

    @Test
    void includeOfADomainThatDoesNotExistIsPermerror() {
        SpfEvaluation evaluation =
                SpfScene.publishing("v=spf1 include:nowhere.example.org +all").from(IP4);

        assertThat(evaluation.result()).isEqualTo(SpfResult.PERMERROR);
        assertThat(SpfScene.codes(evaluation)).containsExactly("spf.include-none");
    }

    @Test
    void includeThatLeadsToASingleLabelHasNoPolicyWhateverIsPublishedThere() {
        // RFC 7208 §4.3 holds for each check_host().
        SpfScene scene = SpfScene.of(published("v=spf1 include:%{d1} +all").txt("com", "v=spf1 +all"));

        assertThat(SpfScene.codes(scene.from(IP4))).containsExactly("spf.include-none");
        assertThat(scene.dns().count("com", DnsType.TXT)).isZero();
    }

    @Test
    void includeThatLeadsToNoNameIsPermerror() {
        SpfScene scene = SpfScene.publishing("v=spf1 include:a..%{d} +all");

        assertThat(SpfScene.codes(scene.from(IP4))).containsExactly("spf.include-target");
    }

    @Test
    void aMatchesTheAddressesOfTheDomainOrOfAnother() {
        InMemoryDns.Builder zone = published("v=spf1 a -all").a("example.com", "198.51.100.1", IP4);
        InMemoryDns.Builder other = published("v=spf1 a:other.example.org -all").a("other.example.org", IP4);

        assertThat(SpfScene.of(zone).from(IP4).result()).isEqualTo(SpfResult.PASS);
        assertThat(SpfScene.of(zone).from("192.0.2.2").result()).isEqualTo(SpfResult.FAIL);
        assertThat(SpfScene.of(other).from(IP4).result()).isEqualTo(SpfResult.PASS);
    }

    @Test
    void aHasNoLimitOnAddresses() {
        InMemoryDns.Builder zone = published("v=spf1 a -all");
        for (int host = 2; host < 250; host++) {
            zone.a("example.com", "192.0.2." + host);
        }

        assertThat(SpfScene.of(zone.a("example.com", IP4)).from(IP4).result()).isEqualTo(SpfResult.PASS);
    }

    @Test
    void onlyAddressesOfTheClientsFamilyAreAskedFor() {
        InMemoryDns.Builder zone = published("v=spf1 a mx ptr -all")
                .a("example.com", "198.51.100.1")
                .aaaa("example.com", "2001:db8::99")
                .mx("example.com", 10, "mail.example.com")
                .exists("mail.example.com")
                .ptr(REVERSE4, "host.example.com")
                .ptr(REVERSE6, "host.example.com")
                .exists("host.example.com");
        SpfScene four = SpfScene.of(zone);
        SpfScene six = SpfScene.of(zone);

        four.from(IP4);
        six.from(IP6);

        assertThat(four.dns().questions())
                .containsExactly(
                        asked("example.com", DnsType.TXT),
                        asked("example.com", DnsType.A),
                        asked("example.com", DnsType.MX),
                        asked("mail.example.com", DnsType.A),
                        asked(REVERSE4, DnsType.PTR),
                        asked("host.example.com", DnsType.A));
        assertThat(six.dns().questions())
                .containsExactly(
                        asked("example.com", DnsType.TXT),
                        asked("example.com", DnsType.AAAA),
                        asked("example.com", DnsType.MX),
                        asked("mail.example.com", DnsType.AAAA),
                        asked(REVERSE6, DnsType.PTR),
                        asked("host.example.com", DnsType.AAAA));
    }

    @ParameterizedTest(name = "{0} for {1}: {2}")
    @CsvSource({
        "a/24, 192.0.2.200, PASS",
        "a/24, 192.0.3.1, FAIL",
        "a/31, 192.0.2.0, PASS",
        "a/31, 192.0.2.2, FAIL",
        "a/0, 203.0.113.9, PASS",
        "a/32, 192.0.2.1, PASS",
        "a/32, 192.0.2.0, FAIL",
        "a//64, 192.0.2.1, PASS",
        "a//64, 192.0.2.2, FAIL",
        "a//64, 2001:db8::ffff, PASS",
        "a//64, 2001:db8:0:1::1, FAIL",
        "a//127, 2001:db8::, PASS",
        "a//127, 2001:db8::2, FAIL",
        "a//0, 2001:4860::1, PASS",
        "a/24, 2001:db8::1, PASS",
        "a/24, 2001:db8::2, FAIL",
        "a/24//64, 192.0.2.200, PASS",
        "a/24//64, 2001:db8::ffff, PASS",
        "a/24//64, ::ffff:192.0.2.200, PASS",
        "mx/24, 192.0.2.200, PASS",
        "mx/24, 192.0.3.1, FAIL",
        "mx//64, 2001:db8::ffff, PASS",
        "mx//64, 192.0.2.2, FAIL",
        "mx/24//64, ::ffff:192.0.2.200, PASS",
    })
    void dualCidrLengthsCountForTheirOwnFamily(String mechanism, String ip, SpfResult result) {
        SpfScene scene = SpfScene.of(published("v=spf1 " + mechanism + " -all")
                .a("example.com", IP4)
                .aaaa("example.com", IP6)
                .mx("example.com", 10, "mail.example.com")
                .a("mail.example.com", IP4)
                .aaaa("mail.example.com", IP6));

        assertThat(scene.from(ip).result()).isEqualTo(result);
    }

    @Test
    void mxMatchesTheAddressesOfAnyHost() {
        InMemoryDns.Builder zone = published("v=spf1 mx -all")
                .mx("example.com", 10, "one.example.com")
                .mx("example.com", 20, "two.example.com")
                .a("one.example.com", "198.51.100.1")
                .a("two.example.com", IP4);

        assertThat(SpfScene.of(zone).from(IP4).result()).isEqualTo(SpfResult.PASS);
        assertThat(SpfScene.of(zone).from("192.0.2.2").result()).isEqualTo(SpfResult.FAIL);
    }

    @Test
    void domainWithoutMxIsNotItsOwnMx() {
        // RFC 7208 §5.4 forbids the implicit MX of RFC 5321 §5.1.
        SpfScene scene = SpfScene.of(published("v=spf1 mx -all").a("example.com", IP4));

        assertThat(scene.from(IP4).result()).isEqualTo(SpfResult.FAIL);
        assertThat(scene.dns().count("example.com", DnsType.A)).isZero();
    }

    @Test
    void nullMxHasNoHost() {
        SpfScene scene = SpfScene.of(published("v=spf1 mx -all").mx("example.com", 0, "."));

        assertThat(scene.from(IP4).result()).isEqualTo(SpfResult.FAIL);
        assertThat(scene.dns().count()).isEqualTo(2);
    }

    @Test
    void secondMxTermStandsForItself() {
        SpfScene scene = SpfScene.of(published("v=spf1 mx:empty.example.org mx -all")
                .mx("empty.example.org", 10, "nowhere.example.org")
                .mx("example.com", 10, "mail.example.com")
                .a("mail.example.com", IP4));

        assertThat(scene.from(IP4).result()).isEqualTo(SpfResult.PASS);
    }

    @ParameterizedTest(name = "ptr:{0} for the name {1}: {2}")
    @CsvSource({
        "example.com, example.com, PASS",
        "example.com, host.example.com, PASS",
        "example.com, HOST.Example.COM, PASS",
        "example.com, badexample.com, FAIL",
        "example.com, example.org, FAIL",
        "host.example.com, example.com, FAIL",
    })
    void ptrMatchesValidatedNamesAtOrBelowTheTarget(String target, String name, SpfResult result) {
        InMemoryDns.Builder zone = published("v=spf1 ptr:" + target + " -all")
                .ptr(REVERSE4, name)
                .a(name, IP4)
                .ptr(REVERSE6, name)
                .aaaa(name, IP6);

        assertThat(SpfScene.of(zone).from(IP4).result()).isEqualTo(result);
        assertThat(SpfScene.of(zone).from(IP6).result()).isEqualTo(result);
    }

    @Test
    void ptrNameThatDoesNotLeadBackIsNotValidated() {
        SpfScene scene = SpfScene.of(
                published("v=spf1 ptr -all").ptr(REVERSE4, "host.example.com").a("host.example.com", "192.0.2.2"));

        assertThat(scene.from(IP4).result()).isEqualTo(SpfResult.FAIL);
    }

    @Test
    void ptrDoesNotMatchWhenItsQuestionFails() {
        SpfScene scene = SpfScene.of(published("v=spf1 ptr -all").fail(REVERSE4, DnsFailure.SERVER_FAILURE));

        SpfEvaluation evaluation = scene.from(IP4);

        assertThat(evaluation.result()).isEqualTo(SpfResult.FAIL);
        assertThat(evaluation.cost().voidLookups()).isZero();
    }

    @Test
    void ptrSkipsNamesWhoseAddressesCannotBeFound() {
        SpfScene scene = SpfScene.of(published("v=spf1 ptr -all")
                .ptr(REVERSE4, "one.example.com", "two.example.com", "three.example.com")
                .fail("one.example.com", DnsFailure.TIMEOUT)
                .a("three.example.com", IP4));

        assertThat(scene.from(IP4).result()).isEqualTo(SpfResult.PASS);
    }

    @Test
    void ptrAsksOnlyForNamesThatCouldMatchAndStopsAtTheFirst() {
        SpfScene scene = SpfScene.of(published("v=spf1 ptr -all")
                .ptr(REVERSE4, "host.example.org", "one.example.com", "two.example.com")
                .a("host.example.org", IP4)
                .a("one.example.com", IP4)
                .a("two.example.com", IP4));

        assertThat(scene.from(IP4).result()).isEqualTo(SpfResult.PASS);
        assertThat(scene.dns().questions())
                .containsExactly(
                        asked("example.com", DnsType.TXT),
                        asked(REVERSE4, DnsType.PTR),
                        asked("one.example.com", DnsType.A));
    }

    @ParameterizedTest(name = "{0} for {1}: {2}")
    @CsvSource({
        "ip4:192.0.2.1, 192.0.2.1, PASS",
        "ip4:192.0.2.1, 192.0.2.2, FAIL",
        "ip4:192.0.2.77/24, 192.0.2.1, PASS",
        "ip4:192.0.2.0/25, 192.0.2.128, FAIL",
        "ip4:0.0.0.0/0, 203.0.113.1, PASS",
        "ip4:0.0.0.0/0, 2001:db8::1, FAIL",
        "ip4:192.0.2.1, ::ffff:192.0.2.1, PASS",
        "ip6:2001:db8::1, 2001:db8::1, PASS",
        "ip6:2001:db8::1, 2001:db8::2, FAIL",
        "ip6:2001:db8::/33, 2001:db8:7fff::1, PASS",
        "ip6:2001:db8::/33, 2001:db8:8000::1, FAIL",
        "ip6:::/0, 2001:db8::1, PASS",
        "ip6:::/0, 192.0.2.1, FAIL",
        "ip6:::ffff:192.0.2.1, 192.0.2.1, FAIL",
        "ip6:2001:db8::192.0.2.1, 2001:db8::c000:201, PASS",
    })
    void ip4AndIp6CompareTheirBitsWithAClientOfTheFamily(String mechanism, String ip, SpfResult result) {
        SpfScene scene = SpfScene.publishing("v=spf1 " + mechanism + " -all");

        assertThat(scene.from(ip).result()).isEqualTo(result);
        assertThat(scene.dns().count()).isEqualTo(1);
    }

    @Test
    void existsLooksForAnyIpv4AddressAlsoForIpv6Clients() {
        InMemoryDns.Builder zone = published("v=spf1 exists:%{ir}.%{v}.list.example.org -all")
                .a("1.2.0.192.in-addr.list.example.org", "127.0.0.2")
                .a(REVERSE6.replace(".arpa", ".list.example.org"), "127.0.0.2")
                .aaaa("2.2.0.192.in-addr.list.example.org", "2001:db8::1");

        assertThat(SpfScene.of(zone).from(IP4).result()).isEqualTo(SpfResult.PASS);
        assertThat(SpfScene.of(zone).from(IP6).result()).isEqualTo(SpfResult.PASS);
        assertThat(SpfScene.of(zone).from("192.0.2.2").result()).isEqualTo(SpfResult.FAIL);
    }

    @ParameterizedTest(name = "{0} leads to no name")
    @CsvSource({"a:a..%{d}", "mx:%{l}.example.com", "ptr:a..%{d}", "exists:%{l}.example.com"})
    void mechanismWhoseTargetIsNoNameDoesNotMatch(String mechanism) {
        // RFC 7208 §4.8.
        SpfScene scene = SpfScene.publishing("v=spf1 " + mechanism + " -all");

        assertThat(scene.mailFrom(IP4, "a..b@example.com").result()).isEqualTo(SpfResult.FAIL);
        assertThat(scene.dns().count()).isEqualTo(1);
    }
}
