package org.mailauth.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.dns.DnsName;
import org.mailauth.spf.internal.Client;
import org.mailauth.spf.internal.MacroExpander;
import org.mailauth.spf.internal.Sender;
import org.mailauth.spf.internal.SpfDomain;
import org.mailauth.spf.macro.MacroString;

/** The macro expander agrees with a second one that was written without regard for cost. */
class MacroLawsTest {
    private static final int LONGEST_EXPLANATION = 2048;

    @Provide
    Arbitrary<String> macroString() {
        return RecordArbitraries.macroString();
    }

    @Provide
    Arbitrary<String> value() {
        return Arbitraries.of(
                        "a", "B", "7", ".", "-", "+", ",", "/", "_", "=", "..", "@", "%", "~", "\"", " ", "\u00e9",
                        "\u4e2d")
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<String> domain() {
        return Arbitraries.of("example.com", "a.b.c.d.e.example.org", "EXAMPLE.Com", "_x.example.com", "a-b.example");
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void expansionAgreesWithTheNaiveOne(
            @ForAll("macroString") String text,
            @ForAll("value") String localPart,
            @ForAll("value") String helo,
            @ForAll("domain") String sender,
            @ForAll("domain") String current,
            @ForAll @Size(4) byte[] ip4,
            @ForAll @Size(16) byte[] ip6,
            @ForAll boolean four)
            throws UnknownHostException {
        InetAddress ip = InetAddress.getByAddress(four ? ip4 : ip6);
        MacroExpander expander = new MacroExpander(
                new Client(ip),
                new Sender(localPart, sender),
                helo,
                "mx.example.net",
                Clock.fixed(Instant.ofEpochSecond(77), ZoneOffset.UTC));
        NaiveMacros naive = NaiveMacros.of(ip, localPart, sender, current, "p.example.org", SpfDomain.helo(helo));
        SpfDomain domain = new SpfDomain(current, DnsName.of(current));

        Optional<String> explanation = MacroString.parseExplanation(text)
                .value()
                .flatMap(macros -> expander.text(macros, domain, "p.example.org"));
        assertThat(explanation)
                .isEqualTo(naive.expand(text, true).filter(expanded -> expanded.length() <= LONGEST_EXPLANATION));

        Optional<MacroString> spec = MacroString.parse(text, 0).value();
        Optional<String> expected = naive.expand(text, false);
        assertThat(spec.isPresent()).isEqualTo(expected.isPresent());
        if (spec.isPresent()) {
            Optional<SpfDomain> name = SpfDomain.expanded(expander.expand(spec.get(), domain, "p.example.org"));
            assertThat(name.map(SpfDomain::name))
                    .isEqualTo(NaiveMacros.labels(expected.get())
                            .map(labels -> DnsName.parseLabels(labels).orElseThrow()));
            // RFC 7208 §4.3: counted in the name, where SpfDomain looks at its text.
            name.ifPresent(made ->
                    assertThat(made.canHavePolicy()).isEqualTo(made.name().labelCount() > 1));
            Statistics.label("name").collect(name.isPresent());
        }
        Statistics.label("macro string").collect(spec.isPresent());
        Statistics.label("macro string")
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 20));
    }

    @Property
    void aClaimedDomainCanHaveAPolicy(@ForAll("domain") String text) {
        SpfDomain.claimed(text).ifPresent(domain -> {
            assertThat(domain.name().labelCount()).isGreaterThan(1);
            assertThat(domain.canHavePolicy()).isTrue();
        });
    }

    @Property
    void noTextMakesTheParserThrow(@ForAll String text) {
        assertThat(MacroString.parse(text, 0)).isNotNull();
        assertThat(MacroString.parseExplanation(text)).isNotNull();
        assertThat(MacroString.parseDomainSpec(text, 0)).isNotNull();
        assertThat(MacroString.parseExplanation("%{" + text + "}")).isNotNull();
    }
}
