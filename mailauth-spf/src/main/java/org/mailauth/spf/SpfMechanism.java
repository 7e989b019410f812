package org.mailauth.spf;

import java.util.Objects;
import java.util.Optional;
import org.mailauth.internal.net.IpLiteral;
import org.mailauth.spf.macro.MacroString;

/** What a directive looks for (RFC 7208 §5). Immutable and thread-safe; no component is null. */
public sealed interface SpfMechanism {

    /** Matches always (§5.1). */
    record All() implements SpfMechanism {
        @Override
        public String toString() {
            return "all";
        }
    }

    /**
     * Matches when another domain's policy passes (§5.2).
     *
     * @param domain the other domain
     */
    record Include(MacroString domain) implements SpfMechanism {
        /**
         * Checks that nothing is null.
         *
         * @param domain the other domain
         */
        public Include {
            Objects.requireNonNull(domain, "domain");
        }

        @Override
        public String toString() {
            return "include:" + domain;
        }
    }

    /**
     * Matches when the client has one of a domain's addresses (§5.3).
     *
     * @param domain empty for the current domain
     * @param ip4Length bits of an IPv4 address that count
     * @param ip6Length bits of an IPv6 address that count
     */
    record A(Optional<MacroString> domain, int ip4Length, int ip6Length) implements SpfMechanism {
        /**
         * Checks that nothing is null.
         *
         * @param domain empty for the current domain
         * @param ip4Length bits of an IPv4 address that count
         * @param ip6Length bits of an IPv6 address that count
         */
        public A {
            Objects.requireNonNull(domain, "domain");
        }

        @Override
        public String toString() {
            return "a" + described(domain) + described(ip4Length, ip6Length);
        }
    }

    /**
     * Matches when the client has an address of one of a domain's mail exchangers (§5.4).
     *
     * @param domain empty for the current domain
     * @param ip4Length bits of an IPv4 address that count
     * @param ip6Length bits of an IPv6 address that count
     */
    record Mx(Optional<MacroString> domain, int ip4Length, int ip6Length) implements SpfMechanism {
        /**
         * Checks that nothing is null.
         *
         * @param domain empty for the current domain
         * @param ip4Length bits of an IPv4 address that count
         * @param ip6Length bits of an IPv6 address that count
         */
        public Mx {
            Objects.requireNonNull(domain, "domain");
        }

        @Override
        public String toString() {
            return "mx" + described(domain) + described(ip4Length, ip6Length);
        }
    }

    /**
     * Matches when the client's address has a name in a domain (§5.5); not to be published any more.
     *
     * @param domain empty for the current domain
     */
    record Ptr(Optional<MacroString> domain) implements SpfMechanism {
        /**
         * Checks that nothing is null.
         *
         * @param domain empty for the current domain
         */
        public Ptr {
            Objects.requireNonNull(domain, "domain");
        }

        @Override
        public String toString() {
            return "ptr" + described(domain);
        }
    }

    /**
     * Matches when the client's IPv4 address lies in a range (§5.6).
     *
     * @param network IPv4
     */
    record Ip4(IpNetwork network) implements SpfMechanism {
        /**
         * Checks that nothing is null.
         *
         * @param network IPv4
         */
        public Ip4 {
            Objects.requireNonNull(network, "network");
        }

        @Override
        public String toString() {
            return "ip4:" + (network.prefixLength() == 32 ? IpLiteral.format(network.address()) : network);
        }
    }

    /**
     * Matches when the client's IPv6 address lies in a range (§5.6).
     *
     * @param network IPv6
     */
    record Ip6(IpNetwork network) implements SpfMechanism {
        /**
         * Checks that nothing is null.
         *
         * @param network IPv6
         */
        public Ip6 {
            Objects.requireNonNull(network, "network");
        }

        @Override
        public String toString() {
            return "ip6:" + (network.prefixLength() == 128 ? IpLiteral.format(network.address()) : network);
        }
    }

    /**
     * Matches when a name has an IPv4 address, whatever it is (§5.7).
     *
     * @param domain the name
     */
    record Exists(MacroString domain) implements SpfMechanism {
        /**
         * Checks that nothing is null.
         *
         * @param domain the name
         */
        public Exists {
            Objects.requireNonNull(domain, "domain");
        }

        @Override
        public String toString() {
            return "exists:" + domain;
        }
    }

    /**
     * Whether looking for a match asks the DNS, and so counts as a term (§4.6.4).
     *
     * @return false for all, ip4 and ip6
     */
    default boolean asksDns() {
        return !(this instanceof All || this instanceof Ip4 || this instanceof Ip6);
    }

    private static String described(Optional<MacroString> domain) {
        return domain.map(spec -> ":" + spec).orElse("");
    }

    private static String described(int ip4Length, int ip6Length) {
        return (ip4Length == 32 ? "" : "/" + ip4Length) + (ip6Length == 128 ? "" : "//" + ip6Length);
    }
}
