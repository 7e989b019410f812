package org.mailauth.internal.idna;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Every code point this JDK knows, in many places of a label: what we accept, ICU accepts, and encodes alike. */
class IdnaComparisonTest {
    // {} is the code point
    private static final List<String> EVERYWHERE = List.of("{}", "a{}b");
    private static final List<String> BESIDE_OTHER_SCRIPTS = List.of(
            "{}{}",
            "א{}ב",
            "ب{}ب",
            "か{}か",
            "क{}",
            "1{}",
            "-{}-",
            "e{}\u0301",
            "{}\u0345\u0301",
            "{}\u0327",
            "q\u0323{}",
            "{}・",
            "͵{}",
            "{}׳",
            "l·{}",
            "ب\u200C{}",
            "{}\u200Cب",
            "ب{}\u200Cب",
            "{}\u200Da");

    @Test
    void everythingAcceptedIsAcceptedByIcuWithTheSameALabel(TestReporter reporter) {
        List<String> different = new ArrayList<>();
        long accepted = Uts46.knownCodePoints()
                .boxed()
                .flatMap(IdnaComparisonTest::labelsWith)
                .filter(label -> isAcceptedAndCompared(label, different))
                .count();
        assertThat(different).isEmpty();
        assertThat(accepted).isGreaterThan(400_000);
        reporter.publishEntry("labels accepted, all as ICU has them", Long.toString(accepted));
    }

    private static Stream<String> labelsWith(int codePoint) {
        // most code points: ideographs and Hangul syllables, which behave alike
        boolean oneOfMany = UCharacter.hasBinaryProperty(codePoint, UProperty.UNIFIED_IDEOGRAPH)
                || (codePoint >= 0xAC00 && codePoint <= 0xD7A3);
        return Stream.concat(EVERYWHERE.stream(), oneOfMany ? Stream.empty() : BESIDE_OTHER_SCRIPTS.stream())
                .map(pattern -> pattern.replace("{}", Character.toString(codePoint)));
    }

    private static boolean isAcceptedAndCompared(String label, List<String> different) {
        Optional<String> ascii = Idna.toAscii(label);
        if (ascii.isPresent() && !ascii.equals(Uts46.toAscii(label))) {
            different.add(Uts46.hex(label) + " -> " + ascii.get());
        }
        return ascii.isPresent();
    }

    @Test
    void everyAllowedCodePointThatIcuAcceptsIsAcceptedAndShownAlike(TestReporter reporter) {
        int[] allowed = Uts46.knownCodePoints()
                .filter(c -> DerivedProperty.of(c) == DerivedProperty.PVALID)
                .toArray();
        List<String> labels = IntStream.of(allowed)
                .mapToObj(Character::toString)
                .flatMap(c -> validLabelWith(c).stream())
                .toList();
        assertThat(labels.stream().filter(label -> !isEncodedAndShownAsIcuDoes(label)))
                .isEmpty();
        assertThat(labels).hasSize(allowed.length);
        reporter.publishEntry("PVALID code points accepted", labels.size() + " of " + allowed.length);
    }

    /** One of these places suits the bidi rule and the rule for leading marks. */
    private static Optional<String> validLabelWith(String c) {
        return Stream.of(c, "a" + c, "א" + c, "ب" + c)
                .filter(label -> Uts46.toAscii(label).isPresent())
                .findFirst();
    }

    private static boolean isEncodedAndShownAsIcuDoes(String label) {
        return Idna.toAscii(label)
                .filter(ascii -> Uts46.toAscii(label).equals(Optional.of(ascii)))
                .filter(ascii -> Uts46.toUnicode(ascii).equals(Optional.of(Idna.toUnicode(ascii))))
                .isPresent();
    }

    @Test
    void everyCodePointThatIcuMapsToAllowedOnesIsMappedAlike(TestReporter reporter) {
        List<String> mapped = Uts46.knownCodePoints()
                .filter(c -> !isAllowed(c) && !isInvisible(c))
                .mapToObj(Character::toString)
                .filter(label -> Uts46.toUnicode(label)
                        .filter(to -> to.codePoints().allMatch(IdnaComparisonTest::isAllowed))
                        .isPresent())
                .toList();
        assertThat(mapped.stream().filter(label -> !Idna.toAscii(label).equals(Uts46.toAscii(label))))
                .isEmpty();
        assertThat(mapped).hasSizeGreaterThan(4_000);
        reporter.publishEntry("code points mapped as ICU does", Integer.toString(mapped.size()));
    }

    private static boolean isAllowed(int codePoint) {
        return DerivedProperty.of(codePoint) != DerivedProperty.DISALLOWED;
    }

    /** UTS 46 drops these from labels; we refuse them. */
    private static boolean isInvisible(int codePoint) {
        return UCharacter.hasBinaryProperty(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
    }
}
