package org.mailauth.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpLiteralTest {

    private static String octets(byte[] octets) {
        return HexFormat.of().formatHex(octets);
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0, 00000000", "192.0.2.1, c0000201", "255.255.255.255, ffffffff", "1.10.100.0, 010a6400"})
    void ipv4AddressIsFourNumbers(String text, String octets) {
        assertThat(IpLiteral.ipv4(text)).hasValueSatisfying(address -> {
            assertThat(octets(address.getAddress())).isEqualTo(octets);
            assertThat(IpLiteral.format(address)).isEqualTo(text);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1",
                "1.2.3",
                "1.2.3.",
                ".1.2.3",
                "1.2.3.4.",
                "1.2.3.4.5",
                "1..3.4",
                "256.2.3.4",
                "1.2.3.1000",
                "01.2.3.4",
                "1.2.3.00",
                "+1.2.3.4",
                "-1.2.3.4",
                "0x1.2.3.4",
                " 1.2.3.4",
                "1.2.3.4 ",
                "1.2.3.4/32",
                "\u0661.2.3.4",
                "localhost",
                "::1",
            })
    void otherTextIsNoIpv4Address(String text) {
        assertThat(IpLiteral.ipv4(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "::, 00000000000000000000000000000000",
        "::1, 00000000000000000000000000000001",
        "1::, 00010000000000000000000000000000",
        "2001:db8::1, 20010db8000000000000000000000001",
        "2001:DB8:0:0:0:0:0:1, 20010db8000000000000000000000001",
        "1:2:3:4:5:6:7:8, 00010002000300040005000600070008",
        "1:2:3:4:5:6:7::, 00010002000300040005000600070000",
        "::2:3:4:5:6:7:8, 00000002000300040005000600070008",
        "1:2:3::5:6:7:8, 00010002000300000005000600070008",
        "0001:0002::000a, 0001000200000000000000000000000a",
        "::192.0.2.1, 000000000000000000000000c0000201",
        "::ffff:192.0.2.1, 00000000000000000000ffffc0000201",
        "1:2:3:4:5:6:192.0.2.1, 000100020003000400050006c0000201",
        "64:ff9b::192.0.2.33, 0064ff9b0000000000000000c0000221",
    })
    void ipv6AddressHasTheFormsOfRfc4291(String text, String octets) {
        assertThat(IpLiteral.ipv6(text))
                .hasValueSatisfying(
                        address -> assertThat(octets(address.getAddress())).isEqualTo(octets));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":::",
                "::::",
                "1",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "::1:2:3:4:5:6:7:8",
                "1:2:3:4::5:6:7:8",
                "1::2::3",
                ":1::2",
                "1::2:",
                "1:2:3:4:5:6:7:",
                ":2:3:4:5:6:7:8",
                "12345::",
                "g::",
                "::-1",
                "::1%eth0",
                "[::1]",
                " ::1",
                "::1/128",
                "::1.2.3",
                "::1.2.3.256",
                "::01.2.3.4",
                "192.0.2.1::",
                "1.2.3.4::1",
                "1:2:3:4:5:6:7:1.2.3.4",
                "1:2:3:4:5:1.2.3.4",
                "::1:2:3:4:5:6:1.2.3.4",
                "192.0.2.1",
                "\uff11::",
                "localhost",
            })
    void otherTextIsNoIpv6Address(String text) {
        assertThat(IpLiteral.ipv6(text)).isEmpty();
    }

    @ParameterizedTest(name = "{0} is written {1}")
    @CsvSource({
        "0:0:0:0:0:0:0:0, ::",
        "0:0:0:0:0:0:0:1, ::1",
        "1:0:0:0:0:0:0:0, 1::",
        "2001:0DB8:0000:0000:0001:0000:0000:0001, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "0:1:0:0:2:0:0:0, 0:1:0:0:2::",
        "::ffff:192.0.2.1, ::ffff:c000:201",
        "ABCD:EF01::, abcd:ef01::",
    })
    void ipv6AddressIsWrittenAsRfc5952Says(String text, String written) {
        assertThat(IpLiteral.format(IpLiteral.ipv6(text).orElseThrow())).isEqualTo(written);
    }

    @Test
    void ipv4MappedAddressIsKeptUntilItIsUnmapped() {
        Inet6Address mapped = IpLiteral.ipv6("::ffff:192.0.2.1").orElseThrow();

        assertThat(IpLiteral.unmapped(mapped))
                .isInstanceOf(Inet4Address.class)
                .isEqualTo(IpLiteral.ipv4("192.0.2.1").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"::192.0.2.1", "::fffe:192.0.2.1", "1::ffff:192.0.2.1", "::ffff:0:192.0.2.1", "2001:db8::1"})
    void otherIpv6AddressesMapNothing(String text) {
        Inet6Address address = IpLiteral.ipv6(text).orElseThrow();

        assertThat(IpLiteral.unmapped(address)).isSameAs(address);
    }
}
