package org.mailauth.internal.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Decodes encoded words (RFC 2047) for people to read. What they decode to is text, never syntax: whoever reads a field
 * splits it first. Stateless and thread-safe; no text makes it throw, and time is proportional to its length.
 */
public final class EncodedWords {
    private static final String START = "=?";
    private static final String END = "?=";
    // Those of mail. Asking the JDK for names it does not know searches the class path, once for each word of a
    // stranger.
    private static final Set<String> CHARSETS = Set.of(
            ("us-ascii ascii utf-8 utf8 utf-16 utf-16be utf-16le iso-8859-1 iso-8859-2 iso-8859-3 iso-8859-4 iso-8859-5"
                            + " iso-8859-6 iso-8859-7 iso-8859-8 iso-8859-9 iso-8859-13 iso-8859-15 latin1"
                            + " windows-1250 windows-1251 windows-1252 windows-1253 windows-1254 windows-1255"
                            + " windows-1256 windows-1257 windows-1258 windows-874 windows-31j cp1250 cp1251 cp1252"
                            + " cp437 cp850 cp866 koi8-r koi8-u iso-2022-jp iso-2022-kr shift_jis euc-jp euc-kr"
                            + " ks_c_5601-1987 gb2312 gbk gb18030 big5 big5-hkscs tis-620")
                    .split(" "));

    private EncodedWords() {}

    /**
     * Whether a text is one encoded word, of a character set and an encoding that are known.
     *
     * @param word text without blanks
     * @return true when {@link #decode} changes it
     */
    public static boolean isEncodedWord(String word) {
        return decoded(word).isPresent();
    }

    /**
     * The meaning of one encoded word. The length limit of 75 characters is not held against it, because no reader does.
     *
     * @param word text without blanks
     * @return the decoded text, octets that the character set does not know as U+FFFD; the word itself when it is no
     *     encoded word
     */
    public static String decode(String word) {
        return decoded(word).orElse(word);
    }

    /**
     * A text in which every encoded word, wherever it stands, is replaced by its meaning.
     *
     * @param text anything
     * @return the text as the most generous reader would show it
     */
    public static String decodeAll(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        int at = 0;
        for (int start = text.indexOf(START); start >= 0; start = text.indexOf(START, at)) {
            shown.append(text, at, start);
            int end = endOf(text, start);
            if (end < 0) {
                shown.append(START);
                at = start + START.length();
            } else {
                shown.append(decode(text.substring(start, end)));
                at = end;
            }
        }
        return shown.append(text, at, text.length()).toString();
    }

    /** The place behind the encoded word that starts here: three question marks on, then "?=" before any other "?". */
    static int endOf(String text, int start) {
        int mark = start + 1;
        for (int marks = 0; marks < 3; marks++) {
            mark = indexOfMark(text, mark + 1);
            if (mark < 0) {
                return -1;
            }
        }
        return text.startsWith(END, mark) ? mark + END.length() : -1;
    }

    /** No encoded word holds a blank, so that the search for its end goes no further than the word. */
    private static int indexOfMark(String text, int from) {
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '?') {
                return at;
            }
            if (CharacterClasses.isBlank(c)) {
                return -1;
            }
        }
        return -1;
    }

    private static Optional<String> decoded(String word) {
        if (!word.startsWith(START) || word.length() < 8 || endOf(word, 0) != word.length()) {
            return Optional.empty();
        }
        int charsetEnd = word.indexOf('?', START.length());
        String encoding = word.substring(charsetEnd + 1, word.indexOf('?', charsetEnd + 1));
        String payload = word.substring(charsetEnd + encoding.length() + 2, word.length() - END.length());
        Optional<byte[]> octets = octets(encoding, payload);
        return octets.flatMap(bytes ->
                charset(word.substring(START.length(), charsetEnd)).map(charset -> new String(bytes, charset)));
    }

    /**
     * The character set of a name that mail uses.
     *
     * @param name in any case, as an encoded word has it, possibly with a language behind a star
     * @return empty for names that no mail should have
     */
    public static Optional<Charset> charset(String name) {
        // RFC 2231 §5: a language may follow the character set.
        int star = name.indexOf('*');
        String known = (star < 0 ? name : name.substring(0, star)).toLowerCase(Locale.ROOT);
        // A small run-time image may lack the module with the rarer ones.
        return CHARSETS.contains(known) && Charset.isSupported(known)
                ? Optional.of(Charset.forName(known))
                : Optional.empty();
    }

    static Optional<byte[]> octets(String encoding, String payload) {
        if (encoding.equals("Q") || encoding.equals("q")) {
            return Optional.of(quotedPrintable(payload));
        }
        if (encoding.equals("B") || encoding.equals("b")) {
            return base64(payload);
        }
        return Optional.empty();
    }

    private static Optional<byte[]> base64(String payload) {
        try {
            return Optional.of(Base64.getDecoder().decode(payload));
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    /** RFC 2047 §4.2; an equals sign that starts no octet stands for itself. */
    private static byte[] quotedPrintable(String payload) {
        byte[] written = payload.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream octets = new ByteArrayOutputStream(written.length);
        for (int at = 0; at < written.length; at++) {
            int high = at + 2 < written.length ? Character.digit(written[at + 1], 16) : -1;
            int low = high >= 0 ? Character.digit(written[at + 2], 16) : -1;
            if (written[at] == '=' && low >= 0) {
                octets.write(high * 16 + low);
                at += 2;
            } else {
                octets.write(written[at] == '_' ? ' ' : written[at]);
            }
        }
        return octets.toByteArray();
    }
}
