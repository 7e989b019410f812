package org.mailauth.internal.idna;

import java.text.Normalizer;

/** The rules for a U-label, RFC 5891 §4.2: no mapping, the label must be right as it stands. */
final class ULabel {
    private ULabel() {}

    /** Decides whether a label is valid; one in ASCII can be, too. Its encoded length is for the caller to judge. */
    static boolean isValid(String label) {
        // RFC 5890 §2.3.2.1: a U-label is in Unicode Normalization Form C
        if (label.isEmpty() || hasMisplacedHyphen(label) || !Normalizer.isNormalized(label, Normalizer.Form.NFC)) {
            return false;
        }
        int[] codePoints = label.codePoints().toArray();
        // RFC 5891 §4.2.3.2: a combining mark would join with the dot before it
        return !isCombiningMark(codePoints[0]) && allAllowed(codePoints) && BidiRule.isSatisfiedBy(codePoints);
    }

    /** RFC 5891 §4.2.3.1: hyphens neither at the ends nor in the third and fourth place, which mark A-labels. */
    private static boolean hasMisplacedHyphen(String label) {
        return label.startsWith("-") || label.endsWith("-") || label.startsWith("--", 2);
    }

    private static boolean isCombiningMark(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }

    // RFC 5891 §4.2.2 and §4.2.3.3
    private static boolean allAllowed(int[] label) {
        for (int at = 0; at < label.length; at++) {
            boolean allowed = switch (DerivedProperty.of(label[at])) {
                case PVALID -> true;
                case CONTEXTUAL -> ContextRules.permit(label, at);
                case DISALLOWED -> false;
            };
            if (!allowed) {
                return false;
            }
        }
        return true;
    }
}
