package org.mailauth.internal.idna;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterEnums.ECharacterCategory;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

class DerivedPropertyTest {
    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();

    @Test
    void everyKnownCodePointHasThePropertyThatRfc5892DerivesFromIcuData(TestReporter reporter) {
        int[] known = IntStream.concat(IntStream.range(0, 0x80), Uts46.knownCodePoints())
                .toArray();
        assertThat(IntStream.of(known)
                        .filter(c -> DerivedProperty.of(c) != derive(c))
                        .mapToObj(Integer::toHexString))
                .isEmpty();
        long allowed = IntStream.of(known)
                .filter(c -> derive(c) == DerivedProperty.PVALID)
                .count();
        assertThat(allowed).isGreaterThan(120_000);
        reporter.publishEntry("code points compared, of them PVALID", known.length + ", " + allowed);
    }

    @Test
    void codePointsUnknownToTheJdkPrivateOrHalvedAreDisallowed() {
        IntStream others = IntStream.rangeClosed(0x80, Character.MAX_CODE_POINT).filter(c -> !Uts46.isKnown(c));
        assertThat(others.filter(c -> DerivedProperty.of(c) != DerivedProperty.DISALLOWED))
                .isEmpty();
    }

    /** RFC 5892 §3, in its order, over ICU's properties. */
    private static DerivedProperty derive(int c) {
        if (Set.of(0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007).contains(c)) {
            return DerivedProperty.PVALID;
        }
        if (Set.of(0xB7, 0x375, 0x5F3, 0x5F4, 0x30FB).contains(c)
                || (c >= 0x660 && c <= 0x669)
                || (c >= 0x6F0 && c <= 0x6F9)) {
            return DerivedProperty.CONTEXTUAL;
        }
        if (Set.of(0x640, 0x7FA, 0x302E, 0x302F, 0x303B).contains(c) || (c >= 0x3031 && c <= 0x3035)) {
            return DerivedProperty.DISALLOWED;
        }
        if (c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')) {
            return DerivedProperty.PVALID;
        }
        if (UCharacter.hasBinaryProperty(c, UProperty.JOIN_CONTROL)) {
            return DerivedProperty.CONTEXTUAL;
        }
        boolean disallowed = isUnstable(c) || isIgnorable(c) || isOldHangulJamo(c) || !isLetterOrDigit(c);
        return disallowed ? DerivedProperty.DISALLOWED : DerivedProperty.PVALID;
    }

    private static boolean isUnstable(int c) {
        String text = Character.toString(c);
        return !NFKC.normalize(UCharacter.foldCase(NFKC.normalize(text), true)).equals(text);
    }

    private static boolean isIgnorable(int c) {
        int block = UCharacter.UnicodeBlock.of(c).getID();
        return UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
                || UCharacter.hasBinaryProperty(c, UProperty.WHITE_SPACE)
                || UCharacter.hasBinaryProperty(c, UProperty.NONCHARACTER_CODE_POINT)
                || block == UCharacter.UnicodeBlock.COMBINING_MARKS_FOR_SYMBOLS_ID
                || block == UCharacter.UnicodeBlock.MUSICAL_SYMBOLS_ID
                || block == UCharacter.UnicodeBlock.ANCIENT_GREEK_MUSICAL_NOTATION_ID;
    }

    private static boolean isOldHangulJamo(int c) {
        int type = UCharacter.getIntPropertyValue(c, UProperty.HANGUL_SYLLABLE_TYPE);
        return type == UCharacter.HangulSyllableType.LEADING_JAMO
                || type == UCharacter.HangulSyllableType.VOWEL_JAMO
                || type == UCharacter.HangulSyllableType.TRAILING_JAMO;
    }

    private static boolean isLetterOrDigit(int c) {
        return switch ((byte) UCharacter.getType(c)) {
            case ECharacterCategory.LOWERCASE_LETTER,
                    ECharacterCategory.UPPERCASE_LETTER,
                    ECharacterCategory.OTHER_LETTER,
                    ECharacterCategory.MODIFIER_LETTER,
                    ECharacterCategory.DECIMAL_DIGIT_NUMBER,
                    ECharacterCategory.NON_SPACING_MARK,
                    ECharacterCategory.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }
}
