package org.mailauth;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ProblemLawsTest {

    @Property
    void textIsAlwaysOneVisibleLine(@ForAll String text) {
        assertThat(Problem.of("x", "", text).toString().codePoints())
                .noneMatch(Character::isISOControl)
                .noneMatch(c -> Character.getType(c) == Character.FORMAT);
    }
}
