package org.mailauth.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.spf.SpfScene.IP4;
import static org.mailauth.spf.SpfScene.published;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailauth.Parsed;
import org.mailauth.SmtpSession;
import org.mailauth.conformance.ConformanceRun;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsType;
import org.mailauth.spf.internal.Client;
import org.mailauth.spf.internal.MacroExpander;
import org.mailauth.spf.internal.Sender;
import org.mailauth.spf.internal.SpfDomain;
import org.mailauth.spf.macro.MacroString;
import org.mailauth.testkit.InMemoryDns;

/** RFC 7208 §7: what macros stand for. */
class MacrosTest {
    private static final String REVERSE4 = "1.2.0.192.in-addr.arpa";

    @TestFactory
    Stream<DynamicTest> conformance() {
        return ConformanceRun.tests(MacrosTest.class, "spf/macro-expansion", (suite, run) -> {
            for (JsonNode unit : suite.json("macro-expansion.json").get("cases")) {
                String macro = unit.get("macro").asText();
                run.add(macro + " of " + unit.get("ip").asText(), () -> {
                    Optional<String> expanded = expand(
                            macro,
                            unit.get("ip").asText(),
                            unit.get("sender").asText(),
                            unit.get("helo").asText(),
                            unit.get("domain").asText());
                    assertThat(expanded)
                            .isEqualTo(Optional.ofNullable(unit.get("expected").textValue()));
                });
            }
        });
    }

    /** What an explanation shows, which is the only place where all macros are allowed. */
    private static Optional<String> expand(String macro, String ip, String sender, String helo, String domain) {
        Parsed<MacroString> parsed = MacroString.parseExplanation(macro);
        InetAddress client = SmtpSession.builder().clientIp(ip).build().clientIp();
        MacroExpander expander = new MacroExpander(
                new Client(client),
                Sender.ofMailFrom(sender, helo),
                helo,
                "mx.example.net",
                Clock.fixed(Instant.ofEpochSecond(77), ZoneOffset.UTC));
        return parsed.value()
                .flatMap(text -> expander.text(text, SpfDomain.claimed(domain).orElseThrow(), "valid.example.org"));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "%{s}, a-b.c+d@Example.COM",
                "%{l}, a-b.c+d",
                "%{o}, Example.COM",
                "%{d}, current.example.org",
                "%{i}, 192.0.2.1",
                "%{p}, valid.example.org",
                "%{v}, in-addr",
                "%{h}, helo.example.net",
                "%{c}, 192.0.2.1",
                "%{r}, mx.example.net",
                "%{t}, 77",
                "%%, %",
                "%_, ` `",
                "%-, %20",
                "%%{d}, %{d}",
                "%%%{v}%%, %in-addr%",
                // Transformers.
                "%{i1}, 1",
                "%{i4}, 192.0.2.1",
                "%{i127}, 192.0.2.1",
                "%{i4294967297}, 192.0.2.1",
                "%{i01}, 1",
                "%{ir}, 1.2.0.192",
                "%{i2r}, 0.192",
                "%{iR}, 1.2.0.192",
                "%{d2}, example.org",
                "%{d1r}, current",
                "%{l-}, a.b.c+d",
                "%{l+}, a-b.c.d",
                "%{l.}, a-b.c+d",
                "%{l-.+}, a.b.c.d",
                "%{lr-+}, d.b.c.a",
                "%{l2-.+}, c.d",
                "`%{o,/_=}`, Example.COM",
                "`%{o1,.}`, COM",
                // Upper case escapes what is not unreserved.
                "%{S}, a-b.c%2Bd%40Example.COM",
                "%{L}, a-b.c%2Bd",
                "%{D2R}, example.current",
                "%{Sr+}, d%40Example.COM.a-b.c",
            })
    void macroStandsFor(String macro, String expected) {
        assertThat(expand(macro, IP4, "a-b.c+d@Example.COM", "helo.example.net", "current.example.org"))
                .contains(expected);
    }

    @ParameterizedTest(name = "%'{'{0}'}' of local part {1} is \"{2}\"")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "l, a..b, a..b",
                "l1, a., ``",
                "l2, a..b, .b",
                "l2, .a, .a",
                "lr, a..b, b..a",
                "l-, --a, ..a",
                "l3r, .a., .a.",
                "L, a/b=c~d, a%2Fb%3Dc~d",
            })
    void emptyPartsAreKept(String macro, String localPart, String expected) {
        assertThat(expand("%{" + macro + "}", IP4, localPart + "@example.com", "h.example.net", "example.com"))
                .contains(expected);
    }

    @Test
    void ipv6IsNibblesInTheMacroIAndReadableInC() {
        assertThat(expand("%{i}", "2001:db8::CB01", "a@example.com", "h.example.net", "example.com"))
                .contains("2.0.0.1.0.d.b.8.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.c.b.0.1");
        assertThat(expand("%{c} %{v}", "2001:db8::CB01", "a@example.com", "h.example.net", "example.com"))
                .contains("2001:db8::cb01 ip6");
        assertThat(expand("%{i} %{c} %{v}", "::ffff:192.0.2.1", "a@example.com", "h.example.net", "example.com"))
                .contains("192.0.2.1 192.0.2.1 in-addr");
    }

    @ParameterizedTest(name = "names {0}: the validated name for example.com is {1}")
    @CsvSource({
        "host.example.org example.com sub.example.com, example.com",
        "host.example.org sub.example.com example.org, sub.example.com",
        "host.example.org other.example.net, host.example.org",
        "bad.example.com sub.example.com, sub.example.com",
        "bad.example.com, unknown",
        "failing.example.com, unknown",
    })
    void validatedNameIsTheDomainElseOneBelowElseAny(String names, String expected) {
        InMemoryDns.Builder zone = published("v=spf1 exists:%{p}.for.%{d} -all");
        for (String name : names.split(" ", -1)) {
            zone.ptr(REVERSE4, name);
            if (!name.startsWith("failing")) {
                zone.a(name, name.startsWith("bad") ? "192.0.2.99" : IP4);
            }
        }
        SpfScene scene = SpfScene.of(zone.fail("failing.example.com", DnsFailure.TIMEOUT));

        scene.from(IP4);

        assertThat(scene.dns().count(expected + ".for.example.com", DnsType.A)).isEqualTo(1);
    }

    @Test
    void validatedNameIsUnknownWhenItsQuestionFails() {
        SpfScene scene = SpfScene.of(
                published("v=spf1 exists:%{p}.for.%{d} -all").fail(REVERSE4, DnsType.PTR, DnsFailure.SERVER_FAILURE));

        assertThat(scene.from(IP4).result()).isEqualTo(SpfResult.FAIL);
        assertThat(scene.dns().count("unknown.for.example.com", DnsType.A)).isEqualTo(1);
    }

    @Test
    void currentDomainChangesInAnIncludeAndTheSenderDoesNot() {
        SpfScene scene = SpfScene.of(published("v=spf1 include:inner.example.org exists:%{d}.in.%{o} -all")
                .txt("inner.example.org", "v=spf1 exists:%{d}.in.%{o} -all")
                .a("inner.example.org.in.example.com", "127.0.0.2"));

        assertThat(scene.from(IP4).result()).isEqualTo(SpfResult.PASS);
    }

    @Test
    void everyTermWithADomainExpandsMacros() {
        SpfScene scene = SpfScene.of(
                published("v=spf1 a:a.%{d} mx:m.%{d} ptr:p.%{d} exists:e.%{d} include:i.%{d} redirect=r.%{d}")
                        .a("a.example.com", "198.51.100.1")
                        .mx("m.example.com", 1, "a.example.com")
                        .a("e.e.example.com", "198.51.100.1")
                        .ptr(REVERSE4, "x.p.example.com")
                        .txt("i.example.com", "v=spf1 -all")
                        .txt("r.example.com", "v=spf1 +all"));

        assertThat(scene.from(IP4).result()).isEqualTo(SpfResult.PASS);
        assertThat(scene.dns().questions())
                .extracting(Object::toString)
                .contains(
                        "a.example.com A",
                        "m.example.com MX",
                        "x.p.example.com A",
                        "e.example.com A",
                        "i.example.com TXT",
                        "r.example.com TXT");
    }

    @ParameterizedTest(name = "{0} octets in front of 200 more")
    @CsvSource({"52, whole", "53, without its first label", "60, without its first label"})
    void nameLongerThan253OctetsLosesLabelsOnTheLeft(int front, String what) {
        String rest = ("b".repeat(49) + ".").repeat(3) + "b".repeat(39) + ".example.com";
        assertThat(rest).hasSize(201);
        String localPart = "a".repeat(front - 1);
        SpfScene scene = SpfScene.publishing("v=spf1 exists:%{l}." + rest + " -all");

        scene.mailFrom(IP4, localPart + "@example.com");

        String asked = what.equals("whole") ? localPart + "." + rest : rest;
        assertThat(scene.dns().count(asked, DnsType.A)).isEqualTo(1);
    }

    @Test
    void heloMacroIsTheHeloNameAlsoWhenMailFromIsChecked() {
        SpfScene scene = SpfScene.publishing("v=spf1 exists:%{h}.list.example.com -all");

        scene.evaluator().checkMailFrom(SpfScene.session(IP4, "user@example.com", "client.example.net"));

        assertThat(scene.dns().count("client.example.net.list.example.com", DnsType.A))
                .isEqualTo(1);
    }

    @Test
    void receivingHostIsUnknownUnlessItIsSet() {
        InMemoryDns zone = published("v=spf1 -all exp=why.%{d}")
                .txt("why.example.com", "%{r}")
                .build();
        SpfEvaluator evaluator = SpfEvaluator.builder().resolver(zone).build();

        assertThat(evaluator
                        .checkMailFrom(SpfScene.session(IP4, "user@example.com", "h.example.net"))
                        .explanation())
                .contains("unknown");
    }
}
