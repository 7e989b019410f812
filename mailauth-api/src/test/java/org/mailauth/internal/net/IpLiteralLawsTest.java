package org.mailauth.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

class IpLiteralLawsTest {

    @Provide
    Arbitrary<byte[]> wide() {
        // Many zeros, so that there are gaps to be written.
        return Arbitraries.frequencyOf(Tuple.of(2, Arbitraries.just((byte) 0)), Tuple.of(1, Arbitraries.bytes()))
                .array(byte[].class)
                .ofSize(16);
    }

    @Property
    void everyIpv4AddressIsReadBackFromItsText(@ForAll @Size(4) byte[] octets) throws UnknownHostException {
        String text = IpLiteral.format(InetAddress.getByAddress(octets));

        assertThat(IpLiteral.ipv4(text))
                .hasValueSatisfying(read -> assertThat(read.getAddress()).isEqualTo(octets));
        assertThat(IpLiteral.ipv6(text)).isEmpty();
        assertThat(IpLiteral.ipv6("::ffff:" + text))
                .hasValueSatisfying(mapped ->
                        assertThat(IpLiteral.unmapped(mapped).getAddress()).isEqualTo(octets));
    }

    @Property
    void everyIpv6AddressIsReadBackFromItsText(@ForAll("wide") byte[] octets) throws UnknownHostException {
        String text = IpLiteral.format(Inet6Address.getByAddress(null, octets, -1));

        assertThat(IpLiteral.ipv6(text))
                .hasValueSatisfying(read -> assertThat(read.getAddress()).isEqualTo(octets));
        assertThat(IpLiteral.ipv4(text)).isEmpty();
        assertThat(text).matches("[0-9a-f:]+").doesNotContain(":::");
    }

    @Property
    void everyIpv6AddressIsReadFromTheLongFormsOfTheJdk(@ForAll("wide") byte[] octets) throws UnknownHostException {
        String text = Inet6Address.getByAddress(null, octets, -1).getHostAddress();

        assertThat(IpLiteral.ipv6(text))
                .hasValueSatisfying(read -> assertThat(read.getAddress()).isEqualTo(octets));
    }

    @Provide
    Arbitrary<String> almost() {
        return Arbitraries.of("0", "1", "255", "256", "ffff", "g", ":", "::", ".", "%", "/", " ")
                .list()
                .ofMaxSize(18)
                .map(list -> String.join("", list));
    }

    @Property
    void textIsAnAddressForUsOnlyIfItIsForTheJdk(@ForAll("almost") String text) throws UnknownHostException {
        if (IpLiteral.ipv6(text).isPresent()) {
            byte[] ours = IpLiteral.unmapped(IpLiteral.ipv6(text).get()).getAddress();
            assertThat(InetAddress.getByName(text).getAddress()).isEqualTo(ours);
        }
        if (IpLiteral.ipv4(text).isPresent()) {
            assertThat(InetAddress.getByName(text))
                    .isEqualTo(IpLiteral.ipv4(text).get());
        }
    }

    @Property
    void anIpv4AddressWithinATextIsReadAsIfItStoodAlone(
            @ForAll("almost") String before, @ForAll("narrow") String text, @ForAll("almost") String behind) {
        int start = before.length();

        assertThat(IpLiteral.ipv4(before + text + behind, start, start + text.length()))
                .isEqualTo(IpLiteral.ipv4(text));
    }

    @Provide
    Arbitrary<String> narrow() {
        Arbitrary<String> number = Arbitraries.of("0", "1", "9", "00", "255", "256", "");
        return number.list().ofMinSize(3).ofMaxSize(5).map(list -> String.join(".", list));
    }

    @Property
    void noTextMakesItThrow(@ForAll String text) {
        assertThat(IpLiteral.ipv4(text).isPresent() && IpLiteral.ipv6(text).isPresent())
                .isFalse();
    }
}
