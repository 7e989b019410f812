package org.mailauth.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.mailauth.Parsed;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsType;

class ZoneFileLawsTest {
    private static final String INTERESTING = "\\\"();@$*. \t\r\n09azAZ\u0000\u007F\u00FF\u0100\uD800";

    private static final String GOOD = """
            $ORIGIN example.com.
            $TTL 1h30m
            @ 60 IN MX 10 mail ; comment
              IN 1d TXT ( "v=spf1 \\"mx\\" -all"
                          tail\\;\\032x )
            mail A 192.0.2.1
             AAAA 2001:db8::1
             SRV 0 0 25 mail
            *.w\\046x CNAME mail.example.net.
            _25._tcp TLSA 3 1 1 abcd EF01
            1.2.0.192.in-addr.arpa. PTR mail
            """;

    /** Lines that are nearly right: the grammar, with pieces of any kind in any place. */
    @Provide
    Arbitrary<String> zoneText() {
        Arbitrary<String> owner =
                Arbitraries.of("a.test.", "b", "@", " ", "*.w", "\\097", "a\\.b", "\"q\"", "$ORIGIN", "$TTL");
        Arbitrary<String> middle = Arbitraries.of("", "60 ", "IN ", "IN 1h ", "1h30m IN ", "CH ", "IN IN ");
        Arbitrary<String> type =
                Arbitraries.of("A", "AAAA", "CNAME", "MX", "PTR", "TXT", "TLSA", "SOA", "TYPE9", "FOO");
        Arbitrary<String> item = Arbitraries.of(
                "192.0.2.1",
                "::1",
                "10",
                "mail",
                "\"s \\\" ;\"",
                "word",
                "\\065",
                "3 1 1 ab",
                "(",
                ")",
                "(\n",
                "\n)",
                "; c",
                "\"");
        Arbitrary<String> data = item.list().ofMaxSize(4).map(items -> String.join(" ", items));
        return Combinators.combine(owner, middle, type, data)
                .as((o, m, t, d) -> o + " " + m + t + " " + d + "\n")
                .list()
                .ofMaxSize(8)
                .map(lines -> String.join("", lines));
    }

    @Property
    void noTextCausesAnException(
            @ForAll("zoneText") String text,
            @ForAll @IntRange(max = 200) int place,
            @ForAll @IntRange(max = 16) int which) {
        String piece = String.valueOf(INTERESTING.charAt(which));
        int at = Math.min(place, text.length());

        assertTellsSomething(ZoneFile.parse(text));
        assertTellsSomething(ZoneFile.parse(text.substring(0, at) + piece + text.substring(at)));
        assertTellsSomething(ZoneFile.parse(text.substring(0, at)));
        assertTellsSomething(ZoneFile.parse(text, DnsName.of("origin.test")));
    }

    @Property
    void noChangeOfAGoodFileCausesAnException(
            @ForAll @IntRange(max = 300) int place,
            @ForAll @IntRange(max = 3) int cut,
            @ForAll @IntRange(max = 16) int which) {
        int from = Math.min(place, GOOD.length());
        int to = Math.min(from + cut, GOOD.length());
        String rest = GOOD.substring(to);

        assertThat(ZoneFile.parse(GOOD).problems()).isEmpty();
        assertTellsSomething(ZoneFile.parse(GOOD.substring(0, from) + rest));
        assertTellsSomething(ZoneFile.parse(GOOD.substring(0, from) + INTERESTING.charAt(which) + rest));
    }

    @Property
    void noOctetsCauseAnException(@ForAll byte[] octets) {
        assertTellsSomething(ZoneFile.parse(octets));
    }

    @Property
    void noCharactersCauseAnException(@ForAll String text) {
        assertTellsSomething(ZoneFile.parse(text));
        assertTellsSomething(ZoneFile.parse("a.test TXT " + text));
        assertTellsSomething(ZoneFile.parse("a.test MX 1 " + text));
        assertTellsSomething(ZoneFile.parse(text + ".test A 192.0.2.1"));
    }

    private static void assertTellsSomething(Parsed<InMemoryDns> parsed) {
        assertThat(parsed.value().isPresent() || !parsed.problems().isEmpty()).isTrue();
        assertThat(parsed.problems()).allSatisfy(problem -> {
            assertThat(problem.text()).startsWith("line ");
            assertThat(problem.position()).isPresent();
        });
        // what was read can be written, and read again to the same
        parsed.value()
                .ifPresent(dns -> assertThat(InMemoryDns.of(dns.toZoneText()).toZoneText())
                        .isEqualTo(dns.toZoneText()));
    }

    @Provide
    Arbitrary<String> octets() {
        return Arbitraries.strings().withCharRange('\u0000', '\u00FF').ofMaxLength(300);
    }

    @Provide
    Arbitrary<DnsName> names() {
        Arbitrary<String> label = Arbitraries.strings()
                .withCharRange('\u0000', '\u00FF')
                .ofMinLength(1)
                .ofMaxLength(12);
        Arbitrary<String> plain = Arbitraries.of("a", "b", "*", "com", "in", "60", "$ttl", "@");
        return Arbitraries.oneOf(label, plain)
                .list()
                .ofMaxSize(5)
                .map(labels -> DnsName.parseLabels(labels).orElseThrow());
    }

    @Property(edgeCases = EdgeCasesMode.MIXIN)
    void whatIsWrittenIsReadBack(
            @ForAll("names") DnsName name,
            @ForAll("names") DnsName target,
            @ForAll("octets") String first,
            @ForAll("octets") String second,
            @ForAll @IntRange(max = 65535) int number,
            @ForAll @IntRange int ttl) {
        InMemoryDns written = InMemoryDns.builder()
                .ttl(Duration.ofSeconds(ttl))
                .txt(name, first, second)
                .txt(name, second)
                .mx(name.toString(), number, target.toString())
                .ptr(name.toString(), target.toString())
                .a(name.toString(), "192.0." + number / 256 + "." + number % 256)
                .aaaa(name.toString(), Integer.toHexString(number) + "::1")
                .tlsa(name.toString(), number % 256, 1, 1, "00ff")
                .cname("longer-than-any-label", target.toString())
                .build();

        InMemoryDns read = InMemoryDns.of(written.toZoneText());

        for (DnsName asked : List.of(name, target, DnsName.of("longer-than-any-label"))) {
            for (DnsType type : DnsType.values()) {
                assertThat(Ask.ask(read, asked.toString(), type)).isEqualTo(Ask.ask(written, asked.toString(), type));
            }
        }
        assertThat(read.toZoneText()).isEqualTo(written.toZoneText());
    }
}
