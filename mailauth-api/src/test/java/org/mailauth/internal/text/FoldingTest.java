package org.mailauth.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class FoldingTest {
    private static final String WORD = " " + "x".repeat(30);

    @Test
    void textThatFitsIsNotFolded() {
        assertThat(Folding.fold(16, List.of(WORD + WORD))).isEqualTo(WORD + WORD);
    }

    @Test
    void lineThatWouldExceed78OctetsIsFoldedBeforeABlank() {
        assertThat(Folding.fold(17, List.of(WORD + WORD))).isEqualTo(WORD + "\r\n" + WORD);
    }

    @Test
    void octetsAreCounted_notCharacters() {
        String word = " " + "é".repeat(20);

        assertThat(Folding.fold(0, List.of(word + word))).isEqualTo(word + "\r\n" + word);
    }

    @Test
    void partsStartLines() {
        assertThat(Folding.fold(10, List.of(" a;", " b;", " c"))).isEqualTo(" a;\r\n b;\r\n c");
    }

    @Test
    void foldKeepsRunsOfBlanksTogetherAndQuotedPairsWhole() {
        assertThat(Folding.fold(70, List.of(" abc  \t defghi"))).isEqualTo(" abc\r\n  \t defghi");
        assertThat(Folding.fold(70, List.of(" abc\\ defghi"))).isEqualTo("\r\n abc\\ defghi");
    }

    @Test
    void wordWithoutBlanksStaysLong() {
        String word = " " + "x".repeat(200);

        assertThat(Folding.fold(20, List.of(word))).isEqualTo("\r\n" + word);
        assertThat(Folding.fold(0, List.of(word))).isEqualTo(word);
    }

    @Test
    void onlyFoldsAreUnfolded() {
        assertThat(Folding.unfold("a\r\n b\r\n\tc\r\n d")).isEqualTo("a b\tc d");
        assertThat(Folding.unfold("a\r\nb\r\n")).isEqualTo("a\r\nb\r\n");
        assertThat(Folding.unfold("a\r b\n c\r\r\n d")).isEqualTo("a\r b\n c\r d");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("ab \t\\\"é;").ofMaxLength(300).map(text -> " x" + text + "x");
    }

    @Property
    void unfoldingGivesBackWhatWasFolded(@ForAll("texts") String one, @ForAll("texts") String other) {
        String folded = Folding.fold(24, List.of(one, other));

        assertThat(Folding.unfold(folded)).isEqualTo(one + other);
        assertThat(folded.split("\r\n", -1))
                .allSatisfy(line -> assertThat(line.strip()).hasSizeBetween(0, 1000));
    }

    @Property
    void unfoldingTwiceChangesNothingOfAFold(@ForAll("texts") String text) {
        String unfolded = Folding.unfold(Folding.fold(10, List.of(text)));

        assertThat(Folding.unfold(unfolded)).isEqualTo(unfolded);
    }
}
