package org.mailauth.spf.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.mailauth.DomainName;
import org.mailauth.spf.analysis.SpfFinding.Severity;
import org.mailauth.testkit.InMemoryDns;

/** Every finding: a policy that has it, and one that nearly has it. */
class SpfLintTest {
    private static final DomainName DOMAIN = DomainName.of("example.com");

    /** A finding, zone lines that raise it, and zone lines that do not. */
    private record Case(String code, Severity severity, String raising, String nearMiss) {}

    private static String record(String text) {
        return "example.com TXT \"" + text + "\"\n";
    }

    private static Case of(String code, Severity severity, String raising, String nearMiss) {
        return new Case("spf.lint." + code, severity, raising, nearMiss);
    }

    private static Case terms(String code, Severity severity, String raising, String nearMiss) {
        return of(code, severity, record("v=spf1 " + raising), record("v=spf1 " + nearMiss));
    }

    /** Hosts h0 to h11 with IPv4 addresses, h0 with an IPv6 address; b.example.com has ten exchangers, m eleven. */
    private static final String HOSTS = hosts();

    private static String hosts() {
        StringBuilder zone = new StringBuilder("h0.example.com AAAA 2001:db8::1\n");
        for (int host = 0; host < 12; host++) {
            zone.append("h")
                    .append(host)
                    .append(".example.com A 192.0.2.")
                    .append(host)
                    .append('\n');
            if (host < 10) {
                zone.append("b.example.com MX 10 h").append(host).append(".example.com.\n");
            }
            if (host < 11) {
                zone.append("m.example.com MX 10 h").append(host).append(".example.com.\n");
            }
        }
        return zone.toString();
    }

    @TestFactory
    Stream<DynamicTest> recordsAsAWhole() {
        return tests(List.of(
                of("no-record", Severity.ERROR, "example.com TXT \"hello\"", record("v=spf1 -all")),
                of(
                        "multiple-records",
                        Severity.ERROR,
                        record("v=spf1 -all") + record("v=spf1 ~all"),
                        record("v=spf1 -all") + "example.com TXT \"other\""),
                new Case("spf.mechanism", Severity.ERROR, record("v=spf1 ipv4:192.0.2.1 -all"), record("v=spf1 -all")),
                of(
                        "missing-blank",
                        Severity.WARNING,
                        "example.com TXT \"v=spf1 ip4:192.0.2.1\" \"ip4:192.0.2.2 -all\"",
                        "example.com TXT \"v=spf1 ip4:192.0.2.1 \" \"ip5:192.0.2.2 -all\""),
                of(
                        "not-selected",
                        Severity.WARNING,
                        "example.com TXT \"v=spf1;ip4:192.0.2.1 -all\"",
                        record("v=spf1 -all") + "example.com TXT \"about v=spf1 records\""),
                of("long-answer", Severity.NOTE, longRecord(34), longRecord(20)),
                terms("unknown-modifier", Severity.WARNING, "-all redirct=b.example.com", "-all exp=b.example.com"),
                terms("no-all", Severity.WARNING, "ip4:192.0.2.1", "ip4:192.0.2.1 ?all"),
                terms("neutral-all", Severity.WARNING, "ip4:192.0.2.1 ?all", "?ip4:192.0.2.1 ~all"),
                terms("after-all", Severity.WARNING, "-all ip4:192.0.2.1", "ip4:192.0.2.1 -all"),
                terms("redirect-ignored", Severity.WARNING, "-all redirect=a.example.com", "redirect=a.example.com"),
                terms("modifier-position", Severity.NOTE, "exp=h.example.com -all", "-all exp=h.example.com")));
    }

    private static String longRecord(int addresses) {
        StringBuilder strings = new StringBuilder("example.com TXT \"v=spf1 \"");
        for (int address = 0; address < addresses; address++) {
            strings.append(" \"ip4:192.0.2.").append(2 * address + 10).append(" \"");
        }
        return strings + " \"-all\"";
    }

    @TestFactory
    Stream<DynamicTest> termsThatLeadElsewhere() {
        String other = "b.example.net TXT \"v=spf1 ip4:192.0.2.1 -all\"\n";
        String broken = "c.example.net TXT \"v=spf1 ip4:192.0.2 -all\"\n";
        String none = "d.example.net TXT \"nothing\"\n";
        String zone = other + broken + none + HOSTS;
        return tests(List.of(
                in(zone, "include-none", Severity.ERROR, "include:d.example.net -all", "include:b.example.net -all"),
                in(zone, "include-permerror", Severity.ERROR, "include:c.example.net -all", "include:d.example.net"),
                in(zone, "redirect-none", Severity.ERROR, "redirect=d.example.net", "redirect=b.example.net"),
                in(zone, "redirect-permerror", Severity.ERROR, "redirect=c.example.net", "redirect=d.example.net"),
                in(zone, "cycle", Severity.ERROR, "include:example.com -all", "include:b.example.net -all"),
                in(
                        zone,
                        "included-twice",
                        Severity.NOTE,
                        "include:b.example.net ?include:b.example.net -all",
                        "include:b.example.net -all"),
                in(zone, "target", Severity.ERROR, "include:a..example.com -all", "include:b.example.net -all"),
                in(zone, "mx-names", Severity.ERROR, "mx:m.example.com -all", "mx:b.example.com -all"),
                in(zone, "matches-nothing", Severity.WARNING, "a:nobody.example.com -all", "a:h0.example.com -all"),
                in(zone, "void-for-one-family", Severity.NOTE, "a:h1.example.com -all", "a:h0.example.com -all"),
                in(zone, "client-chosen", Severity.ERROR, "a:%{h} -all", "a:%{h}.example.com -all"),
                in(zone, "by-message", Severity.NOTE, "exists:%{i}.example.com -all", "a:h0.%{d} -all"),
                in(zone, "ptr", Severity.WARNING, "ptr -all", "a -all"),
                in(zone, "p-macro", Severity.WARNING, "exists:%{p}.example.com -all", "exists:%{i}.example.com -all"),
                in(
                        zone + "h.example.com TXT \"sorry, %{i}\"\nbad.example.com TXT \"%{x}\"\n",
                        "explanation",
                        Severity.WARNING,
                        "-all exp=bad.example.com",
                        "-all exp=h.example.com"),
                in(zone, "explanation", Severity.WARNING, "-all exp=nobody.example.com", "~all exp=nobody.example.com"),
                in(zone, "explanation-unused", Severity.NOTE, "~all exp=h.example.com", "-all exp=h.example.com")));
    }

    private static Case in(String zone, String code, Severity severity, String raising, String nearMiss) {
        return of(code, severity, zone + record("v=spf1 " + raising), zone + record("v=spf1 " + nearMiss));
    }

    @TestFactory
    Stream<DynamicTest> addresses() {
        String wideOpen = "open.example.net TXT \"v=spf1 ip4:0.0.0.0/0 -all\"\n";
        return tests(List.of(
                terms("pass-all", Severity.ERROR, "+all", "-all"),
                terms("pass-all", Severity.ERROR, "ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all", "ip4:0.0.0.0/1 -all"),
                in(
                        wideOpen,
                        "pass-all",
                        Severity.ERROR,
                        "include:open.example.net -all",
                        "-include:open.example.net -all"),
                terms("wide-range", Severity.WARNING, "ip4:198.0.0.0/15 -all", "ip4:198.51.0.0/16 -all"),
                terms("wide-range", Severity.WARNING, "ip6:2001:db8::/31 -all", "ip6:2001:db8::/32 -all"),
                terms("wide-range", Severity.WARNING, "ip4:198.0.0.0/15 -all", "~ip4:198.0.0.0/15 -all"),
                terms("many-addresses", Severity.NOTE, "ip4:198.0.0.0/15 -all", "ip4:198.51.0.0/16 -all"),
                terms("private-addresses", Severity.NOTE, "ip4:10.1.2.3 -all", "-ip4:10.1.2.3 ip4:192.0.2.1 -all"),
                terms("private-addresses", Severity.NOTE, "ip6:fe80::1 -all", "ip6:2001:db8::1 -all"),
                terms("host-bits", Severity.NOTE, "ip4:192.0.2.1/24 -all", "ip4:192.0.2.0/24 -all"),
                terms("mapped-address", Severity.WARNING, "ip6:::ffff:192.0.2.1 -all", "ip6:::fffe:192.0.2.1 -all"),
                terms("duplicate", Severity.WARNING, "ip4:192.0.2.9/24 ip4:192.0.2.0/24 -all", "ip4:192.0.2.1 -all"),
                in(HOSTS, "duplicate", Severity.WARNING, "a:h0.example.com A:H0.%{d} -all", "a:h0.example.com/31 -all"),
                terms(
                        "unreachable",
                        Severity.WARNING,
                        "ip4:192.0.2.0/24 -ip4:192.0.2.1 -all",
                        "-ip4:192.0.2.1 ip4:192.0.2.0/24 -all"),
                in(
                        HOSTS,
                        "unreachable",
                        Severity.WARNING,
                        "ip4:192.0.2.0/24 a:h1.example.com -all",
                        "ip4:192.0.2.0/24 a:h0.example.com -all")));
    }

    @TestFactory
    Stream<DynamicTest> limits() {
        return tests(List.of(
                in(
                        HOSTS,
                        "dns-terms",
                        Severity.ERROR,
                        times("a:h0.example.com", 11) + "-all",
                        times("a:h0.example.com", 10) + "-all"),
                in(
                        HOSTS,
                        "void-lookups",
                        Severity.ERROR,
                        times("a:h1.example.com", 3) + "-all",
                        times("a:h1.example.com", 2) + times("a:h0.example.com", 3) + "-all"),
                in(
                        HOSTS,
                        "void-lookups",
                        Severity.WARNING,
                        times("exists:%{i}.example.com", 3) + "-all",
                        times("exists:%{i}.example.com", 2) + "-all")));
    }

    private static String times(String term, int count) {
        return (term + " ").repeat(count);
    }

    private static Stream<DynamicTest> tests(List<Case> cases) {
        return cases.stream()
                .flatMap(each -> Stream.of(
                        DynamicTest.dynamicTest(
                                each.code() + " is found in " + lastLine(each.raising()), () -> raises(each)),
                        DynamicTest.dynamicTest(
                                each.code() + " is not found in " + lastLine(each.nearMiss()), () -> isQuiet(each))));
    }

    private static String lastLine(String zone) {
        return zone.strip().lines().reduce("", (before, line) -> line);
    }

    private static SpfAnalysis analyze(String zone) {
        return SpfAnalyzer.builder().resolver(InMemoryDns.of(zone)).build().analyze(DOMAIN);
    }

    private static void raises(Case each) {
        SpfAnalysis analysis = analyze(each.raising());
        assertThat(analysis.findings())
                .as(analysis.toString())
                .filteredOn(finding -> finding.code().equals(each.code()))
                .isNotEmpty()
                .allSatisfy(finding -> {
                    assertThat(finding.severity()).isEqualTo(each.severity());
                    assertThat(finding.problem().reference()).matches("RFC (7208|6890) §[0-9.]+");
                    finding.term().ifPresent(term -> assertPosition(analysis, finding, term));
                });
    }

    private static void assertPosition(SpfAnalysis analysis, SpfFinding finding, String term) {
        if (finding.domain().equals(DOMAIN.toString())) {
            int position = (int) finding.problem().position().orElseThrow();
            assertThat(analysis.records().get(0).substring(position)).startsWith(term);
        }
    }

    private static void isQuiet(Case each) {
        SpfAnalysis analysis = analyze(each.nearMiss());
        assertThat(analysis.findings())
                .as(analysis.toString())
                .extracting(SpfFinding::code)
                .doesNotContain(each.code());
    }
}
