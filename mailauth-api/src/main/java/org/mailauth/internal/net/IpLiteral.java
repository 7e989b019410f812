package org.mailauth.internal.net;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** Reads addresses written in numbers, and never asks anybody what a name means. */
public final class IpLiteral {
    private static final int GROUPS = 8;

    private IpLiteral() {}

    /**
     * Reads an IPv4 address: four numbers without leading zeros.
     *
     * @param text anything
     * @return empty when the text is none
     */
    public static Optional<Inet4Address> ipv4(String text) {
        return ipv4(text, 0, text.length());
    }

    /**
     * Reads an IPv4 address within a text, as {@link #ipv4(String)} does.
     *
     * @param text anything
     * @param start where the address starts
     * @param end where it ends
     * @return empty when there is none
     */
    public static Optional<Inet4Address> ipv4(String text, int start, int end) {
        byte[] octets = new byte[4];
        return readIpv4(text, start, end, octets, 0) ? Optional.of((Inet4Address) address(octets)) : Optional.empty();
    }

    /**
     * Reads an IPv6 address in any form of RFC 4291 §2.2; one that maps an IPv4 address stays an IPv6 address.
     *
     * @param text anything; a zone is refused
     * @return empty when the text is none
     */
    public static Optional<Inet6Address> ipv6(String text) {
        int gap = text.indexOf("::");
        byte[] octets = new byte[16];
        if (gap < 0) {
            return readGroups(text, octets) == GROUPS ? wide(octets) : Optional.empty();
        }
        byte[] tail = new byte[16];
        int head = gap == 0 ? 0 : readGroups(text.substring(0, gap), octets);
        boolean dotted = text.substring(0, gap).indexOf('.') >= 0;
        int end = gap + 2 == text.length() ? 0 : readGroups(text.substring(gap + 2), tail);
        if (dotted || head < 0 || end < 0 || head + end >= GROUPS) {
            return Optional.empty();
        }
        Arrays.fill(octets, 2 * head, 16, (byte) 0);
        System.arraycopy(tail, 0, octets, 16 - 2 * end, 2 * end);
        return wide(octets);
    }

    /**
     * Writes an address: IPv6 in the form of RFC 5952.
     *
     * @param address any address
     * @return text that reads back as the same address
     */
    public static String format(InetAddress address) {
        byte[] octets = address.getAddress();
        if (octets.length == 4) {
            return (octets[0] & 0xFF) + "." + (octets[1] & 0xFF) + "." + (octets[2] & 0xFF) + "." + (octets[3] & 0xFF);
        }
        int gapStart = -1;
        int gapLength = 1;
        for (int start = 0; start < GROUPS; start++) {
            int length = 0;
            while (start + length < GROUPS && group(octets, start + length) == 0) {
                length++;
            }
            // RFC 5952 §4.2.3: the longest run of zeros, the first of equal ones, and never a single one.
            if (length > gapLength) {
                gapStart = start;
                gapLength = length;
            }
        }
        StringBuilder text = new StringBuilder(39);
        for (int at = 0; at < GROUPS; at++) {
            if (at == gapStart) {
                text.append("::");
                at += gapLength - 1;
            } else {
                boolean separate = text.length() > 0 && text.charAt(text.length() - 1) != ':';
                text.append(separate ? ":" : "").append(Integer.toHexString(group(octets, at)));
            }
        }
        return text.toString();
    }

    private static int group(byte[] octets, int index) {
        return (octets[2 * index] & 0xFF) << 8 | (octets[2 * index + 1] & 0xFF);
    }

    /**
     * The IPv4 address that an IPv6 address maps (RFC 4291 §2.5.5.2).
     *
     * @param address any IPv6 address
     * @return the IPv4 address, or the given one when it maps none
     */
    public static InetAddress unmapped(Inet6Address address) {
        byte[] octets = address.getAddress();
        boolean mapped = octets[10] == (byte) 0xFF && octets[11] == (byte) 0xFF;
        for (int at = 0; at < 10; at++) {
            mapped &= octets[at] == 0;
        }
        return mapped ? address(Arrays.copyOfRange(octets, 12, 16)) : address;
    }

    /** Reads groups of hexadecimal digits, the last two perhaps as an IPv4 address; their number, or -1. */
    private static int readGroups(String text, byte[] octets) {
        int groups = 0;
        int start = 0;
        while (true) {
            int colon = text.indexOf(':', start);
            int end = colon < 0 ? text.length() : colon;
            boolean last = colon < 0;
            if (last && groups <= GROUPS - 2 && text.indexOf('.', start) >= 0) {
                return readIpv4(text, start, end, octets, 2 * groups) ? groups + 2 : -1;
            }
            int group = hex(text, start, end);
            if (group < 0 || groups == GROUPS) {
                return -1;
            }
            octets[2 * groups] = (byte) (group >> 8);
            octets[2 * groups + 1] = (byte) group;
            groups++;
            if (last) {
                return groups;
            }
            start = end + 1;
        }
    }

    private static int hex(String text, int start, int end) {
        if (end == start || end - start > 4) {
            return -1;
        }
        int value = 0;
        for (int at = start; at < end; at++) {
            char c = text.charAt(at);
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = 16 * value + digit;
        }
        return value;
    }

    private static boolean readIpv4(String text, int start, int end, byte[] octets, int to) {
        int at = start;
        for (int number = 0; number < 4; number++) {
            int digits = at;
            int value = 0;
            while (digits < end && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
                value = 10 * value + text.charAt(digits) - '0';
                digits++;
                if (digits - at > 3) {
                    return false;
                }
            }
            boolean leadingZero = digits - at > 1 && text.charAt(at) == '0';
            if (digits == at || leadingZero || value > 255) {
                return false;
            }
            octets[to + number] = (byte) value;
            at = digits;
            if (number < 3) {
                if (at >= end || text.charAt(at) != '.') {
                    return false;
                }
                at++;
            }
        }
        return at == end;
    }

    private static Optional<Inet6Address> wide(byte[] octets) {
        try {
            return Optional.of(Inet6Address.getByAddress(null, octets, -1));
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException("16 octets make an IPv6 address", wrongLength);
        }
    }

    private static InetAddress address(byte[] octets) {
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException("4 octets make an IPv4 address", wrongLength);
        }
    }
}
