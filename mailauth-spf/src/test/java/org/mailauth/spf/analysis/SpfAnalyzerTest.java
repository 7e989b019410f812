package org.mailauth.spf.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.mailauth.DomainName;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnsType;
import org.mailauth.internal.net.IpLiteral;
import org.mailauth.spf.IpNetwork;
import org.mailauth.spf.SpfCost;
import org.mailauth.spf.SpfResult;
import org.mailauth.testkit.InMemoryDns;
import org.mailauth.testkit.RecordingDns;

class SpfAnalyzerTest {
    private static final DomainName DOMAIN = DomainName.of("example.com");

    private static SpfAnalysis analyze(DnsResolver dns) {
        return SpfAnalyzer.builder().resolver(dns).build().analyze(DOMAIN);
    }

    private static SpfAnalysis analyze(String zone) {
        return analyze(InMemoryDns.of(zone));
    }

    private static SpfAnalysis draft(String record) {
        return SpfAnalyzer.builder()
                .resolver(InMemoryDns.builder().build())
                .build()
                .analyze(DOMAIN, record);
    }

    private static Set<SpfResult> results(SpfAnalysis analysis, String ip) {
        return analysis.possibleResults(
                ip.contains(":")
                        ? new IpNetwork(IpLiteral.ipv6(ip).orElseThrow(), 128)
                        : new IpNetwork(IpLiteral.ipv4(ip).orElseThrow(), 32));
    }

    private static List<String> codes(SpfAnalysis analysis) {
        return analysis.findings().stream().map(SpfFinding::code).toList();
    }

    @Test
    void includedPolicyThatAMessageLetsDecideEarly_leavesRoomForTheTermsBehindIt() {
        SpfAnalysis analysis = analyze("""
                example.com. TXT "v=spf1 include:loop.example.com a:absent.example.com -all"
                loop.example.com. TXT "v=spf1 -exists:%{l}.example.com redirect=example.com"
                """);

        assertThat(results(analysis, "192.0.2.1")).contains(SpfResult.FAIL, SpfResult.PERMERROR);
    }

    @Test
    void earlyDecisionOfAPolicyWithinAnIncludedOne_leavesRoomToo() {
        SpfAnalysis analysis = analyze("""
                example.com TXT "v=spf1 include:a.example.net include:b.example.net -all"
                a.example.net TXT "v=spf1 -include:c.example.net include:example.com -all"
                b.example.net TXT "v=spf1 -all"
                c.example.net TXT "v=spf1 exists:%{l}.example.net -all"
                """);

        // A local part with an address lets -include:c match at once; without one the loop uses up all terms.
        assertThat(results(analysis, "192.0.2.1")).containsExactlyInAnyOrder(SpfResult.FAIL, SpfResult.PERMERROR);
    }

    @Test
    void worstCaseCountsTheWholeTreeForEachFamily() {
        SpfAnalysis analysis = analyze("""
                example.com TXT "v=spf1 a mx:m.example.com include:b.example.net ip4:192.0.2.9 redirect=c.example.net"
                example.com A 192.0.2.1
                m.example.com MX 10 h.example.com.
                m.example.com MX 20 example.com.
                h.example.com AAAA 2001:db8::1
                b.example.net TXT "v=spf1 a:nobody.example.net exists:nobody.example.net ?all"
                c.example.net TXT "v=spf1 a:h.example.com -all a:ignored.example.com"
                """);
        SpfWorstCase worst = analysis.worstCase();
        // a, mx, include with a and exists, redirect with a
        assertThat(worst.dnsTerms()).isEqualTo(7);
        // TXT; A of example.com; MX, A of h; TXT of b, A of nobody; TXT of c. What was asked before costs nothing
        // again.
        assertThat(worst.ip4()).isEqualTo(new SpfCost(7, 3, 7));
        // exists asks for an A record for IPv6 clients, too, so that nobody is asked for twice.
        assertThat(worst.ip6()).isEqualTo(new SpfCost(7, 3, 8));
        assertThat(worst.bounded()).isTrue();
        assertThat(codes(analysis)).contains("spf.lint.void-lookups");
    }

    @Test
    void nineMxOfTenHostsAreLegalAndCostAHundredQuestions() {
        InMemoryDns.Builder dns = InMemoryDns.builder();
        StringBuilder record = new StringBuilder("v=spf1");
        for (int domain = 0; domain < 9; domain++) {
            record.append(" mx:m").append(domain).append(".example.com");
            for (int host = 0; host < 10; host++) {
                String name = "h" + domain + host + ".example.com";
                dns.mx("m" + domain + ".example.com", host, name).a(name, "192.0.2." + (10 * domain + host));
            }
        }
        SpfAnalysis analysis = analyze(dns.txt("example.com", record + " -all").build());
        assertThat(analysis.complete()).isTrue();
        assertThat(analysis.worstCase().ip4()).isEqualTo(new SpfCost(9, 0, 100));
        assertThat(analysis.worstCase().ip6()).isEqualTo(new SpfCost(9, 0, 100));
        assertThat(analysis.authorized().ip4()).isEqualTo(90);
        assertThat(analysis.findings()).isEmpty();
        assertThat(analysis.flattening().equivalent()).isTrue();
    }

    @Test
    void outlineShowsEveryTermWithItsCost() {
        SpfAnalysis analysis = analyze("""
                example.com TXT "v=spf1 include:b.example.net exists:%{i}.example.com -all"
                b.example.net TXT "v=spf1 a:h.example.net include:b.example.net"
                h.example.net A 192.0.2.1
                """);
        assertThat(analysis.outline()).hasToString("""
                example.com  "v=spf1 include:b.example.net exists:%{i}.example.com -all"
                  include:b.example.net (IPv4 terms 3, void 0, questions 2; IPv6 terms 3, void 1, questions 2)
                    b.example.net  "v=spf1 a:h.example.net include:b.example.net"
                      a:h.example.net [192.0.2.1] (IPv4 terms 1, void 0, questions 1; IPv6 terms 1, void 1, questions 1)
                      include:b.example.net -> leads back to itself (terms 1, void 0, questions 0)
                  exists:%{i}.example.com -> depends on the message (terms 1, void 1, questions 1)
                  -all""");
        assertThat(analysis.worstCase().bounded()).isFalse();
    }

    @Test
    void authorizedAddressesAreThoseThatPassInTheEnd() {
        SpfAnalysis analysis = analyze("""
                example.com TXT "v=spf1 -ip4:192.0.2.128/25 ip4:192.0.2.0/24 ?include:b.example.net include:c.example.net ~all"
                b.example.net TXT "v=spf1 ip4:198.51.100.0/25 -all"
                c.example.net TXT "v=spf1 ip4:198.51.100.0/24 -ip6:2001:db8:0:1::/64 ip6:2001:db8::/63 -all"
                """);
        SpfAuthorized authorized = analysis.authorized();
        assertThat(authorized.networks())
                .extracting(IpNetwork::toString)
                .containsExactly("192.0.2.0/25", "198.51.100.128/25", "2001:db8::/64");
        assertThat(authorized.ip4()).isEqualTo(256);
        assertThat(authorized.ip6()).isEqualTo(BigInteger.ONE.shiftLeft(64));
        assertThat(authorized.ip6Subnets()).isEqualTo(1);
        assertThat(authorized.ip4ByMessage()).isZero();
        assertThat(results(analysis, "192.0.2.200")).containsExactly(SpfResult.FAIL);
        assertThat(results(analysis, "198.51.100.1")).containsExactly(SpfResult.NEUTRAL);
        assertThat(results(analysis, "203.0.113.1")).containsExactly(SpfResult.SOFTFAIL);
        assertThat(analysis.possibleResults(
                        new IpNetwork(IpLiteral.ipv4("192.0.2.0").orElseThrow(), 24)))
                .containsExactlyInAnyOrder(SpfResult.PASS, SpfResult.FAIL);
    }

    @Test
    void addressesBehindTheTenthTermArePermerrorAndNotAuthorized() {
        SpfAnalysis analysis = analyze("example.com TXT \"v=spf1 ip4:192.0.2.1 " + "a:h.example.com ".repeat(11)
                + "ip4:192.0.2.2 -all\"\nh.example.com A 203.0.113.1\nh.example.com AAAA 2001:db8::1");
        assertThat(results(analysis, "192.0.2.1")).containsExactly(SpfResult.PASS);
        assertThat(results(analysis, "203.0.113.1")).containsExactly(SpfResult.PASS);
        assertThat(results(analysis, "192.0.2.2")).containsExactly(SpfResult.PERMERROR);
        assertThat(analysis.authorized().ip4()).isEqualTo(2);
        assertThat(analysis.worstCase().dnsTerms()).isEqualTo(11);
    }

    @Test
    void threeVoidLookupsArePermerrorForTheFamilyThatHasThem() {
        SpfAnalysis analysis = analyze("""
                example.com TXT "v=spf1 a:h1.example.com a:h2.example.com a:h3.example.com -all"
                h1.example.com A 192.0.2.1
                h2.example.com A 192.0.2.2
                h3.example.com A 192.0.2.3
                """);
        assertThat(results(analysis, "192.0.2.3")).containsExactly(SpfResult.PASS);
        assertThat(results(analysis, "192.0.2.4")).containsExactly(SpfResult.FAIL);
        assertThat(results(analysis, "2001:db8::1")).containsExactly(SpfResult.PERMERROR);
        assertThat(codes(analysis)).contains("spf.lint.void-lookups");
    }

    @Test
    void whatAMessageDecidesIsCountedApart() {
        SpfAnalysis analysis = draft("v=spf1 ip4:192.0.2.0/24 exists:%{i}.example.com -all");
        assertThat(results(analysis, "192.0.2.1")).containsExactly(SpfResult.PASS);
        assertThat(results(analysis, "198.51.100.1")).containsExactlyInAnyOrder(SpfResult.PASS, SpfResult.FAIL);
        assertThat(analysis.authorized().ip4()).isEqualTo(256);
        assertThat(analysis.authorized().ip4ByMessage()).isEqualTo((1L << 32) - 256);
        assertThat(analysis.authorized())
                .hasToString("IPv4 256, IPv6 0 (/64s: 0); depending on the message IPv4 4294967040,"
                        + " IPv6 340282366920938463463374607431768211456");
    }

    @Test
    void anAddressThatPassesEitherWayPassesWhateverTheMessage() {
        SpfAnalysis analysis = draft("v=spf1 exists:%{i}.example.com ip4:192.0.2.0/24 -all");
        assertThat(results(analysis, "192.0.2.1")).containsExactly(SpfResult.PASS);
    }

    @Test
    void macrosThatNoMessageChangesAreExpanded() {
        SpfAnalysis analysis = analyze("""
                example.com TXT "v=spf1 include:%{d1r}._spf.%{o} -all"
                com._spf.example.com TXT "v=spf1 a:%{d2} -all"
                example.com A 192.0.2.1
                """);
        assertThat(results(analysis, "192.0.2.1")).isNotEmpty();
        assertThat(analysis.outline().terms().get(0).knowledge()).isEqualTo(SpfOutline.Knowledge.KNOWN);
        assertThat(analysis.outline().terms().get(0).nested()).isPresent();
    }

    @Test
    void aDnsFailureIsSaidAndNotTakenForAnAnswer() {
        SpfAnalysis analysis = analyze(InMemoryDns.builder()
                .txt("example.com", "v=spf1 ip4:192.0.2.1 a:h.example.com include:b.example.net -all")
                .fail("h.example.com", DnsType.A, DnsFailure.TIMEOUT)
                .fail("b.example.net", DnsFailure.SERVER_FAILURE)
                .build());
        assertThat(results(analysis, "192.0.2.1")).containsExactly(SpfResult.PASS);
        assertThat(results(analysis, "192.0.2.2")).containsExactly(SpfResult.TEMPERROR);
        assertThat(codes(analysis).stream().filter("spf.lint.dns-failure"::equals))
                .hasSize(2);
        assertThat(analysis.complete()).isTrue();
        assertThat(analysis.flattening().record()).isEmpty();
    }

    @Test
    void aSingleLabelIsNotAskedFor() {
        RecordingDns dns = RecordingDns.over(InMemoryDns.of("com TXT \"v=spf1 +all\""));
        SpfAnalysis analysis = SpfAnalyzer.builder().resolver(dns).build().analyze(DomainName.of("com"));
        assertThat(dns.count()).isZero();
        assertThat(codes(analysis)).containsExactly("spf.lint.single-label");
        assertThat(results(analysis, "192.0.2.1")).containsExactly(SpfResult.NONE);
    }

    @Test
    void aLongDraftMustBeSeveralStrings() {
        assertThat(codes(draft("v=spf1 " + "ip4:192.0.2.1 ".repeat(20) + "-all")))
                .contains("spf.lint.long-string");
        assertThat(codes(draft("v=spf1 " + "ip4:192.0.2.1 ".repeat(17) + "-all")))
                .doesNotContain("spf.lint.long-string");
    }

    @Test
    void everySyntaxErrorIsAFindingWithItsPosition() {
        SpfAnalysis analysis = draft("v=spf1 ip4:192.0.2 foo:bar a/33 -all");
        assertThat(analysis.findings())
                .filteredOn(finding -> finding.severity() == SpfFinding.Severity.ERROR)
                .extracting(finding -> finding.problem().position().orElseThrow())
                .containsExactly(10L, 19L, 28L);
        assertThat(results(analysis, "192.0.2.1")).containsExactly(SpfResult.PERMERROR);
    }

    @Test
    void aDraftThatIsNoRecordIsNone() {
        assertThat(codes(draft("v=spf2 -all"))).contains("spf.lint.no-record", "spf.lint.not-selected");
    }

    @Test
    void foreignRecordsAreNotLintedForStyle() {
        SpfAnalysis analysis = analyze("""
                example.com TXT "v=spf1 include:b.example.net include:_spf.example.com -all"
                b.example.net TXT "v=spf1 ip4:192.0.2.1 ip4:192.0.2.1 ptr"
                _spf.example.com TXT "v=spf1 ip4:192.0.2.2 ip4:192.0.2.2"
                """);
        assertThat(analysis.findings())
                .extracting(finding -> finding.domain() + " " + finding.code())
                .contains("b.example.net spf.lint.ptr", "_spf.example.com spf.lint.duplicate")
                .doesNotContain("b.example.net spf.lint.duplicate");
    }

    @Test
    void errorsComeFirst() {
        assertThat(draft("v=spf1 ip4:192.0.2.1/24 ptr a:%{h} -all").findings())
                .extracting(SpfFinding::severity)
                .isSorted();
    }

    @Test
    void theQuestionLimitEndsTheAnalysisWithoutAFalseWord() {
        StringBuilder zone = new StringBuilder("example.com TXT \"v=spf1");
        for (int host = 0; host < 8; host++) {
            zone.append(" a:h").append(host).append(".example.com");
        }
        zone.append(" -all\"\n");
        for (int host = 0; host < 8; host++) {
            zone.append("h")
                    .append(host)
                    .append(".example.com A 192.0.2.")
                    .append(host)
                    .append('\n');
        }
        RecordingDns dns = RecordingDns.over(InMemoryDns.of(zone.toString()));
        SpfAnalysis analysis = SpfAnalyzer.builder()
                .resolver(dns)
                .limits(SpfAnalyzerLimits.defaults().withDnsQuestions(5))
                .build()
                .analyze(DOMAIN);
        assertThat(dns.count()).isEqualTo(5);
        assertThat(analysis.complete()).isFalse();
        assertThat(codes(analysis)).contains("spf.lint.gave-up");
        assertThat(results(analysis, "192.0.2.1")).containsExactly(SpfResult.PASS);
        assertThat(results(analysis, "192.0.2.7")).contains(SpfResult.PASS, SpfResult.FAIL, SpfResult.PERMERROR);
        assertThat(analysis.worstCase().bounded()).isFalse();
        assertThat(analysis.flattening().remarks()).extracting("code").containsExactly("spf.flatten.incomplete");
    }

    @Test
    void theTimeLimitEndsTheAnalysis() {
        AtomicLong nanos = new AtomicLong();
        InMemoryDns zone = InMemoryDns.of("""
                example.com TXT "v=spf1 a:h.example.com include:b.example.net -all"
                h.example.com A 192.0.2.1
                b.example.net TXT "v=spf1 -all"
                """);
        DnsResolver slow = question -> {
            nanos.addAndGet(Duration.ofSeconds(4).toNanos());
            return zone.resolve(question);
        };
        SpfAnalysis analysis = SpfAnalyzer.builder()
                .resolver(slow)
                .ticker(nanos::get)
                .limits(SpfAnalyzerLimits.defaults().withElapsed(Duration.ofSeconds(10)))
                .build()
                .analyze(DOMAIN);
        assertThat(analysis.complete()).isFalse();
        assertThat(nanos.get()).isEqualTo(Duration.ofSeconds(12).toNanos());
    }

    @Test
    void theTermLimitEndsTheAnalysis() {
        SpfAnalysis analysis = SpfAnalyzer.builder()
                .resolver(InMemoryDns.of("h.example.com A 192.0.2.1"))
                .limits(SpfAnalyzerLimits.defaults().withDnsTerms(2))
                .build()
                .analyze(DOMAIN, "v=spf1 a:h.example.com a:h.example.com a:h.example.com -all");
        assertThat(analysis.complete()).isFalse();
        assertThat(analysis.outline().terms().get(2).knowledge()).isEqualTo(SpfOutline.Knowledge.NOT_ASKED);
    }

    @Test
    void thresholdsCanBeChosen() {
        SpfAnalyzer strict = SpfAnalyzer.builder()
                .resolver(InMemoryDns.builder().build())
                .widestIp4(24)
                .widestIp6(64)
                .manyIp4(10)
                .build();
        SpfAnalysis analysis = strict.analyze(DOMAIN, "v=spf1 ip4:192.0.2.0/23 ip6:2001:db8::/63 -all");
        assertThat(codes(analysis).stream().filter("spf.lint.wide-range"::equals))
                .hasSize(2);
        assertThat(codes(analysis)).contains("spf.lint.many-addresses");
    }

    @Test
    void builderRefusesWhatMakesNoSense() {
        assertThatThrownBy(() -> SpfAnalyzer.builder().build()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> SpfAnalyzer.builder().widestIp4(33)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SpfAnalyzer.builder().widestIp6(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SpfAnalyzer.builder().manyIp4(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SpfAnalyzerLimits.defaults().withDnsTerms(201))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hiddenCharactersOfStrangersAreShown() {
        SpfAnalysis analysis = analyze(InMemoryDns.builder()
                .txt("example.com", "v=spf1 a:\u001b[2J.com \u0007 -all")
                .build());
        assertThat(analysis.toString()).doesNotContain("\u001b", "\u0007").contains("spf.character");
    }
}
