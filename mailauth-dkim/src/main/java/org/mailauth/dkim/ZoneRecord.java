package org.mailauth.dkim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.mailauth.dns.DnsName;

/**
 * A TXT record in the form of a zone file (RFC 1035 §5), ready to be copied into one.
 *
 * <p>A text of more than 255 octets becomes several character-strings (RFC 1035 §3.3.14) inside parentheses; readers join
 * them without anything between (RFC 6376 §3.6.2.2). Immutable and thread-safe; no component is null.
 *
 * @param name where the record lies
 * @param ttl how long it may be remembered, whole seconds; empty for the default of the zone
 * @param text what it says, one octet a character (U+0000 to U+00FF)
 */
public record ZoneRecord(DnsName name, Optional<Duration> ttl, String text) {
    private static final int MAX_STRING = 255;
    /** RFC 2181 §8. */
    private static final long MAX_TTL = Integer.MAX_VALUE;

    /**
     * Checks that every character is an octet, and the range of the TTL.
     *
     * @param name where the record lies
     * @param ttl how long it may be remembered; 0 to 2147483647 seconds (RFC 2181 §8)
     * @param text what it says, one octet a character (U+0000 to U+00FF)
     */
    public ZoneRecord {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(ttl, "ttl");
        if (ttl.isPresent() && (ttl.get().isNegative() || ttl.get().toSeconds() > MAX_TTL)) {
            throw new IllegalArgumentException("ttl must be 0 to " + MAX_TTL + " seconds: " + ttl.get());
        }
        if (!text.chars().allMatch(c -> c <= 0xFF)) {
            throw new IllegalArgumentException("text must hold one octet a character, U+0000 to U+00FF");
        }
    }

    /**
     * A record that leaves its TTL to the zone.
     *
     * @param name where it lies
     * @param text what it says, one octet a character
     * @return the record
     */
    public static ZoneRecord of(DnsName name, String text) {
        return new ZoneRecord(name, Optional.empty(), text);
    }

    /**
     * The record's lines: one, or several in parentheses when the text is longer than one character-string.
     *
     * @return printable ASCII without line ends; at least one line
     */
    public List<String> lines() {
        List<String> strings = new ArrayList<>();
        for (int at = 0; at == 0 || at < text.length(); at += MAX_STRING) {
            strings.add(quoted(text.substring(at, Math.min(text.length(), at + MAX_STRING))));
        }
        String start = name.isRoot() ? "." : name + ".";
        String head = start + ttl.map(time -> " " + time.toSeconds()).orElse("") + " IN TXT ";
        if (strings.size() == 1) {
            return List.of(head + strings.get(0));
        }
        List<String> lines = new ArrayList<>();
        lines.add(head + "(");
        strings.forEach(string -> lines.add("    " + string));
        lines.add(")");
        return List.copyOf(lines);
    }

    private static String quoted(String string) {
        StringBuilder quoted = new StringBuilder(string.length() + 2).append('"');
        for (int at = 0; at < string.length(); at++) {
            char c = string.charAt(at);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c >= ' ' && c <= '~') {
                quoted.append(c);
            } else {
                // RFC 1035 §5.1: \DDD is the octet of that decimal number.
                quoted.append('\\').append((char) ('0' + c / 100));
                quoted.append((char) ('0' + c / 10 % 10)).append((char) ('0' + c % 10));
            }
        }
        return quoted.append('"').toString();
    }

    /** The lines, joined by line feeds; no line feed at the end. */
    @Override
    public String toString() {
        return String.join("\n", lines());
    }
}
