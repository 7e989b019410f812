package org.mailauth.testkit;

/** Reads a character-string of a master file: undoes {@code \X} and {@code \DDD} (RFC 1035 §5.1). */
final class ZoneString {
    private ZoneString() {}

    static String read(ZoneToken token) throws ZoneSyntaxException {
        String text = token.text();
        StringBuilder string = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
                c = escaped(token, at);
                at += isDigit(text.charAt(at)) ? 2 : 0;
            }
            if (c > 0xFF) {
                throw token.error("zone.character", "RFC 1035 §5.1", "a character of the string is no octet");
            }
            string.append(c);
        }
        return string.toString();
    }

    private static char escaped(ZoneToken token, int at) throws ZoneSyntaxException {
        String text = token.text();
        if (at < text.length() && !isDigit(text.charAt(at))) {
            return text.charAt(at);
        }
        int octet = 0;
        for (int digit = at; digit < at + 3; digit++) {
            if (digit >= text.length() || !isDigit(text.charAt(digit))) {
                throw noEscape(token);
            }
            octet = 10 * octet + text.charAt(digit) - '0';
        }
        if (octet > 0xFF) {
            throw noEscape(token);
        }
        return (char) octet;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static ZoneSyntaxException noEscape(ZoneToken token) {
        return token.error(
                "zone.escape", "RFC 1035 §5.1", "a backslash is followed by a character, or by three digits up to 255");
    }
}
