package org.mailauth.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;

/** A range holds the addresses whose first bits are its own. */
class IpNetworkLawsTest {

    @Property
    void ipv4RangeHoldsWhoSharesItsFirstBits(
            @ForAll @Size(4) byte[] one,
            @ForAll @IntRange(max = 32) int length,
            @ForAll @IntRange(max = 32) int flipped)
            throws UnknownHostException {
        assertAgreesWithTheNaiveOne(one, length, flipped);
    }

    @Property
    void ipv6RangeHoldsWhoSharesItsFirstBits(
            @ForAll @Size(16) byte[] one,
            @ForAll @IntRange(max = 128) int length,
            @ForAll @IntRange(max = 128) int flipped)
            throws UnknownHostException {
        assertAgreesWithTheNaiveOne(one, length, flipped);
    }

    /** Compares with a copy in which one bit, or none, is another. */
    private static void assertAgreesWithTheNaiveOne(byte[] one, int length, int flipped) throws UnknownHostException {
        byte[] other = one.clone();
        if (flipped < 8 * other.length) {
            other[flipped / 8] ^= (byte) (0x80 >> flipped % 8);
        }
        InetAddress client = InetAddress.getByAddress(other);
        IpNetwork network = new IpNetwork(InetAddress.getByAddress(one), length);
        // The JDK makes an IPv4 address of a mapped one.
        byte[] mine = network.address().getAddress();
        boolean expected = mine.length == client.getAddress().length && same(mine, client.getAddress(), length);
        Statistics.label("inside")
                .collect(expected)
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 5));
        assertThat(network.contains(client)).isEqualTo(expected);
    }

    private static boolean same(byte[] one, byte[] other, int length) {
        int dropped = 8 * one.length - length;
        return new BigInteger(1, one).shiftRight(dropped).equals(new BigInteger(1, other).shiftRight(dropped));
    }
}
