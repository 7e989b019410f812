package org.mailauth.spf;

import java.net.InetAddress;
import org.mailauth.internal.net.IpLiteral;

/**
 * A range of addresses: the first bits of an address, as {@code ip4}, {@code ip6} and the lengths of {@code a} and
 * {@code mx} mean it (RFC 7208 §5). Immutable and thread-safe.
 *
 * @param address any address in the range
 * @param prefixLength bits that count, 0 to 32 or 128
 */
public record IpNetwork(InetAddress address, int prefixLength) {
    /**
     * Checks the length of the prefix.
     *
     * @param address any address in the range
     * @param prefixLength bits that count, 0 to 32 or 128
     */
    public IpNetwork {
        int bits = 8 * address.getAddress().length;
        if (prefixLength < 0 || prefixLength > bits) {
            throw new IllegalArgumentException("prefixLength must be 0 to " + bits + ": " + prefixLength);
        }
    }

    /**
     * Whether an address lies in the range; never for an address of the other family.
     *
     * @param other the address
     * @return true when it does
     */
    public boolean contains(InetAddress other) {
        return contains(address, prefixLength, other);
    }

    /** Whether two addresses agree in so many first bits; never for those of different families. */
    static boolean contains(InetAddress address, int prefixLength, InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        if (mine.length == 4) {
            // Nearly all: one comparison in place of a loop. A shift by 32 bits would be one by none.
            return prefixLength == 0 || ((bits(mine) ^ bits(theirs)) >>> (32 - prefixLength)) == 0;
        }
        int whole = prefixLength / 8;
        for (int at = 0; at < whole; at++) {
            if (mine[at] != theirs[at]) {
                return false;
            }
        }
        int rest = prefixLength % 8;
        return rest == 0 || ((mine[whole] ^ theirs[whole]) & (0xFF00 >> rest) & 0xFF) == 0;
    }

    private static int bits(byte[] octets) {
        return octets[0] << 24 | (octets[1] & 0xFF) << 16 | (octets[2] & 0xFF) << 8 | (octets[3] & 0xFF);
    }

    @Override
    public String toString() {
        return IpLiteral.format(address) + "/" + prefixLength;
    }
}
