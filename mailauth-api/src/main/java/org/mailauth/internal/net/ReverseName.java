package org.mailauth.internal.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.mailauth.dns.DnsName;

/** The names at which the DNS keeps the names of addresses (RFC 1035 §3.5, RFC 3596 §2.5). */
public final class ReverseName {
    private static final String HEX = "0123456789abcdef";

    private ReverseName() {}

    /**
     * The name of an address below {@code in-addr.arpa} or {@code ip6.arpa}.
     *
     * @param address any address
     * @return such as {@code 1.2.0.192.in-addr.arpa}
     */
    public static DnsName of(InetAddress address) {
        boolean ipv4 = address instanceof Inet4Address;
        List<String> labels =
                new ArrayList<>(ipv4 ? List.of(IpLiteral.format(address).split("\\.")) : nibbles(address));
        Collections.reverse(labels);
        labels.add(ipv4 ? "in-addr" : "ip6");
        labels.add("arpa");
        return DnsName.parseLabels(labels).orElseThrow();
    }

    /**
     * An address as its hexadecimal digits, four bits each.
     *
     * @param address any address
     * @return 32 digits for IPv6, in lower case
     */
    public static List<String> nibbles(InetAddress address) {
        List<String> nibbles = new ArrayList<>(32);
        for (byte octet : address.getAddress()) {
            nibbles.add(HEX.substring((octet >> 4) & 0xF, ((octet >> 4) & 0xF) + 1));
            nibbles.add(HEX.substring(octet & 0xF, (octet & 0xF) + 1));
        }
        return nibbles;
    }
}
