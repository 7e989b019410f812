package org.mailauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParsedTest {
    private static final Problem ODD = Problem.at(3, "test.odd", "RFC 5322 §4", "odd");
    private static final Problem BROKEN = Problem.of("test.broken", "", "broken");

    @Test
    void valueMayComeWithProblems() {
        Parsed<String> parsed = Parsed.of("x", List.of(ODD));
        assertThat(parsed.value()).contains("x");
        assertThat(parsed.orElseThrow()).isEqualTo("x");
        assertThat(parsed.problems()).containsExactly(ODD);
        assertThat(Parsed.of("x").problems()).isEmpty();
    }

    @Test
    void missingValueComesWithAReason() {
        Parsed<String> parsed = Parsed.unusable(List.of(ODD, BROKEN));
        assertThat(parsed.value()).isEmpty();
        assertThatThrownBy(parsed::orElseThrow)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("test.odd: odd (at 3) [RFC 5322 §4]; test.broken: broken");
        assertThatThrownBy(() -> Parsed.unusable(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void problemsAreCopied() {
        List<Problem> problems = new ArrayList<>(List.of(ODD));
        Parsed<String> parsed = Parsed.of("x", problems);
        problems.clear();
        assertThat(parsed.problems()).containsExactly(ODD);
        assertThatThrownBy(() -> parsed.problems().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void equalPartsMakeEqualOutcomes() {
        assertThat(Parsed.of("x", List.of(ODD))).isEqualTo(Parsed.of("x", List.of(ODD)));
        assertThat(Parsed.of("x", List.of(ODD))).hasSameHashCodeAs(Parsed.of("x", List.of(ODD)));
        assertThat(Parsed.of("x")).isNotEqualTo(Parsed.of("x", List.of(ODD))).isNotEqualTo(Parsed.of("y"));
        assertThat(Parsed.of("x")).hasToString("x");
        assertThat(Parsed.unusable(BROKEN)).hasToString("unusable [test.broken: broken]");
    }
}
