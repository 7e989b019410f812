package org.mailauth.internal.idna;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacter.JoiningType;
import com.ibm.icu.lang.UProperty;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JoiningTest {
    @Test
    void viramasAreThoseOfUnicode() {
        assertThat(allThat(Joining::isVirama)).isEqualTo(allThat(c -> UCharacter.getCombiningClass(c) == 9));
    }

    @Test
    void lettersJoinTheNextWhenTheirTypeIsLeftOrDual() {
        assertThat(allThat(Joining::joinsNext))
                .isEqualTo(allThat(
                        c -> joiningType(c) == JoiningType.LEFT_JOINING || joiningType(c) == JoiningType.DUAL_JOINING));
    }

    @Test
    void lettersJoinThePreviousWhenTheirTypeIsRightOrDual() {
        assertThat(allThat(Joining::joinsPrevious))
                .isEqualTo(allThat(c ->
                        joiningType(c) == JoiningType.RIGHT_JOINING || joiningType(c) == JoiningType.DUAL_JOINING));
    }

    @Test
    void transparentAmongTheAllowedAreThoseOfUnicode() {
        IntPredicate allowed = c -> DerivedProperty.of(c) != DerivedProperty.DISALLOWED;
        assertThat(allThat(allowed.and(Joining::isTransparent)))
                .hasSizeGreaterThan(1_000)
                .isEqualTo(allThat(allowed.and(c -> joiningType(c) == JoiningType.TRANSPARENT)));
    }

    private static int joiningType(int codePoint) {
        return UCharacter.getIntPropertyValue(codePoint, UProperty.JOINING_TYPE);
    }

    private static int[] allThat(IntPredicate property) {
        return IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(property)
                .toArray();
    }
}
