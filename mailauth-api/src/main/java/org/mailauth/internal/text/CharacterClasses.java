package org.mailauth.internal.text;

/** Which characters the mail standards allow where; RFC 6532 §3.2 adds every non-ASCII character to most classes. */
public final class CharacterClasses {
    private static final String ATEXT_SPECIALS = "!#$%&'*+-/=?^_`{|}~";
    private static final String TSPECIALS = "()<>@,;:\\\"/[]?=";

    private CharacterClasses() {}

    /**
     * Blank or tab.
     *
     * @param c a character
     * @return true for WSP
     */
    public static boolean isBlank(int c) {
        return c == ' ' || c == '\t';
    }

    /**
     * 0 to 9, of no other script.
     *
     * @param c a character
     * @return true for DIGIT
     */
    public static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /**
     * ASCII letter or digit.
     *
     * @param c a character
     * @return true for Let-dig (RFC 5321 §4.1.2)
     */
    public static boolean isLetterOrDigit(int c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /**
     * What an atom consists of (RFC 5322 §3.2.3, RFC 6532 §3.2).
     *
     * @param c a character
     * @return true for atext
     */
    public static boolean isAtext(int c) {
        return c >= 0x80 || isLetterOrDigit(c) || (c >= 0 && ATEXT_SPECIALS.indexOf(c) >= 0);
    }

    /**
     * What a MIME token consists of (RFC 2045 §5.1), with the non-ASCII characters of internationalized mail.
     *
     * @param c a character
     * @return true for a token character
     */
    public static boolean isToken(int c) {
        return c >= 0x80 || (c > ' ' && c < 0x7F && TSPECIALS.indexOf(c) < 0);
    }

    /**
     * Whether a non-ASCII character is a letter, digit or mark: one that may stand outside of quotes without misleading
     * a reader that knows more kinds of white space than the standards do.
     *
     * @param codePoint a code point
     * @return true for letters, digits and marks beyond ASCII
     */
    public static boolean isForeignLetter(int codePoint) {
        int type = Character.getType(codePoint);
        return codePoint >= 0x80
                && (Character.isLetterOrDigit(codePoint)
                        || type == Character.NON_SPACING_MARK
                        || type == Character.COMBINING_SPACING_MARK);
    }

    /**
     * Finds the first character that has no place in one line of header text: controls except the tab, characters that
     * some readers take for a line end (U+0085, U+2028, U+2029), halves of a surrogate pair, and U+FFFD, which stands
     * for octets that are not UTF-8.
     *
     * @param text anything
     * @return its index, or -1 when there is none
     */
    public static int indexOfNonText(String text) {
        int at = 0;
        // Most texts are printable ASCII, for which two comparisons a character will do.
        while (at < text.length() && text.charAt(at) >= ' ' && text.charAt(at) < 0x7F) {
            at++;
        }
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            if (!isText(codePoint)) {
                return at;
            }
            at += Character.charCount(codePoint);
        }
        return -1;
    }

    private static boolean isText(int codePoint) {
        if (codePoint >= ' ' && codePoint < 0x7F) {
            return true;
        }
        return codePoint == '\t'
                || (!Character.isISOControl(codePoint)
                        && codePoint != 0x2028
                        && codePoint != 0x2029
                        && codePoint != 0xFFFD
                        && Character.getType(codePoint) != Character.SURROGATE);
    }

    /**
     * Whether a text is ASCII.
     *
     * @param text anything
     * @return true when no character lies beyond U+007F
     */
    public static boolean isAscii(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
