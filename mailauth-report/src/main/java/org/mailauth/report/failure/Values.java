package org.mailauth.report.failure;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.mailauth.internal.net.IpLiteral;
import org.mailauth.internal.text.CharacterClasses;

/** Reads values of fields. */
final class Values {
    /** RFC 5965 §3.2: a number of 32 bits. */
    static final long MAX_INCIDENTS = 0xFFFF_FFFFL;

    private static final int MAX_DIGITS = 10;
    private static final String IPV6 = "ipv6:";

    private Values() {}

    static List<String> commaList(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    static OptionalLong number(String text, long least, long most) {
        if (text.isEmpty() || text.length() > MAX_DIGITS || !text.chars().allMatch(CharacterClasses::isDigit)) {
            return OptionalLong.empty();
        }
        long number = Long.parseLong(text);
        return number < least || number > most ? OptionalLong.empty() : OptionalLong.of(number);
    }

    /** The address at the start: some reporters put a name in a comment behind it, brackets around it or a tag before it. */
    static Optional<InetAddress> address(String text) {
        int blank = text.indexOf(' ');
        String word = blank < 0 ? text : text.substring(0, blank);
        if (word.startsWith("[") && word.endsWith("]")) {
            word = word.substring(1, word.length() - 1);
        }
        if (word.toLowerCase(Locale.ROOT).startsWith(IPV6)) {
            word = word.substring(IPV6.length());
        }
        Optional<InetAddress> ipv4 = IpLiteral.ipv4(word).map(address -> address);
        String literal = word;
        return ipv4.or(() -> IpLiteral.ipv6(literal));
    }

    /** RFC 5965 §3.5: an address as such. */
    static boolean isPlainAddress(String text) {
        return IpLiteral.ipv4(text).isPresent() || IpLiteral.ipv6(text).isPresent();
    }
}
