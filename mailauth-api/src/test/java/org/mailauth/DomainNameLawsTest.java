package org.mailauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

class DomainNameLawsTest {

    @Provide
    Arbitrary<String> labels() {
        Arbitrary<String> ascii = Arbitraries.strings()
                .withChars("abcxyzABCXYZ019-_")
                .ofMinLength(1)
                .ofMaxLength(63);
        Arbitrary<String> unicode = Arbitraries.strings()
                .withChars("äöüßÄÉéςΣσабвЖ例えテスト中한글")
                .withChars("abc-1")
                .ofMinLength(1)
                .ofMaxLength(12);
        return Arbitraries.frequencyOf(
                Tuple.of(6, ascii),
                Tuple.of(4, unicode),
                Tuple.of(1, Arbitraries.of("xn--fa-hia", "XN--BCHER-KVA", "xn--a", "_dmarc")));
    }

    /** Names by the grammar, about one in three then damaged at one place. */
    @Provide
    Arbitrary<String> names() {
        Arbitrary<String> whole = labels().list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(labels -> String.join(".", labels))
                .withoutEdgeCases();
        Arbitrary<String> damage = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just("")),
                Tuple.of(
                        3,
                        Arbitraries.of(
                                ".", "..", "-", " ", "\0", "\u3002", "\u202E", "\uD800", "@", "[", "\\", "\uFF0E")),
                Tuple.of(1, Arbitraries.strings().all().ofMaxLength(3)));
        return Combinators.combine(whole, damage, Arbitraries.integers().between(0, 500))
                .as((text, extra, at) -> {
                    int place = at % (text.length() + 1);
                    return text.substring(0, place) + extra + text.substring(place);
                })
                .withoutEdgeCases();
    }

    @Property
    void anyTextYieldsANameOrAReason(@ForAll String text) {
        assertNameOrReason(text);
    }

    @Property
    void anyNearlyRightTextYieldsANameOrAReason(@ForAll("names") String text) {
        boolean usable = assertNameOrReason(text);
        Statistics.label("reads as a name")
                .collect(usable)
                .coverage(coverage -> coverage.check(true).percentage(percent -> percent > 25));
    }

    private static boolean assertNameOrReason(String text) {
        Parsed<DomainName> parsed = DomainName.parse(text);
        assertThat(parsed.problems().isEmpty()).isEqualTo(parsed.value().isPresent());
        parsed.value().ifPresent(name -> {
            assertThat(name.toString())
                    .matches("[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?")
                    .hasSizeBetween(1, 253);
            assertThat(name.labels()).allSatisfy(label -> assertThat(label).hasSizeBetween(1, 63));
        });
        return parsed.value().isPresent();
    }

    @Property
    void nameIsWhatItsTextReadsAs(@ForAll("names") String text) {
        DomainName name = usable(text);
        assertThat(DomainName.of(name.toString())).isEqualTo(name);
        assertThat(DomainName.of(name + ".")).isEqualTo(name);
        assertThat(DomainName.of(name.toString().toUpperCase(Locale.ROOT))).isEqualTo(name);
    }

    @Property
    void nameIsWhatItsUnicodeFormReadsAs(@ForAll("names") String text) {
        DomainName name = usable(text);
        assertThat(DomainName.of(name.toUnicode())).isEqualTo(name);
    }

    @Property
    void labelsMakeTheName(@ForAll("names") String text) {
        DomainName name = usable(text);
        assertThat(String.join(".", name.labels())).isEqualTo(name.toString());
        assertThat(name.labels()).hasSize(name.labelCount());
        assertThat(name.toDnsName().labels()).isEqualTo(name.labels());
        assertThat(name.toDnsName().toDomainName()).contains(name);
    }

    @Property
    void parentUndoesPrepend(@ForAll("names") String text) {
        DomainName name = usable(text);
        DomainName child = name.prepend("_x").orElse(name);
        Assume.that(!child.equals(name));
        assertThat(child.parent()).contains(name);
        assertThat(child.isEqualToOrBelow(name)).isTrue();
        assertThat(name.isEqualToOrBelow(child)).isFalse();
    }

    @Property
    void nameIsBelowAnotherWhenItsLabelsEndWithTheOthers(
            @ForAll("names") String first, @ForAll("names") String second) {
        DomainName name = usable(first);
        DomainName other = usable(second);
        assertThat(name.isEqualToOrBelow(other)).isEqualTo(endsWith(name.labels(), other.labels()));
        for (int from = 0; from < name.toString().length(); from++) {
            // every end of its text that is a name, whole labels or not
            Parsed<DomainName> end = DomainName.parse(name.toString().substring(from));
            end.value()
                    .ifPresent(above -> assertThat(name.isEqualToOrBelow(above))
                            .isEqualTo(endsWith(name.labels(), above.labels())));
        }
    }

    private static boolean endsWith(List<String> labels, List<String> end) {
        int surplus = labels.size() - end.size();
        return surplus >= 0 && labels.subList(surplus, labels.size()).equals(end);
    }

    @Property
    void orderAgreesWithEquality(@ForAll("names") String first, @ForAll("names") String second) {
        DomainName one = usable(first);
        DomainName other = usable(second);
        assertThat(one.compareTo(other) == 0).isEqualTo(one.equals(other));
        assertThat(Integer.signum(one.compareTo(other))).isEqualTo(-Integer.signum(other.compareTo(one)));
    }

    private static DomainName usable(String text) {
        Parsed<DomainName> parsed = DomainName.parse(text);
        Assume.that(parsed.value().isPresent());
        return parsed.orElseThrow();
    }
}
