package org.mailauth.mtasts;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.mailauth.internal.net.IpLiteral;

/**
 * Decides whether an address can belong to a host of the public Internet. Whoever publishes a record chooses the address
 * that is connected to, so private and local addresses would let any sender or recipient reach into the network of the
 * host that fetches.
 *
 * <p>The nets are those of the IANA special-purpose registries (RFC 6890) that are not globally reachable, multicast, and
 * all of IPv6 outside of 2000::/3. An IPv6 address that stands for an IPv4 address is judged as that one.
 */
final class AddressGuard {
    private static final List<Net> IPV4 = List.of(
            Net.ofIpv4(0x00000000, 8, "\"this network\" (RFC 791 §3.2)"),
            Net.ofIpv4(0x0A000000, 8, "private (RFC 1918)"),
            Net.ofIpv4(0x64400000, 10, "shared by a carrier's customers (RFC 6598)"),
            Net.ofIpv4(0x7F000000, 8, "loopback (RFC 1122 §3.2.1.3)"),
            Net.ofIpv4(0xA9FE0000, 16, "link-local (RFC 3927)"),
            Net.ofIpv4(0xAC100000, 12, "private (RFC 1918)"),
            Net.ofIpv4(0xC0000000, 24, "for protocol assignments (RFC 6890 §2.1)"),
            Net.ofIpv4(0xC0000200, 24, "for documentation (RFC 5737)"),
            Net.ofIpv4(0xC0586300, 24, "the former 6to4 relay (RFC 7526)"),
            Net.ofIpv4(0xC0A80000, 16, "private (RFC 1918)"),
            Net.ofIpv4(0xC6120000, 15, "for benchmarks (RFC 2544)"),
            Net.ofIpv4(0xC6336400, 24, "for documentation (RFC 5737)"),
            Net.ofIpv4(0xCB007100, 24, "for documentation (RFC 5737)"),
            Net.ofIpv4(0xE0000000, 4, "multicast (RFC 5771)"),
            Net.ofIpv4(0xF0000000, 4, "reserved or broadcast (RFC 1112 §4)"));

    private static final Net NAT64 = Net.ofIpv6(0x0064_FF9B_0000_0000L, 64, "NAT64 (RFC 6052 §2.1)");
    private static final Net SIX_TO_FOUR = Net.ofIpv6(0x2002_0000_0000_0000L, 16, "6to4 (RFC 3056)");

    private static final List<Net> IPV6 = List.of(
            // Teredo (RFC 4380), ORCHID (RFC 7343), benchmarks (RFC 5180) and other things without a public host
            Net.ofIpv6(0x2001_0000_0000_0000L, 23, "for protocol assignments (RFC 2928)"),
            Net.ofIpv6(0x2001_0DB8_0000_0000L, 32, "for documentation (RFC 3849)"),
            Net.ofIpv6(0x3FFF_0000_0000_0000L, 20, "for documentation (RFC 9637)"));

    private static final Net UNIQUE_LOCAL = Net.ofIpv6(0xFC00_0000_0000_0000L, 7, "unique local (RFC 4193)");
    private static final Net LINK_LOCAL = Net.ofIpv6(0xFE80_0000_0000_0000L, 10, "link-local (RFC 4291 §2.5.6)");
    private static final Net MULTICAST = Net.ofIpv6(0xFF00_0000_0000_0000L, 8, "multicast (RFC 4291 §2.7)");
    private static final Net GLOBAL_UNICAST = Net.ofIpv6(0x2000_0000_0000_0000L, 3, "global unicast (RFC 4291 §2.4)");

    private AddressGuard() {}

    /**
     * Says why an address is refused.
     *
     * @param address any address
     * @return what the address is instead of public, empty when it is public
     */
    static Optional<String> refusal(InetAddress address) {
        InetAddress plain = address instanceof Inet6Address six ? IpLiteral.unmapped(six) : address;
        if (plain instanceof Inet6Address six) {
            return ofIpv6(six.getAddress());
        }
        return ofIpv4(ByteBuffer.wrap(plain.getAddress()).getInt(0));
    }

    private static Optional<String> ofIpv4(int address) {
        return first(IPV4, (long) address << 32);
    }

    private static Optional<String> ofIpv6(byte[] octets) {
        ByteBuffer address = ByteBuffer.wrap(octets);
        long high = address.getLong(0);
        // RFC 6052 §2.2: with this prefix of 96 bits the last four octets are the IPv4 address that a translator
        // reaches.
        if (NAT64.contains(high) && address.getInt(8) == 0) {
            return ofIpv4(address.getInt(12)).map(what -> NAT64.what + " of an address that is " + what);
        }
        // RFC 3056 §2: the IPv4 address of the site's router follows the prefix.
        if (SIX_TO_FOUR.contains(high)) {
            return ofIpv4(address.getInt(2)).map(what -> SIX_TO_FOUR.what + " of an address that is " + what);
        }
        if (!GLOBAL_UNICAST.contains(high)) {
            return Optional.of(first(List.of(UNIQUE_LOCAL, LINK_LOCAL, MULTICAST), high)
                    .orElseGet(() -> high == 0 && address.getLong(8) == 1
                            ? "loopback (RFC 4291 §2.5.3)"
                            : "not " + GLOBAL_UNICAST.what));
        }
        return first(IPV6, high);
    }

    private static Optional<String> first(List<Net> nets, long address) {
        return nets.stream().filter(net -> net.contains(address)).map(Net::what).findFirst();
    }

    /**
     * A net by the first 64 bits of its addresses; an IPv4 address takes the upper half of them.
     *
     * @param prefix the bits that all addresses begin with, then zeros
     * @param bits how many bits they are, 1 to 64
     * @param what what the addresses are
     */
    private record Net(long prefix, int bits, String what) {
        static Net ofIpv4(int prefix, int bits, String what) {
            return new Net((long) prefix << 32, bits, what);
        }

        static Net ofIpv6(long prefix, int bits, String what) {
            return new Net(prefix, bits, what);
        }

        boolean contains(long address) {
            return (address ^ prefix) >>> (64 - bits) == 0;
        }
    }
}
