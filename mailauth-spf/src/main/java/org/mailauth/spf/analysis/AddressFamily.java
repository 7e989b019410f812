package org.mailauth.spf.analysis;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.mailauth.dns.DnsType;

/** One of the two kinds of addresses that a client can have. */
enum AddressFamily {
    IP4(32, "IPv4", DnsType.A),
    IP6(128, "IPv6", DnsType.AAAA);

    private final int bits;
    private final String words;
    private final DnsType recordType;

    AddressFamily(int bits, String words, DnsType recordType) {
        this.bits = bits;
        this.words = words;
        this.recordType = recordType;
    }

    static AddressFamily of(InetAddress address) {
        return address instanceof Inet6Address ? IP6 : IP4;
    }

    int bits() {
        return bits;
    }

    String words() {
        return words;
    }

    /** The type of the records that hold addresses of this family. */
    DnsType recordType() {
        return recordType;
    }

    BigInteger last() {
        return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    }

    /** The address with a number; IPv6 also for one that maps an IPv4 address. */
    InetAddress address(BigInteger number) {
        byte[] octets = new byte[bits / 8];
        byte[] digits = number.toByteArray();
        // The sign takes an octet of its own before numbers that start with a one bit.
        int length = Math.min(digits.length, octets.length);
        System.arraycopy(digits, digits.length - length, octets, octets.length - length, length);
        try {
            return this == IP4 ? InetAddress.getByAddress(octets) : Inet6Address.getByAddress(null, octets, -1);
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException("the length is that of an address", wrongLength);
        }
    }
}
