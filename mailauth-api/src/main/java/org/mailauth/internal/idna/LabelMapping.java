package org.mailauth.internal.idna;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The mapping before encoding: what people type becomes what IDNA2008 allows, as UTS 46 has it for non-transitional
 * processing (RFC 5895 leaves the choice of a mapping open).
 *
 * <p>Code point by code point, without context: case folding and NFKC, then NFC over the whole label. Where UTS 46 drops
 * invisible characters, they are kept here, and so refused later.
 */
final class LabelMapping {
    private static final int DOTLESS_I = 0x131;
    private static final CodePointSet CHEROKEE_CAPITALS = CodePointSet.of("13A0-13F5");

    private LabelMapping() {}

    /** The mapped label; not necessarily a valid one. */
    static String map(String label) {
        StringBuilder mapped = new StringBuilder(label.length());
        label.codePoints().forEach(c -> mapped.append(map(c)));
        return Normalizer.normalize(mapped, Normalizer.Form.NFC);
    }

    /** Whether the mapping leaves the code point alone: the opposite of "Unstable" in RFC 5892 §2.2. */
    static boolean isStable(int codePoint) {
        return map(codePoint).equals(Character.toString(codePoint));
    }

    private static String map(int codePoint) {
        if (isDeviation(codePoint)) {
            return Character.toString(codePoint);
        }
        return compatible(fold(compatible(Character.toString(codePoint))));
    }

    /** The deviations of UTS 46, which IDNA2003 maps away and IDNA2008 keeps: ß, final sigma, and the joiners. */
    private static boolean isDeviation(int codePoint) {
        return codePoint == 0xDF
                || codePoint == 0x3C2
                || codePoint == ContextRules.ZWNJ
                || codePoint == ContextRules.ZWJ;
    }

    private static String compatible(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    private static String fold(String text) {
        StringBuilder folded = new StringBuilder();
        text.codePoints().forEach(c -> folded.append(fold(c)));
        return folded.toString();
    }

    /** Unicode case folding, which the JDK has no method for: upper case, then lower case, with two exceptions. */
    private static String fold(int codePoint) {
        String text = Character.toString(codePoint);
        if (codePoint == DOTLESS_I) {
            return text;
        }
        StringBuilder folded = new StringBuilder();
        // each code point by itself: String.toLowerCase knows a final sigma by its neighbours
        text.toUpperCase(Locale.ROOT).codePoints().forEach(upper -> folded.append(lower(upper)));
        return folded.toString();
    }

    private static String lower(int upper) {
        String text = Character.toString(upper);
        // Cherokee folds to its capitals, which are older in Unicode than its small letters
        return CHEROKEE_CAPITALS.contains(upper) ? text : text.toLowerCase(Locale.ROOT);
    }
}
