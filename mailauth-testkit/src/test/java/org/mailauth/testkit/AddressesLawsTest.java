package org.mailauth.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class AddressesLawsTest {

    @Property
    void everyIpv4AddressIsReadFromItsText(@ForAll @Size(4) byte[] octets) throws Exception {
        String text = InetAddress.getByAddress(octets).getHostAddress();

        assertThat(Addresses.ipv4(text))
                .hasValueSatisfying(read -> assertThat(read.getAddress()).isEqualTo(octets));
        assertThat(Addresses.ipv6(text)).isEmpty();
        assertThat(Addresses.ipv6("::ffff:" + text))
                .hasValueSatisfying(read -> assertThat(read.getAddress()).endsWith(octets));
    }

    @Property
    void everyIpv6AddressIsReadFromItsText(@ForAll @Size(16) byte[] octets) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < 16; at += 2) {
            text.append(at == 0 ? "" : ":");
            text.append(Integer.toHexString(((octets[at] & 0xFF) << 8) | (octets[at + 1] & 0xFF)));
        }

        assertThat(Addresses.ipv6(text.toString()))
                .hasValueSatisfying(read -> assertThat(read.getAddress()).isEqualTo(octets));
    }

    @Property
    void noTextCausesAnException(@ForAll String text) {
        assertThat(Addresses.ipv4(text).isPresent() && Addresses.ipv6(text).isPresent())
                .isFalse();
    }
}
