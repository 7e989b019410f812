package org.mailauth.forensics.received;

import java.net.InetAddress;

/** Tells addresses that no host on the Internet can have. Stateless and thread-safe. */
public final class Addresses {
    private Addresses() {}

    /**
     * Whether an address means something only within one network: private (RFC 1918, RFC 4193), shared (RFC 6598), link-local
     * or of the host itself.
     *
     * @param address any address
     * @return true when it is none of the Internet
     */
    public static boolean isPrivate(InetAddress address) {
        byte[] octets = address.getAddress();
        boolean shared = octets.length == 4 && octets[0] == 100 && (octets[1] & 0xC0) == 64;
        boolean uniqueLocal = octets.length == 16 && (octets[0] & 0xFE) == 0xFC;
        return shared
                || uniqueLocal
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || address.isLoopbackAddress()
                || address.isAnyLocalAddress();
    }
}
