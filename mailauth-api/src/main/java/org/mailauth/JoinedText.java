package org.mailauth;

import java.util.List;

/**
 * A text in pieces, which is compared with whole texts without being joined. Immutable.
 *
 * @param pieces the text
 * @param length how many characters it has
 * @param hash what {@link String#hashCode()} would be
 */
record JoinedText(List<String> pieces, int length, int hash) {
    static JoinedText of(List<String> pieces) {
        int length = 0;
        int hash = 0;
        for (int at = 0; at < pieces.size(); at++) {
            String piece = pieces.get(at);
            // the hash of a text is a polynomial of 31: what stands before a piece moves up by as many places
            hash = hash * powerOf31(piece.length()) + piece.hashCode();
            length += piece.length();
        }
        return new JoinedText(pieces, length, hash);
    }

    private static int powerOf31(int exponent) {
        int power = 1;
        int square = 31;
        for (int left = exponent; left > 0; left >>= 1) {
            power *= (left & 1) == 0 ? 1 : square;
            square *= square;
        }
        return power;
    }

    /** Whether the pieces with nothing between are a text. */
    boolean is(String text) {
        if (text.length() != length) {
            return false;
        }
        int from = 0;
        for (int at = 0; at < pieces.size(); at++) {
            if (!text.startsWith(pieces.get(at), from)) {
                return false;
            }
            from += pieces.get(at).length();
        }
        return true;
    }
}
