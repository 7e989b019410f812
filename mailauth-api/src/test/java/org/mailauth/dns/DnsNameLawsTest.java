package org.mailauth.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.Parsed;

class DnsNameLawsTest {

    @Provide
    Arbitrary<List<String>> octetLabels() {
        return Arbitraries.strings()
                .withCharRange('\0', '\u00FF')
                .withChars(".\\\"0123456789AZaz")
                .ofMinLength(1)
                .ofMaxLength(63)
                .list()
                .ofMaxSize(12);
    }

    /** Text full of dots and escapes, right and wrong ones. */
    @Provide
    Arbitrary<String> masterFileText() {
        return Arbitraries.of(
                        "a", "Z", "0", "9", "-", "_", ".", "\\.", "\\\\", "\\", "\\032", "\\255", "\\256", "\\1",
                        "\u00E4", "\u0100", " ")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    @Property
    void labelsOfANameMadeOfLabelsAreThoseLabelsInLowerCase(@ForAll("octetLabels") List<String> labels) {
        Parsed<DnsName> parsed = DnsName.parseLabels(labels);
        int wire = 1 + labels.stream().mapToInt(label -> 1 + label.length()).sum();
        assertThat(parsed.value().isPresent()).as("fits the wire").isEqualTo(wire <= 255);
        Statistics.label("fits the wire").collect(wire <= 255).coverage(coverage -> {
            coverage.check(true).percentage(percent -> percent > 20);
            coverage.check(false).percentage(percent -> percent > 2);
        });
        parsed.value().ifPresent(name -> {
            List<String> lower =
                    labels.stream().map(DnsNameLawsTest::asciiLowerCase).toList();
            assertThat(name.labels()).isEqualTo(lower);
            assertThat(name.labelCount()).isEqualTo(lower.size());
            assertThat(DnsName.of(name.toString())).isEqualTo(name);
            assertThat(DnsName.of(name.isRoot() ? "." : name + ".")).isEqualTo(name);
            assertThat(DnsName.parseLabels(lower).orElseThrow()).isEqualTo(name).hasSameHashCodeAs(name);
            assertThat(name.toString()).matches("[!-~]+");
            assertThat(name.parent().map(DnsName::labels).orElse(lower))
                    .isEqualTo(lower.subList(Math.min(1, lower.size()), lower.size()));
            assertThat(name.isEqualToOrBelow(name.parent().orElse(name))).isTrue();
        });
    }

    private static String asciiLowerCase(String label) {
        StringBuilder lower = new StringBuilder();
        for (int at = 0; at < label.length(); at++) {
            char c = label.charAt(at);
            lower.append(c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c);
        }
        return lower.toString();
    }

    @Property
    void anyTextYieldsANameOrAReason(@ForAll String text) {
        assertNameOrReason(DnsName.parse(text));
    }

    @Property
    void anyEscapedTextYieldsANameOrAReason(@ForAll("masterFileText") String text) {
        Parsed<DnsName> parsed = DnsName.parse(text);
        assertNameOrReason(parsed);
        parsed.value().ifPresent(name -> assertThat(DnsName.of(name.toString())).isEqualTo(name));
    }

    @Property
    void anyLabelsYieldANameOrAReason(@ForAll List<String> labels) {
        assertNameOrReason(DnsName.parseLabels(labels));
    }

    private static void assertNameOrReason(Parsed<DnsName> parsed) {
        assertThat(parsed.problems().isEmpty()).isEqualTo(parsed.value().isPresent());
        parsed.value().ifPresent(name -> {
            // never throws either, and agrees with itself
            name.toDomainName()
                    .ifPresent(domain -> assertThat(domain.toDnsName()).isEqualTo(name));
        });
    }
}
