package org.mailauth.internal.idna;

/**
 * What IDNA2008 says of one code point: the derived property of RFC 5892 §3, computed from the Unicode data of the
 * running JDK.
 */
enum DerivedProperty {
    /** Allowed everywhere. */
    PVALID,
    /** Allowed where {@link ContextRules} permits. */
    CONTEXTUAL,
    /** Not allowed; so are the code points which the JDK does not know. */
    DISALLOWED;

    // RFC 5892 §2.6, Exceptions (F)
    private static final CodePointSet ALLOWED_EXCEPTIONS = CodePointSet.of("00DF 03C2 06FD-06FE 0F0B 3007");
    private static final CodePointSet CONTEXTO = CodePointSet.of("00B7 0375 05F3-05F4 0660-0669 06F0-06F9 30FB");
    private static final CodePointSet DISALLOWED_EXCEPTIONS = CodePointSet.of("0640 07FA 302E-302F 3031-3035 303B");
    // RFC 5892 §2.3, IgnorableProperties (C): letters and marks with Default_Ignorable_Code_Point
    private static final CodePointSet IGNORABLE =
            CodePointSet.of("034F 115F-1160 17B4-17B5 180B-180F FE00-FE0F E0100-E01EF");
    // RFC 5892 §2.4, IgnorableBlocks (D): marks for symbols and musical symbols
    private static final CodePointSet IGNORABLE_BLOCKS = CodePointSet.of("20D0-20FF 1D100-1D1FF 1D200-1D24F");
    // RFC 5892 §2.9, OldHangulJamo (I): Hangul letters that are not yet composed to syllables
    private static final CodePointSet OLD_HANGUL_JAMO = CodePointSet.of("1100-11FF A960-A97C D7B0-D7C6 D7CB-D7FB");

    static DerivedProperty of(int codePoint) {
        if (ALLOWED_EXCEPTIONS.contains(codePoint)) {
            return PVALID;
        }
        if (CONTEXTO.contains(codePoint) || codePoint == ContextRules.ZWNJ || codePoint == ContextRules.ZWJ) {
            return CONTEXTUAL;
        }
        if (codePoint < 0x80) {
            return isLdh(codePoint) ? PVALID : DISALLOWED;
        }
        boolean refused = !isLetterOrDigit(codePoint)
                || DISALLOWED_EXCEPTIONS.contains(codePoint)
                || IGNORABLE.contains(codePoint)
                || IGNORABLE_BLOCKS.contains(codePoint)
                || OLD_HANGUL_JAMO.contains(codePoint)
                || !LabelMapping.isStable(codePoint);
        return refused ? DISALLOWED : PVALID;
    }

    /** RFC 5892 §2.5, LDH (E): no capitals, they are unstable. */
    private static boolean isLdh(int codePoint) {
        return (codePoint >= 'a' && codePoint <= 'z') || (codePoint >= '0' && codePoint <= '9') || codePoint == '-';
    }

    /** RFC 5892 §2.1, LetterDigits (A); an unassigned code point is of no such category. */
    private static boolean isLetterOrDigit(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.LOWERCASE_LETTER,
                    Character.UPPERCASE_LETTER,
                    Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.MODIFIER_LETTER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }
}
