package org.mailauth.forensics.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mailauth.internal.text.EncodedWords;

/** Puts the parameters of a field together from their sections (RFC 2231). Text has a character for each octet. */
final class ParameterSections {
    private static final int MAX_DIGITS = 4;

    private final List<MimeParameter> parameters = new ArrayList<>();
    private final Map<String, Pieces> extended = new LinkedHashMap<>();

    /** The sections of one parameter by their number. */
    private static final class Pieces {
        private final NavigableMap<Integer, Section> byNumber = new TreeMap<>();
        private boolean ambiguous;
        private int start = Integer.MAX_VALUE;
        private int end;
    }

    private record Section(String text, boolean isEncoded) {}

    /** A parameter as written, its name in lower case. */
    void add(String name, String text, int start, int end) {
        int star = name.indexOf('*');
        int number = star < 0 ? -1 : number(name, star);
        if (number < 0) {
            parameters.add(new MimeParameter(
                    name,
                    new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8),
                    true,
                    false,
                    start,
                    end));
            return;
        }
        Pieces pieces = extended.computeIfAbsent(name.substring(0, star), unused -> new Pieces());
        @Nullable Section before = pieces.byNumber.putIfAbsent(number, new Section(text, name.endsWith("*")));
        pieces.ambiguous |= before != null && !before.text().equals(text);
        pieces.start = Math.min(pieces.start, start);
        pieces.end = Math.max(pieces.end, end);
    }

    /** RFC 2231 §7: "*", "*0", "*0*", "*1" and so on; -1 for anything else. */
    private static int number(String name, int star) {
        int end = name.length() > star + 1 && name.endsWith("*") ? name.length() - 1 : name.length();
        String digits = name.substring(star + 1, end);
        if (digits.isEmpty()) {
            return name.length() == star + 1 ? 0 : -1;
        }
        boolean number = digits.length() <= MAX_DIGITS && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Integer.parseInt(digits) : -1;
    }

    List<MimeParameter> parameters() {
        List<MimeParameter> all = new ArrayList<>(parameters);
        extended.forEach((name, pieces) -> all.add(
                new MimeParameter(name, text(pieces.byNumber), false, pieces.ambiguous, pieces.start, pieces.end)));
        return all;
    }

    /** RFC 2231 §3: from section 0 on, up to the first that is missing. */
    private static String text(NavigableMap<Integer, Section> sections) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        Charset charset = StandardCharsets.UTF_8;
        int next = 0;
        for (Map.Entry<Integer, Section> entry : sections.entrySet()) {
            if (entry.getKey() != next) {
                break;
            }
            Section section = entry.getValue();
            String text = section.text();
            if (next == 0 && section.isEncoded()) {
                // RFC 2231 §4: the character set and the language come first.
                int first = text.indexOf('\'');
                int second = text.indexOf('\'', first + 1);
                if (first >= 0 && second > first) {
                    charset = EncodedWords.charset(text.substring(0, first)).orElse(charset);
                    text = text.substring(second + 1);
                }
            }
            write(text, section.isEncoded(), octets);
            next++;
        }
        return octets.toString(charset);
    }

    private static void write(String text, boolean encoded, ByteArrayOutputStream octets) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            int high = encoded && c == '%' && at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
            int low = high >= 0 ? Character.digit(text.charAt(at + 2), 16) : -1;
            if (low >= 0) {
                octets.write(high * 16 + low);
                at += 2;
            } else {
                octets.write(c);
            }
        }
    }
}
