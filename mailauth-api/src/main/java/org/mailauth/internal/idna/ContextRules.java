package org.mailauth.internal.idna;

import java.lang.Character.UnicodeScript;
import java.util.Arrays;

/** The contextual rules of RFC 5892 Appendix A, for the code points that are allowed only beside certain others. */
final class ContextRules {
    static final int ZWNJ = 0x200C;
    static final int ZWJ = 0x200D;

    // stands for the neighbour that the first and the last code point have not; no label may hold it
    private static final int NONE = 0;

    private ContextRules() {}

    /** Decides whether a contextual code point may stand at its place; false for all that have no rule. */
    static boolean permit(int[] label, int at) {
        int before = at > 0 ? label[at - 1] : NONE;
        int after = at + 1 < label.length ? label[at + 1] : NONE;
        return switch (label[at]) {
            // RFC 5892 A.1: after a virama, or between letters that would join without it
            case ZWNJ -> Joining.isVirama(before) || breaksJoin(label, at);
            // RFC 5892 A.2: after a virama
            case ZWJ -> Joining.isVirama(before);
            // RFC 5892 A.3: MIDDLE DOT between two l, as in Catalan
            case 0xB7 -> before == 'l' && after == 'l';
            // RFC 5892 A.4: GREEK KERAIA before a Greek letter
            case 0x375 -> isOf(after, UnicodeScript.GREEK);
            // RFC 5892 A.5 and A.6: HEBREW GERESH and GERSHAYIM after a Hebrew letter
            case 0x5F3, 0x5F4 -> isOf(before, UnicodeScript.HEBREW);
            // RFC 5892 A.7: KATAKANA MIDDLE DOT in a label with some Japanese character
            case 0x30FB -> Arrays.stream(label).anyMatch(ContextRules::isJapanese);
            // RFC 5892 A.8 and A.9: the two sets of Arabic digits are not mixed
            default ->
                isArabicIndicDigit(label[at])
                        ? Arrays.stream(label).noneMatch(ContextRules::isExtendedArabicIndicDigit)
                        : isExtendedArabicIndicDigit(label[at])
                                && Arrays.stream(label).noneMatch(ContextRules::isArabicIndicDigit);
        };
    }

    /** RFC 5892 A.1: the joining types {@code (L|D) T* ZWNJ T* (R|D)}. */
    private static boolean breaksJoin(int[] label, int at) {
        int before = at - 1;
        while (before >= 0 && Joining.isTransparent(label[before])) {
            before--;
        }
        int after = at + 1;
        while (after < label.length && Joining.isTransparent(label[after])) {
            after++;
        }
        return before >= 0
                && after < label.length
                && Joining.joinsNext(label[before])
                && Joining.joinsPrevious(label[after]);
    }

    private static boolean isJapanese(int codePoint) {
        return isOf(codePoint, UnicodeScript.HIRAGANA)
                || isOf(codePoint, UnicodeScript.KATAKANA)
                || isOf(codePoint, UnicodeScript.HAN);
    }

    private static boolean isArabicIndicDigit(int codePoint) {
        return codePoint >= 0x660 && codePoint <= 0x669;
    }

    private static boolean isExtendedArabicIndicDigit(int codePoint) {
        return codePoint >= 0x6F0 && codePoint <= 0x6F9;
    }

    private static boolean isOf(int codePoint, UnicodeScript script) {
        return UnicodeScript.of(codePoint) == script;
    }
}
