package org.mailauth.spf;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Macros once more, as RFC 7208 §7 is read aloud: regular expressions and lists, and no thought of cost. */
final class NaiveMacros {
    private static final Pattern MACRO =
            Pattern.compile("%(?:([%_-])|\\{([slodiphvcrtSLODIPHVCRT])([0-9]*)([rR]?)([.\\-+,/_=]*)\\})");

    private final Map<String, String> values;

    private NaiveMacros(Map<String, String> values) {
        this.values = values;
    }

    static NaiveMacros of(
            InetAddress ip,
            String localPart,
            String senderDomain,
            String currentDomain,
            String validated,
            String helo) {
        byte[] octets = ip.getAddress();
        boolean four = octets.length == 4;
        List<String> pieces = new ArrayList<>();
        for (byte octet : octets) {
            if (four) {
                pieces.add(String.valueOf(octet & 0xFF));
            } else {
                pieces.addAll(Arrays.asList(
                        String.format(Locale.ROOT, "%02x", octet & 0xFF).split("")));
            }
        }
        return new NaiveMacros(Map.ofEntries(
                Map.entry("s", localPart + "@" + senderDomain),
                Map.entry("l", localPart),
                Map.entry("o", senderDomain),
                Map.entry("d", currentDomain),
                Map.entry("i", String.join(".", pieces)),
                Map.entry("p", validated),
                Map.entry("v", four ? "in-addr" : "ip6"),
                Map.entry("h", helo),
                Map.entry("c", org.mailauth.internal.net.IpLiteral.format(ip)),
                Map.entry("r", "mx.example.net"),
                Map.entry("t", "77")));
    }

    /** The expansion; empty when the text is no macro string. */
    Optional<String> expand(String text, boolean explanation) {
        StringBuilder result = new StringBuilder();
        Matcher macro = MACRO.matcher(text);
        int end = 0;
        while (macro.find()) {
            String literal = text.substring(end, macro.start());
            Optional<String> expanded = expand(macro, explanation);
            if (!isLiteral(literal, explanation) || expanded.isEmpty()) {
                return Optional.empty();
            }
            result.append(literal).append(expanded.get());
            end = macro.end();
        }
        String rest = text.substring(end);
        return isLiteral(rest, explanation) ? Optional.of(result.append(rest).toString()) : Optional.empty();
    }

    private static boolean isLiteral(String text, boolean explanation) {
        return text.matches(explanation ? "[ -$&-~]*" : "[!-$&-~]*");
    }

    private Optional<String> expand(Matcher macro, boolean explanation) {
        if (macro.group(1) != null) {
            return Optional.of(Map.of("%", "%", "_", " ", "-", "%20").get(macro.group(1)));
        }
        String letter = macro.group(2).toLowerCase(Locale.ROOT);
        String digits = macro.group(3);
        if (digits.matches("0+") || ("crt".contains(letter) && !explanation)) {
            return Optional.empty();
        }
        String delimiters = macro.group(5).isEmpty() ? "." : macro.group(5);
        List<String> parts =
                new ArrayList<>(Arrays.asList(values.get(letter).split("[" + Pattern.quote(delimiters) + "]", -1)));
        if (!macro.group(4).isEmpty()) {
            Collections.reverse(parts);
        }
        while (!digits.isEmpty() && new java.math.BigInteger(digits).intValue() < parts.size()) {
            parts.remove(0);
        }
        String value = String.join(".", parts);
        boolean upper = !letter.equals(macro.group(2));
        return Optional.of(upper ? percentEncoded(value) : value);
    }

    private static String percentEncoded(String value) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            String c = String.valueOf((char) (octet & 0xFF));
            encoded.append(c.matches("[A-Za-z0-9._~-]") ? c : String.format(Locale.ROOT, "%%%02X", octet & 0xFF));
        }
        return encoded.toString();
    }

    /** A domain-spec's name as a list of labels, or empty when it is no name (RFC 7208 §7.3). */
    static Optional<List<String>> labels(String expanded) {
        String name = expanded.endsWith(".") ? expanded.substring(0, expanded.length() - 1) : expanded;
        List<String> labels = new ArrayList<>(Arrays.asList(name.split("\\.", -1)));
        while (labels.stream().collect(Collectors.joining(".")).length() > 253) {
            labels.remove(0);
        }
        boolean usable = !labels.isEmpty()
                && labels.stream().allMatch(label -> !label.isEmpty() && label.length() <= 63)
                && labels.stream().allMatch(label -> label.chars().allMatch(c -> c < 0x80));
        return usable ? Optional.of(labels) : Optional.empty();
    }
}
