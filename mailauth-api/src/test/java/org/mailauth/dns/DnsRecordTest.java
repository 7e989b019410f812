package org.mailauth.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsRecordTest {
    private static final DnsName NAME = DnsName.of("mx.example");

    @Test
    void everyRecordKnowsItsType() throws Exception {
        Inet4Address four = (Inet4Address) InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1});
        Inet6Address six = (Inet6Address) InetAddress.getByAddress(new byte[16]);
        List<DnsRecord> records = List.of(
                new DnsRecord.A(four),
                new DnsRecord.Cname(NAME),
                new DnsRecord.Ptr(NAME),
                new DnsRecord.Mx(10, NAME),
                new DnsRecord.Txt(List.of("v=spf1 -all")),
                new DnsRecord.Aaaa(six),
                new DnsRecord.Tlsa(3, 1, 1, "00ff"));
        assertThat(records).extracting(DnsRecord::type).containsExactly(DnsType.values());
    }

    @ParameterizedTest
    @CsvSource({"A, 1", "CNAME, 5", "PTR, 12", "MX, 15", "TXT, 16", "AAAA, 28", "TLSA, 52"})
    void typeHasTheNumberOfTheRegistry(DnsType type, int code) {
        assertThat(type.code()).isEqualTo(code);
    }

    @Test
    void everyTypeIsChecked() {
        assertThat(DnsType.values()).hasSize(7);
    }

    @Test
    void characterStringsAreJoinedWithNothingBetween() {
        // RFC 7208 §3.3, RFC 6376 §3.6.2.2
        assertThat(new DnsRecord.Txt(List.of("v=DKIM1; p=ab", "cd", "", " ef")).joined())
                .isEqualTo("v=DKIM1; p=abcd ef");
        assertThat(new DnsRecord.Txt(List.of("one")).joined()).isEqualTo("one");
        assertThat(new DnsRecord.Txt(List.of()).joined()).isEmpty();
    }

    @Test
    void characterStringHoldsAnyOctetButNoOtherCharacter() {
        assertThat(new DnsRecord.Txt(List.of("\0\u00FF")).joined()).isEqualTo("\0\u00FF");
        assertThatThrownBy(() -> new DnsRecord.Txt(List.of("ok", "\u0100")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("strings");
    }

    @Test
    void characterStringsAreCopied() {
        List<String> strings = new ArrayList<>(List.of("a"));
        DnsRecord.Txt txt = new DnsRecord.Txt(strings);
        strings.add("b");
        assertThat(txt.joined()).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65536})
    void preferenceOutsideItsRangeIsAProgrammingError(int preference) {
        assertThatThrownBy(() -> new DnsRecord.Mx(preference, NAME))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("preference");
        assertThat(new DnsRecord.Mx(65535, NAME).preference()).isEqualTo(65535);
    }

    @Test
    void associationDataIsHeldInLowerCase() {
        assertThat(new DnsRecord.Tlsa(3, 1, 1, "00FFaB")).isEqualTo(new DnsRecord.Tlsa(3, 1, 1, "00ffab"));
        assertThat(new DnsRecord.Tlsa(255, 255, 255, "").associationData()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0g", "00 ff", "٠٠"})
    void associationDataThatIsNotHexadecimalIsAProgrammingError(String data) {
        assertThatThrownBy(() -> new DnsRecord.Tlsa(3, 1, 1, data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("associationData");
    }

    @Test
    void tlsaNumbersAreOctets() {
        assertThatThrownBy(() -> new DnsRecord.Tlsa(256, 0, 0, "")).hasMessageContaining("usage");
        assertThatThrownBy(() -> new DnsRecord.Tlsa(0, -1, 0, "")).hasMessageContaining("selector");
        assertThatThrownBy(() -> new DnsRecord.Tlsa(0, 0, 256, "")).hasMessageContaining("matchingType");
    }

    @Test
    void weakerStatusWinsWhereTwoAnswersAreNeeded() {
        // weakest first
        List<DnssecStatus> order =
                List.of(DnssecStatus.BOGUS, DnssecStatus.INDETERMINATE, DnssecStatus.INSECURE, DnssecStatus.SECURE);
        assertThat(order).containsExactlyInAnyOrder(DnssecStatus.values());
        for (DnssecStatus one : order) {
            for (DnssecStatus other : order) {
                DnssecStatus weaker = order.get(Math.min(order.indexOf(one), order.indexOf(other)));
                assertThat(one.and(other)).isEqualTo(weaker);
            }
        }
    }

    @Test
    void recordsWithEqualPartsAreEqual() {
        assertThat(Arrays.asList(new DnsRecord.Mx(1, NAME), new DnsRecord.Ptr(NAME)))
                .isEqualTo(Arrays.asList(new DnsRecord.Mx(1, DnsName.of("MX.example.")), new DnsRecord.Ptr(NAME)));
    }
}
