package org.mailauth.dane;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.dns.DnsRecord;

/** Reads the presentation format of a TLSA record (RFC 6698 §2.2, RFC 7218 §2). */
final class TlsaText {
    /** RDATA has at most 65535 octets (RFC 1035 §3.2.1); the rest is room for blanks. */
    private static final int MAX_TEXT = 4 * 0xFFFF;

    private TlsaText() {}

    static Parsed<TlsaRecord> parse(String text) {
        if (text.length() > MAX_TEXT) {
            return unusable("tlsa.too-long", "RFC 1035 §3.2.1", "a record has at most 65535 octets");
        }
        List<String> words = words(text);
        if (words.size() < 4) {
            return unusable(
                    "tlsa.fields",
                    "RFC 6698 §2.2",
                    "a TLSA record has usage, selector, matching type and hexadecimal digits");
        }
        OptionalInt usage = number(words.get(0), TlsaUsage::of, TlsaUsage::acronym);
        OptionalInt selector = number(words.get(1), TlsaSelector::of, TlsaSelector::acronym);
        OptionalInt type = number(words.get(2), TlsaMatchingType::of, TlsaMatchingType::acronym);
        if (usage.isEmpty() || selector.isEmpty() || type.isEmpty()) {
            return unusable(
                    "tlsa.number",
                    "RFC 6698 §2.2",
                    "usage, selector and matching type are numbers of 0 to 255 or their acronyms");
        }
        String data = String.join("", words.subList(3, words.size()));
        if (data.length() % 2 != 0 || !data.chars().allMatch(HexFormat::isHexDigit)) {
            return unusable(
                    "tlsa.hexadecimal", "RFC 6698 §2.2", "the association data are hexadecimal digits, two an octet");
        }
        return Parsed.of(
                new TlsaRecord(new DnsRecord.Tlsa(usage.getAsInt(), selector.getAsInt(), type.getAsInt(), data)));
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int at = 0; at <= text.length(); at++) {
            boolean blank = at == text.length() || isBlank(text.charAt(at));
            if (!blank && start < 0) {
                start = at;
            } else if (blank && start >= 0) {
                words.add(text.substring(start, at));
                start = -1;
            }
        }
        return words;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private static <E> OptionalInt number(String word, IntFunction<Optional<E>> known, Function<E, String> acronym) {
        if (!word.isEmpty() && word.length() <= 3 && word.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int number = Integer.parseInt(word);
            return number <= 0xFF ? OptionalInt.of(number) : OptionalInt.empty();
        }
        for (int number = 0; known.apply(number).isPresent(); number++) {
            if (acronym.apply(known.apply(number).get()).equalsIgnoreCase(word)) {
                return OptionalInt.of(number);
            }
        }
        return OptionalInt.empty();
    }

    private static Parsed<TlsaRecord> unusable(String code, String reference, String text) {
        return Parsed.unusable(Problem.of(code, reference, text));
    }
}
