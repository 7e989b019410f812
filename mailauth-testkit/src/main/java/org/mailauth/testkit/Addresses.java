package org.mailauth.testkit;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads addresses in numbers, and never asks anybody what a name means. */
final class Addresses {
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    // RFC 4291 §2.2: groups of one to four digits; the JDK checks their number.
    private static final Pattern IPV6 = Pattern.compile("(?=.{2,45}$)[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:]*(?::" + IPV4 + ")?");

    private Addresses() {}

    static Optional<Inet4Address> ipv4(String text) {
        return IPV4.matcher(text).matches() && literal(text).orElse(null) instanceof Inet4Address address
                ? Optional.of(address)
                : Optional.empty();
    }

    static Optional<Inet6Address> ipv6(String text) {
        return IPV6.matcher(text).matches() ? literal(text).flatMap(Addresses::widen) : Optional.empty();
    }

    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException notLiteral) {
            return Optional.empty();
        }
    }

    /** The JDK makes an IPv4 address of {@code ::ffff:192.0.2.1}; in the DNS it has 16 octets. */
    private static Optional<Inet6Address> widen(InetAddress address) {
        if (address instanceof Inet6Address wide) {
            return Optional.of(wide);
        }
        byte[] octets = new byte[16];
        octets[10] = (byte) 0xFF;
        octets[11] = (byte) 0xFF;
        System.arraycopy(address.getAddress(), 0, octets, 12, 4);
        try {
            return Optional.of(Inet6Address.getByAddress(null, octets, -1));
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException("16 octets make an IPv6 address", wrongLength);
        }
    }
}
