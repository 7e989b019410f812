package org.mailauth.internal.idna;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

class IdnaLawsTest {
    private static final int[] DELICATE = ("alb1-xnI_. ßẞςσΣıİ·͵׳״אָב・かがガ｀ーー･ﾞ한각ᄒ\u1161\u11A8"
                    + "بتداه\u0650\u0640٠۰ߊ\u07EBक\u094D\u093Cර\u0DCA\u200C\u200D\u200C\u200D"
                    + "\u0300\u0301\u0308\u0327\u0345\u00AD\u200B\u2060\uFE0F－ａＢﬁ①☃𝐚𐐀𞤀\uD83A\uDD4B\uD800\uDC00")
            .codePoints()
            .toArray();

    @Property(tries = 20_000, shrinking = ShrinkingMode.BOUNDED)
    void acceptedLabelIsThatOfIcu(@ForAll("labels") String label) {
        Optional<String> ascii = Idna.toAscii(label);
        if (ascii.isPresent() && label.codePoints().anyMatch(c -> c >= 0x80)) {
            assertThat(ascii).as(Uts46.hex(label)).isEqualTo(Uts46.toAscii(label));
        }
    }

    @Property(tries = 5_000)
    void shownLabelIsEncodedToTheSameAgain(@ForAll("labels") String label) {
        Optional<String> ascii = Idna.toAscii(label);
        assertThat(ascii.map(Idna::toUnicode).flatMap(Idna::toAscii)).isEqualTo(ascii);
    }

    @Property(tries = 5_000)
    void encodedLabelStaysAsItIs(@ForAll("labels") String label) {
        Optional<String> ascii = Idna.toAscii(label);
        assertThat(ascii.flatMap(Idna::toAscii)).isEqualTo(ascii);
        assertThat(ascii.filter(a -> a.isEmpty() || a.length() > 63)).isEmpty();
    }

    @Property(tries = 10_000)
    void shownALabelIsThatOfIcu(@ForAll("aLabels") String label) {
        String shown = Idna.toUnicode(label);
        assertThat(Idna.isALabel(label)).isEqualTo(!shown.equals(label));
        if (Idna.isALabel(label)) {
            assertThat(Uts46.toUnicode(label)).contains(shown);
            assertThat(Idna.toAscii(shown)).contains(label);
        }
    }

    @Property(tries = 5_000)
    void noTextThrows(@ForAll String text) {
        assertThat(Idna.toAscii(text)).isNotNull();
        assertThat(Idna.toUnicode(text)).isNotNull();
        assertThat(Idna.toUnicode("xn--" + text)).isNotNull();
        assertThat(Punycode.decode(text)).isNotNull();
        assertThat(Punycode.encode(text.codePoints().toArray())).isNotNull();
    }

    @Property(tries = 5_000)
    void decodedPunycodeIsEncodedInLowerCaseAgain(@ForAll("labels") String label) {
        int[] codePoints = label.codePoints().toArray();
        Punycode.encode(codePoints)
                .ifPresent(encoded -> assertThat(Punycode.decode(encoded))
                        .hasValueSatisfying(decoded -> assertThat(decoded).containsExactly(codePoints)));
    }

    @Provide
    Arbitrary<String> labels() {
        Arbitrary<Integer> delicate =
                Arbitraries.integers().between(0, DELICATE.length - 1).map(i -> DELICATE[i]);
        Arbitrary<Integer> any = Arbitraries.integers().between(0, Character.MAX_CODE_POINT);
        Arbitrary<Integer> firstScripts = Arbitraries.integers().between(0x80, 0x1FFF);
        return Arbitraries.frequencyOf(Tuple.of(6, delicate), Tuple.of(3, firstScripts), Tuple.of(1, any))
                .list()
                .ofMinSize(1)
                .ofMaxSize(7)
                .map(codePoints -> {
                    StringBuilder label = new StringBuilder();
                    codePoints.forEach(label::appendCodePoint);
                    return label.toString();
                });
    }

    @Provide
    Arbitrary<String> aLabels() {
        Arbitrary<String> junk = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('0', '9')
                .withChars('-')
                .ofMinLength(1)
                .ofMaxLength(12);
        Arbitrary<String> blind = labels().map(
                        label -> Punycode.encode(label.codePoints().toArray()).orElse(""));
        return Arbitraries.oneOf(junk, blind).map("xn--"::concat);
    }
}
