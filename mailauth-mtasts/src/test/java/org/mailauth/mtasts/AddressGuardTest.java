package org.mailauth.mtasts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.internal.net.IpLiteral;

class AddressGuardTest {
    private static InetAddress address(String literal) {
        return IpLiteral.ipv4(literal)
                .map(InetAddress.class::cast)
                .or(() -> IpLiteral.ipv6(literal))
                .orElseThrow();
    }

    /** First and last address of every net, so that a wrong length shows. */
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.255.255.255",
        "10.0.0.0, 10.255.255.255",
        "100.64.0.0, 100.127.255.255",
        "127.0.0.0, 127.255.255.255",
        "169.254.0.0, 169.254.255.255",
        "172.16.0.0, 172.31.255.255",
        "192.0.0.0, 192.0.0.255",
        "192.0.2.0, 192.0.2.255",
        "192.88.99.0, 192.88.99.255",
        "192.168.0.0, 192.168.255.255",
        "198.18.0.0, 198.19.255.255",
        "198.51.100.0, 198.51.100.255",
        "203.0.113.0, 203.0.113.255",
        "224.0.0.0, 239.255.255.255",
        "240.0.0.0, 255.255.255.255",
        "::, ::1",
        "::7f00:1, ::127.0.0.1",
        "::ffff:10.0.0.0, ::ffff:10.255.255.255",
        "::ffff:127.0.0.1, ::ffff:169.254.169.254",
        "::ffff:0:8.8.8.8, ::ffff:0:10.0.0.1",
        "64:ff9b::10.0.0.0, 64:ff9b::10.255.255.255",
        "64:ff9b::127.0.0.1, 64:ff9b::169.254.169.254",
        "64:ff9b:1::, 64:ff9b:1:ffff:ffff:ffff:ffff:ffff",
        "64:ff9b::1:808:808, 64:ff9b:0:0:1::808:808",
        "100::, 100::ffff:ffff:ffff:ffff",
        "2001::, 2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff",
        "2001:0:a00:1::, 2001:0:808:808::f5ff:fffe",
        "2001:db8::, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
        "2002:a00::, 2002:aff:ffff:ffff:ffff:ffff:ffff:ffff",
        "2002:7f00:1::, 2002:c0a8:101::1",
        "3fff::, 3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff",
        "4000::, 5f00::1",
        "fc00::, fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "fe80::, febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "fec0::, feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "ff00::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    })
    void addressThatIsNotPublicIsRefused(String first, String last) {
        assertThat(AddressGuard.refusal(address(first))).as(first).isPresent();
        assertThat(AddressGuard.refusal(address(last))).as(last).isPresent();
    }

    /** The neighbours of those nets are public. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
                "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "191.255.255.255",
                "192.0.1.0", "192.0.3.0", "192.88.98.255", "192.88.100.0", "192.167.255.255", "192.169.0.0",
                "198.17.255.255", "198.20.0.0", "198.51.99.255", "198.51.101.0", "203.0.112.255", "203.0.114.0",
                "223.255.255.255", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2000::", "2001:200::", "2001:db7:ffff::",
                "2001:db9::", "2001:4860:4860::8888", "2002:808:808::1", "2a00::1", "3ffe:ffff::", "3fff:1000::"
            })
    void publicAddressIsNotRefused(String literal) {
        assertThat(AddressGuard.refusal(address(literal))).isEmpty();
    }

    /** A mapped address is reached over IPv4, and judged so, in whichever class Java keeps it. */
    @Property
    void mappedAndTranslatedAddressesAreJudgedAsTheirIpv4Address(@ForAll @Size(4) byte[] octets)
            throws UnknownHostException {
        InetAddress plain = InetAddress.getByAddress(octets);
        String dotted = IpLiteral.format(plain);
        boolean refused = AddressGuard.refusal(plain).isPresent();
        assertThat(AddressGuard.refusal(address("::ffff:" + dotted)).isPresent())
                .isEqualTo(refused);
        assertThat(AddressGuard.refusal(address("64:ff9b::" + dotted)).isPresent())
                .isEqualTo(refused);
    }

    /** What the JDK itself takes for special is refused. */
    @Property
    void whatTheJdkTakesForSpecialIsRefused(@ForAll @Size(16) byte[] octets, @ForAll byte first)
            throws UnknownHostException {
        octets[0] = first;
        InetAddress address = InetAddress.getByAddress(octets);
        boolean special = address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress();
        if (special) {
            assertThat(AddressGuard.refusal(address)).isPresent();
        }
    }
}
