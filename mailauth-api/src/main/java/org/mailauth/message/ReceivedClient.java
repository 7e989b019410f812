package org.mailauth.message;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailauth.internal.net.IpLiteral;
import org.mailauth.internal.text.Visible;

/**
 * What the from clause of a Received field says of the client. Servers write:
 *
 * <pre>
 * HELO (name [address])                 the standard, Postfix, sendmail, Gmail
 * HELO ([address]), HELO (address)      without a name; Exchange
 * name ([address] helo=HELO)            Exim
 * [address] (helo=HELO)                 Exim, without a name
 * name (HELO name) (address)            qmail
 * address (EHLO name)                   Yahoo
 * </pre>
 *
 * <p>Only the first comment that is no HELO counts: those behind it hold names from certificates and the like.
 */
record ReceivedClient(
        Optional<String> from, Optional<String> helo, Optional<InetAddress> address, Optional<String> name) {
    /** Nothing is said. */
    static final ReceivedClient NONE =
            new ReceivedClient(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final String EXIM_HELO = "helo=";
    private static final List<String> EXIM = List.of(EXIM_HELO, "port=", "ident=");
    private static final String UNKNOWN = "unknown";

    /** Reads the value of the clause, which may be missing, and the comments behind it. */
    static ReceivedClient of(Optional<String> from, List<String> comments) {
        Optional<String> said = Optional.empty();
        Optional<String> info = Optional.empty();
        for (String comment : comments) {
            String text = comment.strip();
            if (startsWith(text, "HELO ") || startsWith(text, "EHLO ")) {
                said = said.or(
                        () -> Optional.of(text.substring("HELO ".length()).strip()));
            } else {
                info = Optional.of(text);
                break;
            }
        }
        if (info.isEmpty()) {
            // Without HELO the only word is the client's own, whatever it looks like.
            Optional<InetAddress> address = said.isEmpty() ? Optional.empty() : from.flatMap(ReceivedClient::address);
            return new ReceivedClient(from, said.isEmpty() ? from : said, address, Optional.empty());
        }
        return of(from, said, info.get());
    }

    private static ReceivedClient of(Optional<String> from, Optional<String> said, String info) {
        int bracket = bracket(info, 0);
        if (bracket >= 0) {
            int end = info.indexOf(']', bracket);
            // RFC 1413 §6: the client's own host names its user, who may look like an address, too.
            boolean sound = end >= 0 && bracket(info, end) < 0;
            Optional<InetAddress> address = sound ? literal(info.substring(bracket + 1, end)) : Optional.empty();
            Optional<String> helo = said.or(() -> eximHelo(info.substring(Math.max(end, bracket))));
            Optional<String> name =
                    helo.isPresent() ? from.flatMap(ReceivedClient::name) : name(info.substring(0, bracket));
            return new ReceivedClient(from, helo.isPresent() ? helo : from, address, name);
        }
        if (EXIM.stream().anyMatch(word -> startsWith(info, word))) {
            return new ReceivedClient(from, eximHelo(info), from.flatMap(ReceivedClient::bracketed), Optional.empty());
        }
        Optional<InetAddress> address = address(info.substring(info.lastIndexOf('@') + 1));
        Optional<String> name = said.isEmpty() ? Optional.empty() : from.flatMap(ReceivedClient::name);
        return new ReceivedClient(from, said.isEmpty() ? from : said, address, name);
    }

    /** Where the next bracket stands that starts a word, or -1: one behind "helo=" holds what the client said. */
    private static int bracket(String info, int start) {
        int at = info.indexOf('[', start);
        while (at > 0 && info.charAt(at - 1) != ' ' && info.charAt(at - 1) != '\t') {
            at = info.indexOf('[', at + 1);
        }
        return at;
    }

    private static Optional<String> eximHelo(String info) {
        int at = info.indexOf(EXIM_HELO);
        if (at < 0) {
            return Optional.empty();
        }
        int start = at + EXIM_HELO.length();
        int end = info.indexOf(' ', start);
        return Optional.of(info.substring(start, end < 0 ? info.length() : end)).filter(helo -> !helo.isEmpty());
    }

    /** A name before an address, maybe with a user of the client's own before an at sign (RFC 1413). */
    private static Optional<String> name(String text) {
        String last = text.substring(text.lastIndexOf('@') + 1).strip();
        String name = last.endsWith(".") ? last.substring(0, last.length() - 1) : last;
        boolean none = name.isEmpty()
                || name.toLowerCase(Locale.ROOT).equals(UNKNOWN)
                || name.startsWith("[")
                || name.indexOf(' ') >= 0
                || name.indexOf('\t') >= 0;
        return none ? Optional.empty() : Optional.of(name);
    }

    /** An address in brackets or without. */
    private static Optional<InetAddress> address(String text) {
        return text.startsWith("[") ? bracketed(text) : literal(text);
    }

    /** An address in brackets, maybe with a port behind it. */
    static Optional<InetAddress> bracketed(String text) {
        int end = text.indexOf(']');
        boolean sound = text.startsWith("[") && end > 0 && (end == text.length() - 1 || text.charAt(end + 1) == ':');
        return sound ? literal(text.substring(1, end)) : Optional.empty();
    }

    /** RFC 5321 §4.1.3, and without the tag, as most servers write IPv6; a zone is one of the host's own. */
    private static Optional<InetAddress> literal(String text) {
        String untagged = startsWith(text, "IPv6:") ? text.substring("IPv6:".length()) : text;
        int zone = untagged.indexOf('%');
        String number = zone < 0 ? untagged : untagged.substring(0, zone);
        Optional<InetAddress> narrow = IpLiteral.ipv4(number).map(InetAddress.class::cast);
        return narrow.isPresent() ? narrow : IpLiteral.ipv6(number).map(ReceivedClient::unmapped);
    }

    private static InetAddress unmapped(Inet6Address address) {
        return IpLiteral.unmapped(address);
    }

    private static boolean startsWith(String text, String start) {
        return text.regionMatches(true, 0, start, 0, start.length());
    }

    @Override
    public String toString() {
        return "from " + from.map(Visible::of).orElse("nobody")
                + address.map(known -> " [" + IpLiteral.format(known) + "]").orElse("");
    }
}
