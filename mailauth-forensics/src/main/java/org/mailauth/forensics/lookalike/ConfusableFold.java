package org.mailauth.forensics.lookalike;

import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;

/**
 * Brings texts that look alike to the same letters, in three strengths. Immutable and thread-safe; no text makes it
 * throw, and only the first {@value #MAX_LENGTH} chars of a text count.
 */
final class ConfusableFold {
    /** The skeleton of a long run of combining marks takes quadratic time; no label and hardly a name is longer. */
    static final int MAX_LENGTH = 512;

    private final SpoofChecker checker =
            new SpoofChecker.Builder().setChecks(SpoofChecker.CONFUSABLE).build();
    private final Normalizer2 caseless = Normalizer2.getNFKCCasefoldInstance();
    private final Normalizer2 decomposed = Normalizer2.getNFDInstance();

    /** The letters as spelled: without case and width, marks and Hangul syllables taken apart. */
    String spelled(String text) {
        return decomposed.normalize(caseless.normalize(bounded(text)));
    }

    /** What a reader sees by Unicode's table of confusables. */
    String skeleton(String text) {
        // UTS 39 §4: the skeleton keeps the case. Names of domains have none, and I without case is i and no longer l.
        return checker.getSkeleton(caseless.normalize(bounded(text)));
    }

    /** What a hurried reader sees: i, l and 1 are one letter, 0 and o, rn and m, vv and w, and marks do not count. */
    String fold(String text) {
        String skeleton = caseless.normalize(skeleton(text));
        String apart = decomposed.normalize(skeleton);
        StringBuilder folded = new StringBuilder(apart.length());
        for (int at = 0; at < apart.length(); at++) {
            char c = apart.charAt(at);
            if (c < '\u0300' || c > '\u036F') {
                append(folded, c);
            }
        }
        return folded.toString();
    }

    private static void append(StringBuilder folded, char c) {
        int last = folded.length() - 1;
        char before = last < 0 ? ' ' : folded.charAt(last);
        if (c == 'n' && before == 'r') {
            folded.setCharAt(last, 'm');
        } else if (c == 'v' && before == 'v') {
            folded.setCharAt(last, 'w');
        } else {
            folded.append(
                    switch (c) {
                        case 'i', '1', '|' -> 'l';
                        case '0' -> 'o';
                        default -> c;
                    });
        }
    }

    private static String bounded(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
    }
}
