package org.mailauth.spf.analysis;

import java.util.Objects;
import org.mailauth.spf.SpfCost;

/**
 * What one evaluation costs a receiver at most: every term of every included record is looked at because none matches.
 * Counted as {@link SpfCost} is, for IPv4 and IPv6 clients apart: they cause different questions, and void lookups of
 * their own. A term whose outcome a message decides counts as void. Immutable and thread-safe.
 *
 * @param ip4 for an IPv4 client
 * @param ip6 for an IPv6 client
 * @param bounded false when the numbers are only what could be counted: records lead to themselves or to places that a
 *     message chooses, or the analysis ended before all was seen
 */
public record SpfWorstCase(SpfCost ip4, SpfCost ip6, boolean bounded) {
    /**
     * Checks that nothing is null.
     *
     * @param ip4 for an IPv4 client
     * @param ip6 for an IPv6 client
     * @param bounded false when the numbers are only what could be counted
     */
    public SpfWorstCase {
        Objects.requireNonNull(ip4, "ip4");
        Objects.requireNonNull(ip6, "ip6");
    }

    /**
     * The terms that cause DNS questions; RFC 7208 §4.6.4 allows ten.
     *
     * @return zero or more
     */
    public int dnsTerms() {
        return Math.max(ip4.dnsTerms(), ip6.dnsTerms());
    }

    /**
     * The void lookups of the family that has more of them; RFC 7208 §4.6.4 allows two.
     *
     * @return zero or more
     */
    public int voidLookups() {
        return Math.max(ip4.voidLookups(), ip6.voidLookups());
    }

    @Override
    public String toString() {
        String numbers = ip4.equals(ip6) ? ip4.toString() : "IPv4 " + ip4 + "; IPv6 " + ip6;
        return bounded ? numbers : numbers + "; without an upper bound";
    }
}
