package org.mailauth.spf.analysis;

import java.util.List;
import org.mailauth.spf.IpNetwork;
import org.mailauth.spf.SpfDirective;
import org.mailauth.spf.SpfMechanism;
import org.mailauth.spf.SpfRecord;

/** Addresses that no client on the Internet has (RFC 6890 §2.2): private, local, or for many hosts at once. */
final class SpecialAddresses {
    private SpecialAddresses() {}

    static AddressSet of(AddressFamily family) {
        List<String> terms = family == AddressFamily.IP4
                ? List.of(
                        "ip4:0.0.0.0/8",
                        "ip4:10.0.0.0/8",
                        "ip4:100.64.0.0/10",
                        "ip4:127.0.0.0/8",
                        "ip4:169.254.0.0/16",
                        "ip4:172.16.0.0/12",
                        "ip4:192.168.0.0/16",
                        "ip4:224.0.0.0/3")
                : List.of("ip6:::/127", "ip6:fc00::/7", "ip6:fe80::/10", "ip6:ff00::/8");
        List<IpNetwork> networks = SpfRecord.of("v=spf1 " + String.join(" ", terms)).directives().stream()
                .map(SpfDirective::mechanism)
                .map(mechanism -> mechanism instanceof SpfMechanism.Ip4 ip4
                        ? ip4.network()
                        : ((SpfMechanism.Ip6) mechanism).network())
                .toList();
        return AddressSet.of(family, networks);
    }
}
