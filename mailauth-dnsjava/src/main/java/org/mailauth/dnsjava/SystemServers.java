package org.mailauth.dnsjava;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Supplier;
import org.xbill.DNS.ResolverConfig;

/** Finds the name servers that the system is configured with. */
final class SystemServers {
    private SystemServers() {}

    /** The usable servers, in the system's order; empty when the configuration names none or cannot be read. */
    static List<InetSocketAddress> read() {
        // A new reading each time: dnsjava keeps the one it made first for the life of the JVM.
        return usable(() -> new ResolverConfig().servers());
    }

    static List<InetSocketAddress> usable(Supplier<List<InetSocketAddress>> configured) {
        try {
            return configured.get().stream()
                    .filter(server -> !server.isUnresolved())
                    .distinct()
                    .toList();
        } catch (RuntimeException e) {
            // dnsjava throws on a resolv.conf with an empty "nameserver" line; that is input, and no mistake of ours.
            return List.of();
        }
    }
}
