package org.mailauth.internal.tag;

/**
 * One tag of a tag list.
 *
 * @param name the tag's name, case as written
 * @param value the value without the white space around it; folds inside are kept; one octet a character
 * @param rawStart where the raw value starts: the octet behind the equals sign
 * @param rawEnd where the raw value ends, white space included: at the semicolon or the end of the list
 */
public record Tag(String name, String value, int rawStart, int rawEnd) {

    /**
     * The value with all white space removed, as base64 and lists are read.
     *
     * @return one octet a character
     */
    public String valueWithoutSpace() {
        int kept = 0;
        while (kept < value.length() && !isSpace(value.charAt(kept))) {
            kept++;
        }
        if (kept == value.length()) {
            return value;
        }
        StringBuilder packed = new StringBuilder(value.length()).append(value, 0, kept);
        for (int at = kept; at < value.length(); at++) {
            char c = value.charAt(at);
            if (!isSpace(c)) {
                packed.append(c);
            }
        }
        return packed.toString();
    }

    static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}
