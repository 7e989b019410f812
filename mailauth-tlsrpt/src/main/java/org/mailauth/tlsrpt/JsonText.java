package org.mailauth.tlsrpt;

/** Texts that I-JSON can hold (RFC 7493 §2.1): no halves of surrogate pairs and no noncharacters. */
final class JsonText {
    private static final char REPLACEMENT = '\uFFFD';

    private JsonText() {}

    static boolean isSound(String text) {
        for (int at = 0; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            if (!isSound(codePoint)) {
                return false;
            }
            at += Character.charCount(codePoint);
        }
        return true;
    }

    /** The text with U+FFFD for each code point that I-JSON does not allow; the same when there is none. */
    static String sound(String text) {
        if (isSound(text)) {
            return text;
        }
        StringBuilder sound = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> sound.appendCodePoint(isSound(codePoint) ? codePoint : REPLACEMENT));
        return sound.toString();
    }

    private static boolean isSound(int codePoint) {
        boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        boolean noncharacter = (codePoint >= 0xFDD0 && codePoint <= 0xFDEF) || (codePoint & 0xFFFE) == 0xFFFE;
        return !surrogate && !noncharacter;
    }
}
