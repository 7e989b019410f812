package org.mailauth.spf.analysis;

import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.mailauth.spf.IpNetwork;

/**
 * The addresses that a policy lets pass, within the limits of RFC 7208 and as far as the DNS said when it was asked.
 * Immutable and thread-safe.
 *
 * @param ip4 IPv4 addresses that pass whatever the message
 * @param ip6 IPv6 addresses that pass whatever the message
 * @param ip4ByMessage IPv4 addresses that can pass, if a message, or what the analysis could not look up, wants it
 * @param ip6ByMessage IPv6 addresses that can pass, likewise
 * @param networks the addresses that pass whatever the message, in the fewest networks, IPv4 first
 */
public record SpfAuthorized(
        long ip4, BigInteger ip6, long ip4ByMessage, BigInteger ip6ByMessage, List<IpNetwork> networks) {
    private static final int SUBNET_BITS = 64;

    /**
     * Copies the list.
     *
     * @param ip4 IPv4 addresses that pass whatever the message
     * @param ip6 IPv6 addresses that pass whatever the message
     * @param ip4ByMessage IPv4 addresses that can pass
     * @param ip6ByMessage IPv6 addresses that can pass
     * @param networks the addresses that pass whatever the message
     */
    public SpfAuthorized {
        Objects.requireNonNull(ip6, "ip6");
        Objects.requireNonNull(ip6ByMessage, "ip6ByMessage");
        networks = List.copyOf(networks);
    }

    /**
     * The IPv6 addresses that pass, counted in subnets of the usual size, 2<sup>64</sup> addresses, and rounded up.
     *
     * @return 0 to 2<sup>64</sup>
     */
    public BigInteger ip6Subnets() {
        BigInteger whole = ip6.shiftRight(SUBNET_BITS);
        return whole.shiftLeft(SUBNET_BITS).equals(ip6) ? whole : whole.add(BigInteger.ONE);
    }

    @Override
    public String toString() {
        String byMessage = ip4ByMessage == 0 && ip6ByMessage.signum() == 0
                ? ""
                : "; depending on the message IPv4 " + ip4ByMessage + ", IPv6 " + ip6ByMessage;
        return "IPv4 " + ip4 + ", IPv6 " + ip6 + " (/64s: " + ip6Subnets() + ")" + byMessage;
    }
}
