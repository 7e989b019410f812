package org.mailauth.internal.idna;

import java.util.Arrays;

/**
 * The bidi rule of RFC 5893 §2 for a label by itself.
 *
 * <p>It binds labels with a right-to-left character only. Such a label that began with a left-to-right character would
 * break condition 5, so that conditions 5 and 6 need no code.
 */
final class BidiRule {
    // NSM to some JDK, but L since Unicode 14 (1734, 1171E) or later
    private static final CodePointSet LEFT_TO_RIGHT_MARKS = CodePointSet.of("1734 1B3A 1B3C 1B42 1171E");

    private BidiRule() {}

    static boolean isSatisfiedBy(int[] label) {
        if (Arrays.stream(label).noneMatch(BidiRule::isRightToLeft)) {
            return true;
        }
        // RFC 5893 §2 condition 1: the first character is R or AL
        byte first = Character.getDirectionality(label[0]);
        return isStrongRightToLeft(first)
                && Arrays.stream(label).allMatch(BidiRule::isAllowedInRightToLeft)
                && endsRightToLeft(label)
                && !mixesNumbers(label);
    }

    private static boolean isRightToLeft(int codePoint) {
        byte direction = Character.getDirectionality(codePoint);
        return isStrongRightToLeft(direction) || direction == Character.DIRECTIONALITY_ARABIC_NUMBER;
    }

    private static boolean isStrongRightToLeft(byte direction) {
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }

    // RFC 5893 §2 condition 2
    private static boolean isAllowedInRightToLeft(int codePoint) {
        if (LEFT_TO_RIGHT_MARKS.contains(codePoint)) {
            return false;
        }
        return switch (Character.getDirectionality(codePoint)) {
            case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
                    Character.DIRECTIONALITY_ARABIC_NUMBER,
                    Character.DIRECTIONALITY_EUROPEAN_NUMBER,
                    Character.DIRECTIONALITY_EUROPEAN_NUMBER_SEPARATOR,
                    Character.DIRECTIONALITY_COMMON_NUMBER_SEPARATOR,
                    Character.DIRECTIONALITY_EUROPEAN_NUMBER_TERMINATOR,
                    Character.DIRECTIONALITY_OTHER_NEUTRALS,
                    Character.DIRECTIONALITY_BOUNDARY_NEUTRAL,
                    Character.DIRECTIONALITY_NONSPACING_MARK -> true;
            default -> false;
        };
    }

    // RFC 5893 §2 condition 3: marks aside, the last character is R, AL, EN or AN
    private static boolean endsRightToLeft(int[] label) {
        int last = label.length - 1;
        while (last > 0 && Character.getDirectionality(label[last]) == Character.DIRECTIONALITY_NONSPACING_MARK) {
            last--;
        }
        byte direction = Character.getDirectionality(label[last]);
        return isStrongRightToLeft(direction)
                || direction == Character.DIRECTIONALITY_EUROPEAN_NUMBER
                || direction == Character.DIRECTIONALITY_ARABIC_NUMBER;
    }

    // RFC 5893 §2 condition 4: EN and AN not together
    private static boolean mixesNumbers(int[] label) {
        return hasAny(label, Character.DIRECTIONALITY_EUROPEAN_NUMBER)
                && hasAny(label, Character.DIRECTIONALITY_ARABIC_NUMBER);
    }

    private static boolean hasAny(int[] label, byte direction) {
        return Arrays.stream(label).anyMatch(c -> Character.getDirectionality(c) == direction);
    }
}
