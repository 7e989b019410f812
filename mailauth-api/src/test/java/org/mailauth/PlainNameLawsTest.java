package org.mailauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

class PlainNameLawsTest {
    /** The naive twin: pieces, each looked at by itself. */
    private static boolean isPlain(String text) {
        return text.length() <= 253
                && Arrays.stream(text.split("\\.", -1))
                        .allMatch(label -> label.length() <= 63 && label.matches("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?"));
    }

    @Provide
    Arbitrary<String> nearlyPlain() {
        Arbitrary<String> label = Arbitraries.frequencyOf(
                Tuple.of(
                        12,
                        Arbitraries.strings().withChars("ab09_").ofMinLength(1).ofMaxLength(12)),
                Tuple.of(2, Arbitraries.strings().withChars("a-").ofMinLength(1).ofMaxLength(4)),
                Tuple.of(2, Arbitraries.integers().between(62, 64).map("a"::repeat)),
                Tuple.of(1, Arbitraries.of("", "A", "\u00E9", "a b", "\u3002", "\0")));
        return label.list().ofMinSize(1).ofMaxSize(6).map(labels -> String.join(".", labels));
    }

    @Property
    void agreesWithTheNaiveTwin(@ForAll("nearlyPlain") String text) {
        assertThat(PlainName.is(text)).isEqualTo(isPlain(text));
        Statistics.label("plain").collect(isPlain(text)).coverage(coverage -> {
            coverage.check(true).percentage(percent -> percent > 10);
            coverage.check(false).percentage(percent -> percent > 10);
        });
    }

    @Property
    void agreesWithTheNaiveTwinOnAnyText(@ForAll String text) {
        assertThat(PlainName.is(text)).isEqualTo(isPlain(text));
    }

    @Property
    void aPlainNameIsReadAsItIs(@ForAll("nearlyPlain") String text) {
        // With a final dot a name takes the long way, which must lead to the same name.
        if (PlainName.is(text)) {
            assertThat(DomainName.of(text)).hasToString(text).isEqualTo(DomainName.of(text + "."));
        }
    }

    @Example
    void lengthsAreThoseOfTheDns() {
        String longest = ("a".repeat(63) + ".").repeat(3) + "a".repeat(61);
        assertThat(PlainName.is(longest)).isTrue();
        assertThat(PlainName.is(longest + "a")).isFalse();
        assertThat(PlainName.is("a".repeat(64))).isFalse();
        assertThat(PlainName.is("a".repeat(64) + ".b")).isFalse();
        assertThat(PlainName.is("")).isFalse();
    }
}
