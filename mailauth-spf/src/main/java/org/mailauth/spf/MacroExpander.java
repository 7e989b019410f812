package org.mailauth.spf;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Expands macros for one session and one current domain (RFC 7208 §7). */
final class MacroExpander {
    private static final String HEX = "0123456789ABCDEF";

    private final Client client;
    private final Sender sender;
    private final String helo;
    private final String receivingHost;
    private final Instant now;

    MacroExpander(Client client, Sender sender, String helo, String receivingHost, Instant now) {
        this.client = client;
        this.sender = sender;
        this.helo = helo;
        this.receivingHost = receivingHost;
        this.now = now;
    }

    /**
     * Expands a text.
     *
     * @param text what is expanded
     * @param domain the current domain, which include and redirect change
     * @param validatedName the value of {@code p}
     */
    String expand(MacroString text, SpfDomain domain, String validatedName) {
        StringBuilder expanded = new StringBuilder();
        for (MacroPart part : text.parts()) {
            if (part instanceof MacroPart.Literal literal) {
                expanded.append(literal.text());
            } else if (part instanceof MacroPart.Macro macro) {
                String value = transform(value(macro.letter(), domain, validatedName), macro);
                expanded.append(macro.escape() ? escape(value) : value);
            }
        }
        return expanded.toString();
    }

    private String value(char letter, SpfDomain domain, String validatedName) {
        return switch (letter) {
            case 's' -> sender.toString();
            case 'l' -> sender.localPart();
            case 'o' -> sender.domain();
            case 'd' -> domain.text();
            case 'i' -> client.dotted();
            case 'p' -> validatedName;
            case 'v' -> client.reverseZone();
            case 'h' -> helo;
            case 'c' -> client.readable();
            case 'r' -> receivingHost;
            case 't' -> String.valueOf(now.getEpochSecond());
            default -> throw new IllegalStateException("the parser let an unknown macro letter through");
        };
    }

    /** RFC 7208 §7.3: split, reverse, keep the rightmost parts, join with dots. */
    private static String transform(String value, MacroPart.Macro macro) {
        if (macro.keep() == 0 && !macro.reverse() && macro.delimiters().isEmpty()) {
            return value;
        }
        List<String> parts = split(value, macro.delimiters().isEmpty() ? "." : macro.delimiters());
        if (macro.reverse()) {
            Collections.reverse(parts);
        }
        int from = macro.keep() == 0 ? 0 : Math.max(0, parts.size() - macro.keep());
        return String.join(".", parts.subList(from, parts.size()));
    }

    private static List<String> split(String value, String delimiters) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < value.length(); at++) {
            if (delimiters.indexOf(value.charAt(at)) >= 0) {
                parts.add(value.substring(start, at));
                start = at + 1;
            }
        }
        parts.add(value.substring(start));
        return parts;
    }

    /** RFC 7208 §7.3: a letter in upper case wants everything but unreserved characters percent-encoded. */
    private static String escape(String value) {
        StringBuilder escaped = new StringBuilder();
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            String character = String.valueOf((char) (octet & 0xFF)).toLowerCase(Locale.ROOT);
            if ("abcdefghijklmnopqrstuvwxyz0123456789-._~".contains(character)) {
                escaped.append((char) octet);
            } else {
                escaped.append('%').append(HEX.charAt((octet >> 4) & 0xF)).append(HEX.charAt(octet & 0xF));
            }
        }
        return escaped.toString();
    }
}
