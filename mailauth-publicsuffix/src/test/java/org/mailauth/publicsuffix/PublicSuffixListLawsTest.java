package org.mailauth.publicsuffix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.DomainName;
import org.mailauth.Parsed;

class PublicSuffixListLawsTest {

    /** Few labels, so that rules and names meet. */
    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of("a", "b", "\u00FC", "xn--tda", "c-d")
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(labels -> String.join(".", labels));
    }

    @Provide
    Arbitrary<List<String>> rules() {
        Arbitrary<String> rule = Combinators.combine(Arbitraries.of("", "", "*.", "!"), names())
                .as((kind, name) -> kind.equals("!") && !name.contains(".") ? name : kind + name);
        return rule.list().ofMinSize(1).ofMaxSize(12);
    }

    private static PublicSuffixList list(List<String> icann, List<String> ofOthers) {
        List<String> lines = new ArrayList<>(icann);
        lines.add(Lists.PRIVATE_BEGIN);
        lines.addAll(ofOthers);
        lines.add(Lists.PRIVATE_END);
        return Lists.of(lines.toArray(String[]::new));
    }

    /** The algorithm as publicsuffix.org words it, rule by rule. */
    private static int labelsOfSuffix(List<String> rules, DomainName name) {
        int longest = 1;
        for (String rule : rules) {
            boolean exception = rule.startsWith("!");
            List<String> labels = new ArrayList<>();
            for (String label : rule.substring(exception ? 1 : 0).split("\\.", -1)) {
                labels.add(label.equals("*") ? label : DomainName.of(label).toString());
            }
            if (matches(labels, name.labels())) {
                if (exception) {
                    longest = Math.max(longest, 1000 - labels.size());
                } else if (longest < 500) {
                    longest = Math.max(longest, labels.size());
                }
            }
        }
        return longest < 500 ? longest : 1000 - longest - 1;
    }

    private static boolean matches(List<String> rule, List<String> name) {
        int surplus = name.size() - rule.size();
        if (surplus < 0) {
            return false;
        }
        for (int i = 0; i < rule.size(); i++) {
            if (!rule.get(i).equals("*") && !rule.get(i).equals(name.get(surplus + i))) {
                return false;
            }
        }
        return true;
    }

    @Property
    void everyName_hasTheSuffixOfTheAlgorithm(
            @ForAll("rules") List<String> icann, @ForAll("rules") List<String> ofOthers, @ForAll("names") String text) {
        PublicSuffixList list = list(icann, ofOthers);
        DomainName name = DomainName.of(text);
        List<String> all = new ArrayList<>(icann);
        all.addAll(ofOthers);

        assertThat(list.publicSuffix(name).labelCount()).isEqualTo(labelsOfSuffix(all, name));
        assertThat(list.withoutPrivateSection().publicSuffix(name).labelCount()).isEqualTo(labelsOfSuffix(icann, name));
        Statistics.label("suffix longer than the default rule's")
                .collect(list.publicSuffix(name).labelCount() > 1)
                .coverage(coverage -> coverage.check(true).percentage(percent -> percent > 10));
    }

    @Property
    void organization_isOneLabelBelowASuffixAndItsOwn(
            @ForAll("rules") List<String> icann, @ForAll("rules") List<String> ofOthers, @ForAll("names") String text) {
        PublicSuffixList list = list(icann, ofOthers);
        DomainName name = DomainName.of(text);

        Optional<DomainName> organization = list.organizationalDomain(name);

        assertThat(name.isEqualToOrBelow(list.publicSuffix(name))).isTrue();
        assertThat(organization.isEmpty()).isEqualTo(list.isPublicSuffix(name));
        organization.ifPresent(domain -> {
            assertThat(name.isEqualToOrBelow(domain)).isTrue();
            assertThat(domain.parent()).contains(list.publicSuffix(name));
            assertThat(list.organizationalDomain(domain)).contains(domain);
        });
    }

    @Property
    void order_doesNotMatter(@ForAll("rules") List<String> rules) {
        List<String> reversed = new ArrayList<>(rules);
        Collections.reverse(reversed);

        assertThat(list(reversed, rules)).isEqualTo(list(rules, reversed));
    }

    @Property
    void anyOctets_areAListOrAReason(@ForAll byte[] octets) {
        Parsed<PublicSuffixList> parsed = Lists.read(octets);

        assertThat(parsed.value().isPresent() || !parsed.problems().isEmpty()).isTrue();
    }

    @Property
    void anyText_isAListOrAReason(@ForAll String text, @ForAll("rules") List<String> rules) {
        Parsed<PublicSuffixList> parsed =
                Lists.read(text + "\n" + String.join("\n", rules) + "\n" + text.replace(' ', '\n'));

        assertThat(parsed.value().isPresent() || !parsed.problems().isEmpty()).isTrue();
    }
}
