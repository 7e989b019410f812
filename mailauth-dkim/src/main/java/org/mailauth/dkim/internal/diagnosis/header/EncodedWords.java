package org.mailauth.dkim.internal.diagnosis.header;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Encoded words (RFC 2047) that were decoded, made, or encoded otherwise: another letter, case or character set. */
final class EncodedWords implements ValueChange {
    private static final String DIGITS = "0123456789ABCDEF";
    private static final List<String> CHARSETS = List.of("utf-8", "UTF-8", "iso-8859-1", "ISO-8859-1");

    @Override
    public List<Former> former(FieldText field) {
        String value = field.unfolded();
        boolean encoded = value.contains("=?");
        if (!encoded && isAscii(value)) {
            return List.of();
        }
        String decoded = decoded(value);
        Set<String> values = new LinkedHashSet<>();
        values.add(octets(decoded));
        for (String charset : CHARSETS) {
            addEncoded(decoded, charset, values);
        }
        // Each word on its own: in a list of mailboxes the names are encoded and the addresses are not.
        for (String charset : CHARSETS) {
            values.add(eachWord(value, charset, 'Q'));
            values.add(eachWord(value, charset, 'q'));
            values.add(eachWord(value, charset, 'B'));
            values.add(eachWord(value, charset, 'b'));
        }
        List<Former> formers = new ArrayList<>();
        values.forEach(one -> formers.add(new Former(one, false)));
        return formers;
    }

    private static void addEncoded(String text, String charset, Set<String> values) {
        for (char letter : new char[] {'Q', 'q', 'B', 'b'}) {
            String word = word(text, charset, letter);
            if (!word.isEmpty()) {
                values.add(word);
            }
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /** Text as UTF-8, one octet a character. */
    private static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** The value with every word decoded; blanks between two words go (RFC 2047 §6.2). */
    private static String decoded(String value) {
        return rewritten(value, (text, word) -> text);
    }

    private static String eachWord(String value, String charset, char letter) {
        return rewritten(value, (text, word) -> {
            String made = word(text, charset, letter);
            return made.isEmpty() ? word : made;
        });
    }

    /** What becomes of a word. */
    private interface Rewriting {
        String of(String text, String word);
    }

    private static String rewritten(String value, Rewriting rewriting) {
        StringBuilder out = new StringBuilder();
        StringBuilder words = new StringBuilder();
        int wordsStart = -1;
        int at = 0;
        int plain = 0;
        while (at < value.length()) {
            int end = value.startsWith("=?", at) ? endOfWord(value, at) : -1;
            String text = end < 0 ? null : textOf(value.substring(at, end));
            if (text == null) {
                at++;
                continue;
            }
            boolean joins = wordsStart >= 0 && value.substring(plain, at).isBlank();
            if (!joins) {
                flush(out, words, value, wordsStart, plain, rewriting);
                out.append(utf8(value.substring(plain, at)));
                wordsStart = at;
            }
            words.append(text);
            at = end;
            plain = end;
        }
        flush(out, words, value, wordsStart, plain, rewriting);
        return out.append(utf8(value.substring(plain))).toString();
    }

    private static void flush(
            StringBuilder out, StringBuilder words, String value, int from, int to, Rewriting rewriting) {
        if (words.length() > 0) {
            out.append(rewriting.of(words.toString(), value.substring(from, to)));
            words.setLength(0);
        }
    }

    /** Raw octets between words, read as UTF-8. */
    private static String utf8(String octets) {
        return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** The place behind a word {@code =?charset?letter?text?=}; -1 when none starts here. */
    private static int endOfWord(String value, int start) {
        int letter = value.indexOf('?', start + 2);
        if (letter < 0 || letter + 3 > value.length() || value.charAt(letter + 2) != '?') {
            return -1;
        }
        int end = value.indexOf("?=", letter + 3);
        return end < 0 ? -1 : end + 2;
    }

    private static @Nullable String textOf(String word) {
        int letter = word.indexOf('?', 2);
        String charset = word.substring(2, letter);
        int language = charset.indexOf('*');
        String content = word.substring(letter + 3, word.length() - 2);
        try {
            byte[] octets = Character.toLowerCase(word.charAt(letter + 1)) == 'b'
                    ? Base64.getDecoder().decode(content)
                    : unescaped(content);
            return Charset.forName(language < 0 ? charset : charset.substring(0, language))
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException | IllegalCharsetNameException | UnsupportedCharsetException notReadable) {
            return null;
        } catch (IllegalArgumentException noBase64) {
            return null;
        }
    }

    private static byte[] unescaped(String content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < content.length(); at++) {
            char c = content.charAt(at);
            int high = c == '=' && at + 2 < content.length() ? digit(content.charAt(at + 1)) : -1;
            int low = high < 0 ? -1 : digit(content.charAt(at + 2));
            if (low >= 0) {
                out.write(16 * high + low);
                at += 2;
            } else {
                out.write(c == '_' ? ' ' : c);
            }
        }
        return out.toByteArray();
    }

    private static int digit(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    /** One word of a text; empty when the character set cannot hold it. */
    private static String word(String text, String charset, char letter) {
        byte[] octets;
        try {
            ByteBuffer encoded = Charset.forName(charset).newEncoder().encode(CharBuffer.wrap(text));
            octets = new byte[encoded.remaining()];
            encoded.get(octets);
        } catch (CharacterCodingException otherText) {
            return "";
        }
        String content = letter == 'B' || letter == 'b' ? Base64.getEncoder().encodeToString(octets) : escaped(octets);
        return "=?" + charset + "?" + letter + "?" + content + "?=";
    }

    // RFC 2047 §4.2 and §5 rule 3: a blank is an underline; what stays in every place are letters, digits and ! * + -
    // /.
    private static String escaped(byte[] octets) {
        StringBuilder out = new StringBuilder();
        for (byte octet : octets) {
            boolean letter = (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z');
            if (octet == ' ') {
                out.append('_');
            } else if (letter || (octet >= '0' && octet <= '9') || "!*+-/".indexOf(octet) >= 0) {
                out.append((char) octet);
            } else {
                out.append('=').append(DIGITS.charAt((octet & 0xFF) >> 4)).append(DIGITS.charAt(octet & 0xF));
            }
        }
        return out.toString();
    }
}
