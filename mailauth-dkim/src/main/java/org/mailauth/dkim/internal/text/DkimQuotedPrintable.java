package org.mailauth.dkim.internal.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The encodings of {@code i=} and {@code z=} (RFC 6376 §2.11), where white space means nothing, and of {@code n=} in key
 * records (RFC 2045 §6.7), where blanks are text. In both, {@code =3B} is an octet.
 */
public final class DkimQuotedPrintable {
    private DkimQuotedPrintable() {}

    /**
     * Decodes text of one octet a character into UTF-8 text.
     *
     * @param encoded the value of a tag
     * @return empty where an equals sign is followed by no octet
     */
    public static Optional<String> decode(String encoded) {
        return decode(encoded, false);
    }

    /**
     * The same for the notes of a key record: blanks are kept.
     *
     * @param encoded the value of a tag
     * @return empty where an equals sign is followed by no octet
     */
    public static Optional<String> decodeText(String encoded) {
        return decode(encoded, true);
    }

    private static Optional<String> decode(String encoded, boolean keepingBlanks) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(encoded.length());
        for (int at = 0; at < encoded.length(); at++) {
            char c = encoded.charAt(at);
            if (c == '=') {
                int octet = at + 2 < encoded.length() ? hex(encoded.charAt(at + 1), encoded.charAt(at + 2)) : -1;
                if (octet < 0) {
                    return Optional.empty();
                }
                octets.write(octet);
                at += 2;
            } else if (c > ' ' || (keepingBlanks && (c == ' ' || c == '\t'))) {
                octets.write(c);
            }
        }
        return Optional.of(octets.toString(StandardCharsets.UTF_8));
    }

    /**
     * Encodes text so that it can stand in a tag: everything but visible ASCII other than {@code = ; |} is escaped.
     *
     * @param text any
     * @return visible ASCII
     */
    public static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet > ' ' && octet < 0x7F && octet != '=' && octet != ';' && octet != '|') {
                encoded.append((char) octet);
            } else {
                encoded.append('=').append(HexFormat.of().withUpperCase().toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    private static int hex(char high, char low) {
        int first = digit(high);
        int second = digit(low);
        return first < 0 || second < 0 ? -1 : 16 * first + second;
    }

    // RFC 2045 §6.7 has upper case; lower case is read, too, as many writers use it.
    private static int digit(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }
}
