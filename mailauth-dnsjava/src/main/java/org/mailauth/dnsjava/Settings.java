package org.mailauth.dnsjava;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * How servers are asked and how long answers may be remembered.
 *
 * @param servers in order of preference; empty when the system names none that could be used
 * @param timeout for one try at one server
 * @param retries further rounds through the servers after the first
 * @param tcpOnly whether UDP is not used at all
 * @param trusted whether the servers validate and may be believed when they say so
 * @param maxTtl longest time an answer with records may be remembered
 * @param maxNegativeTtl longest time an answer without records may be remembered
 */
record Settings(
        List<InetSocketAddress> servers,
        Duration timeout,
        int retries,
        boolean tcpOnly,
        boolean trusted,
        Duration maxTtl,
        Duration maxNegativeTtl) {
    Settings {
        servers = List.copyOf(servers);
    }
}
