package org.mailauth.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.Parsed;
import org.mailauth.Problem;

/**
 * Decides whether two names are the same to the DNS: labels of any octets, compared without ASCII case.
 *
 * <p>Wider than {@link DomainName}: it can be the root, and a label can hold any octet, as names built from SPF macros
 * or found in answers do. The text form is that of master files (RFC 1035 §5.1), without a final dot: {@code \.} is a
 * dot inside a label, {@code \200} the octet 200. Limits: 63 octets a label, 255 octets in wire form.
 *
 * <p>Immutable and thread-safe; held in lower case.
 */
public final class DnsName {
    /** The root of the DNS, written {@code .}; as the host of an MX record it says that there is none (RFC 7505). */
    public static final DnsName ROOT = new DnsName(".");

    private static final int MAX_LABEL = 63;
    private static final int MAX_WIRE = 255;
    private static final int MAX_TEXT = 4 * MAX_WIRE;

    private final String text;

    private DnsName(String text) {
        this.text = text;
    }

    /**
     * The DNS name of a domain.
     *
     * @param domain any domain name
     * @return the same name
     */
    public static DnsName of(DomainName domain) {
        return new DnsName(domain.toString());
    }

    /**
     * Reads a name written by the program's author.
     *
     * @param text master-file form
     * @return the name
     * @throws IllegalArgumentException when the text is no DNS name
     */
    public static DnsName of(String text) {
        return parse(text).orElseThrow();
    }

    /**
     * Reads a name in master-file form.
     *
     * @param text anything; one octet a character
     * @return the name, or why the text is none
     */
    public static Parsed<DnsName> parse(String text) {
        Objects.requireNonNull(text, "text");
        if (text.equals(".")) {
            return Parsed.of(ROOT);
        }
        if (text.length() > MAX_TEXT) {
            return tooLong();
        }
        List<String> labels = new ArrayList<>();
        StringBuilder label = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '.') {
                labels.add(label.toString());
                label.setLength(0);
            } else if (c != '\\') {
                label.append(c);
            } else {
                int escape = readEscape(text, at + 1);
                if (escape < 0) {
                    return unusable("dns.name-escape", "RFC 1035 §5.1", "a backslash escapes nothing");
                }
                at += isDigit(text.charAt(at + 1)) ? 3 : 1;
                label.append((char) escape);
            }
        }
        if (label.length() > 0 || labels.isEmpty()) {
            labels.add(label.toString());
        }
        return parseLabels(labels);
    }

    private static int readEscape(String text, int at) {
        if (at >= text.length()) {
            return -1;
        }
        if (!isDigit(text.charAt(at))) {
            return text.charAt(at);
        }
        if (at + 3 > text.length() || !isDigit(text.charAt(at + 1)) || !isDigit(text.charAt(at + 2))) {
            return -1;
        }
        int octet = Integer.parseInt(text.substring(at, at + 3));
        return octet > 255 ? -1 : octet;
    }

    /**
     * Makes a name of labels.
     *
     * @param labels leftmost first; one octet a character, any octets; none make the root
     * @return the name, or why the labels make none
     */
    public static Parsed<DnsName> parseLabels(List<String> labels) {
        if (labels.isEmpty()) {
            return Parsed.of(ROOT);
        }
        StringBuilder text = new StringBuilder();
        int wire = 1;
        for (String label : labels) {
            wire += label.length() + 1;
            if (label.isEmpty()) {
                return unusable("dns.label-empty", "RFC 1035 §3.1", "a label inside a name is empty");
            }
            if (label.length() > MAX_LABEL) {
                return unusable("dns.label-too-long", "RFC 1035 §2.3.4", "a label has at most 63 octets");
            }
            if (wire > MAX_WIRE) {
                return tooLong();
            }
            text.append(text.length() == 0 ? "" : ".");
            if (!appendEscaped(text, label)) {
                return unusable("dns.name-character", "RFC 1035 §3.1", "a character of the name is no octet");
            }
        }
        return Parsed.of(new DnsName(text.toString()));
    }

    private static boolean appendEscaped(StringBuilder text, String label) {
        for (int at = 0; at < label.length(); at++) {
            char c = label.charAt(at);
            if (c > 0xFF) {
                return false;
            }
            if (c == '.' || c == '\\' || c == '"' || c == ';' || c == '(' || c == ')' || c == '@' || c == '$') {
                text.append('\\').append(c);
            } else if (c <= 0x20 || c >= 0x7F) {
                text.append('\\').append((char) ('0' + c / 100));
                text.append((char) ('0' + c / 10 % 10)).append((char) ('0' + c % 10));
            } else {
                text.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static Parsed<DnsName> tooLong() {
        return unusable("dns.name-too-long", "RFC 1035 §2.3.4", "a name has at most 255 octets in wire form");
    }

    private static Parsed<DnsName> unusable(String code, String reference, String text) {
        return Parsed.unusable(Problem.of(code, reference, text));
    }

    /**
     * Whether this is the root.
     *
     * @return true for the name without labels
     */
    public boolean isRoot() {
        return text.equals(".");
    }

    /**
     * The labels, unescaped, leftmost first; one octet a character.
     *
     * @return unmodifiable; empty for the root
     */
    public List<String> labels() {
        if (isRoot()) {
            return List.of();
        }
        List<String> labels = new ArrayList<>();
        StringBuilder label = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '.') {
                labels.add(label.toString());
                label.setLength(0);
            } else if (c == '\\') {
                boolean decimal = isDigit(text.charAt(at + 1));
                label.append((char) readEscape(text, at + 1));
                at += decimal ? 3 : 1;
            } else {
                label.append(c);
            }
        }
        labels.add(label.toString());
        return List.copyOf(labels);
    }

    /**
     * The number of labels.
     *
     * @return 0 for the root, else 1 to 127
     */
    public int labelCount() {
        if (isRoot()) {
            return 0;
        }
        int count = 1;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '.') {
                count++;
            } else if (c == '\\') {
                // What is escaped is no dot between labels; the digits of a decimal escape are none, either.
                at++;
            }
        }
        return count;
    }

    /**
     * The name without its leftmost label.
     *
     * @return empty for the root
     */
    public Optional<DnsName> parent() {
        if (isRoot()) {
            return Optional.empty();
        }
        int dot = firstDot(text);
        return Optional.of(dot < 0 ? ROOT : new DnsName(text.substring(dot + 1)));
    }

    private static int firstDot(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '.') {
                return at;
            }
            if (c == '\\') {
                at++;
            }
        }
        return -1;
    }

    /**
     * Whether this name is the other one or lies below it.
     *
     * @param other the name that may be above; everything lies below the root
     * @return true for equal names, too
     */
    public boolean isEqualToOrBelow(DnsName other) {
        List<String> mine = labels();
        List<String> above = other.labels();
        int surplus = mine.size() - above.size();
        return surplus >= 0 && mine.subList(surplus, mine.size()).equals(above);
    }

    /**
     * The same name as a domain name.
     *
     * @return empty when a label holds other characters than a domain name may, or the name is the root
     */
    public Optional<DomainName> toDomainName() {
        return DomainName.parse(text).value();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DnsName that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The name in master-file form, lower case, without a final dot; the root is {@code .}. */
    @Override
    public String toString() {
        return text;
    }
}
