package org.mailauth.spf.internal;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.internal.text.CharacterClasses;
import org.mailauth.spf.macro.MacroPart;
import org.mailauth.spf.macro.MacroString;

/**
 * Expands macros for one session (RFC 7208 §7). What comes out is bounded, so that a record full of macros and a long
 * local part cannot multiply.
 */
public final class MacroExpander {
    /** More than the 253 octets of a name and its final dot. */
    private static final int ENOUGH_FOR_NAME = 255;

    private static final int MAX_TEXT = 2048;
    private static final String HEX = "0123456789ABCDEF";

    private final Client client;
    private final Sender sender;
    private final String givenHelo;
    private @Nullable String helo;
    private final String receivingHost;
    private final Clock clock;

    public MacroExpander(Client client, Sender sender, String helo, String receivingHost, Clock clock) {
        this.client = client;
        this.sender = sender;
        this.givenHelo = helo;
        this.receivingHost = receivingHost;
        this.clock = clock;
    }

    /**
     * Expands a domain-spec.
     *
     * @param spec what is expanded
     * @param domain the current domain, which include and redirect change
     * @param validatedName the value of {@code p}
     * @return the whole, or of what is longer than any name some end that is longer than any name, too
     */
    public String expand(MacroString spec, SpfDomain domain, String validatedName) {
        if (!spec.hasMacros()) {
            return literal(spec);
        }
        // RFC 7208 §7.3: what is too long loses its left side, so that only the right side need be worked out.
        Deque<String> pieces = new ArrayDeque<>();
        int length = 0;
        for (int at = spec.parts().size() - 1; at >= 0 && length < ENOUGH_FOR_NAME; at--) {
            String piece = piece(spec.parts().get(at), domain, validatedName);
            pieces.addFirst(piece);
            length += piece.length();
        }
        return String.join("", pieces);
    }

    /**
     * What a macro string without macros stands for.
     *
     * @param spec a text in which at most percent signs are escaped
     * @return its text
     */
    public static String literal(MacroString spec) {
        List<MacroPart> parts = spec.parts();
        if (parts.size() == 1) {
            return ((MacroPart.Literal) parts.get(0)).text();
        }
        StringBuilder joined = new StringBuilder();
        for (MacroPart part : parts) {
            joined.append(((MacroPart.Literal) part).text());
        }
        return joined.toString();
    }

    /**
     * Expands an explanation.
     *
     * @param text what is expanded
     * @param domain the current domain, which include and redirect change
     * @param validatedName the value of {@code p}
     * @return empty when it is longer than 2048 characters
     */
    public Optional<String> text(MacroString text, SpfDomain domain, String validatedName) {
        StringBuilder expanded = new StringBuilder();
        for (MacroPart part : text.parts()) {
            expanded.append(piece(part, domain, validatedName));
            if (expanded.length() > MAX_TEXT) {
                return Optional.empty();
            }
        }
        return Optional.of(expanded.toString());
    }

    private String piece(MacroPart part, SpfDomain domain, String validatedName) {
        if (part instanceof MacroPart.Macro macro) {
            String value = transform(value(macro.letter(), domain, validatedName), macro);
            return macro.escape() ? escape(value) : value;
        }
        return ((MacroPart.Literal) part).text();
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
            case 'h' -> helo();
            case 'c' -> client.readable();
            case 'r' -> receivingHost;
            case 't' -> String.valueOf(clock.instant().getEpochSecond());
            default -> throw new IllegalStateException("the parser let an unknown macro letter through");
        };
    }

    /** Few records look at the HELO name, so it is read when one does. */
    private String helo() {
        String read = helo;
        if (read == null) {
            read = SpfDomain.helo(givenHelo);
            helo = read;
        }
        return read;
    }

    /** RFC 7208 §7.3: split, reverse, keep the rightmost parts, join with dots. Looks at no more than what is kept. */
    private static String transform(String value, MacroPart.Macro macro) {
        String delimiters = macro.delimiters().isEmpty() ? "." : macro.delimiters();
        if (macro.reverse()) {
            return firstPartsReversed(value, delimiters, macro.keep());
        }
        return macro.keep() == 0 && macro.delimiters().isEmpty() ? value : lastParts(value, delimiters, macro.keep());
    }

    private static String lastParts(String value, String delimiters, int keep) {
        int found = 0;
        int start = value.length();
        while (start > 0) {
            if (delimiters.indexOf(value.charAt(start - 1)) >= 0 && ++found == keep) {
                break;
            }
            start--;
        }
        StringBuilder joined = new StringBuilder(value.length() - start);
        for (int at = start; at < value.length(); at++) {
            char c = value.charAt(at);
            joined.append(delimiters.indexOf(c) >= 0 ? '.' : c);
        }
        return joined.toString();
    }

    /** What is rightmost after the reversal was leftmost before it. */
    private static String firstPartsReversed(String value, String delimiters, int keep) {
        Deque<String> parts = new ArrayDeque<>();
        int start = 0;
        for (int at = 0; at < value.length() && (keep == 0 || parts.size() < keep); at++) {
            if (delimiters.indexOf(value.charAt(at)) >= 0) {
                parts.addFirst(value.substring(start, at));
                start = at + 1;
            }
        }
        if (keep == 0 || parts.size() < keep) {
            parts.addFirst(value.substring(start));
        }
        return String.join(".", parts);
    }

    /** RFC 7208 §7.3: a letter in upper case wants everything but unreserved characters percent-encoded. */
    private static String escape(String value) {
        StringBuilder escaped = new StringBuilder();
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            // RFC 3986 §2.3: unreserved characters.
            if (CharacterClasses.isLetterOrDigit(octet) || "-._~".indexOf(octet) >= 0) {
                escaped.append((char) octet);
            } else {
                escaped.append('%').append(HEX.charAt((octet >> 4) & 0xF)).append(HEX.charAt(octet & 0xF));
            }
        }
        return escaped.toString();
    }
}
