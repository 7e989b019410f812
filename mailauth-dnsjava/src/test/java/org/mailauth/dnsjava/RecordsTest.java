package org.mailauth.dnsjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.dnsjava.Questions.ask;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.DnssecStatus;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class RecordsTest {
    private FakeServer server;
    private DnsjavaResolver resolver;

    @BeforeEach
    void start() throws IOException {
        server = FakeServer.start();
        resolver = server.resolver().build();
    }

    @AfterEach
    void stop() throws IOException {
        resolver.close();
        server.close();
    }

    private List<DnsRecord> found(String name, DnsType type) {
        DnsAnswer answer = ask(resolver, name, type);
        assertThat(answer).isInstanceOf(DnsAnswer.Found.class);
        return ((DnsAnswer.Found) answer).records();
    }

    private static byte[] octets(String dotted) throws UnknownHostException {
        return InetAddress.getByName(dotted).getAddress();
    }

    @Test
    void ipv4AddressesAreFoundInTheOrderOfTheReply() throws UnknownHostException {
        server.on("a.test", Type.A, "a.test. 60 IN A 192.0.2.9", "a.test. 60 IN A 192.0.2.1");
        assertThat(found("a.test", DnsType.A))
                .containsExactly(
                        new DnsRecord.A((Inet4Address) InetAddress.getByAddress(octets("192.0.2.9"))),
                        new DnsRecord.A((Inet4Address) InetAddress.getByAddress(octets("192.0.2.1"))));
    }

    @Test
    void ipv6AddressIsFound() throws UnknownHostException {
        server.on("a.test", Type.AAAA, "a.test. 60 IN AAAA 2001:db8::25");
        assertThat(found("a.test", DnsType.AAAA))
                .containsExactly(new DnsRecord.Aaaa((Inet6Address) InetAddress.getByName("2001:db8::25")));
    }

    @Test
    void mappedAddressInAnAaaaRecordStaysAnIpv6Address() {
        server.on("a.test", Type.AAAA, "a.test. 60 IN AAAA ::ffff:192.0.2.1");
        DnsRecord.Aaaa aaaa = (DnsRecord.Aaaa) found("a.test", DnsType.AAAA).get(0);
        assertThat(aaaa.address().getAddress()).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 192, 0, 2, 1);
    }

    @Test
    void textKeepsItsCharacterStringsApartAndEveryOctet() {
        StringBuilder master = new StringBuilder();
        StringBuilder all = new StringBuilder();
        for (int octet = 0; octet < 256; octet++) {
            master.append(String.format(java.util.Locale.ROOT, "\\%03d", octet));
            all.append((char) octet);
        }
        server.on("a.test", Type.TXT, "a.test. 60 IN TXT \"v=spf1 \" \"\" \"" + master.substring(4) + "\"");
        assertThat(found("a.test", DnsType.TXT))
                .containsExactly(new DnsRecord.Txt(List.of("v=spf1 ", "", all.substring(1))));
    }

    @Test
    void nullMxHasTheRootAsItsExchange() {
        server.on("a.test", Type.MX, "a.test. 60 IN MX 0 .");
        assertThat(found("a.test", DnsType.MX)).containsExactly(new DnsRecord.Mx(0, DnsName.ROOT));
    }

    @Test
    void mxAndPtrNamesAreFoundInLowerCase() {
        server.on("a.test", Type.MX, "a.test. 60 IN MX 65535 MX.A.test.");
        server.on("1.2.0.192.in-addr.arpa", Type.PTR, "1.2.0.192.in-addr.arpa. 60 IN PTR Host.A.test.");
        assertThat(found("a.test", DnsType.MX)).containsExactly(new DnsRecord.Mx(65535, DnsName.of("mx.a.test")));
        assertThat(found("1.2.0.192.in-addr.arpa", DnsType.PTR))
                .containsExactly(new DnsRecord.Ptr(DnsName.of("host.a.test")));
    }

    @Test
    void tlsaDataIsFoundInHexadecimal() {
        server.on("_25._tcp.a.test", Type.TLSA, "_25._tcp.a.test. 60 IN TLSA 3 1 255 00FFA5");
        assertThat(found("_25._tcp.a.test", DnsType.TLSA)).containsExactly(new DnsRecord.Tlsa(3, 1, 255, "00ffa5"));
    }

    @Test
    void questionForAnAliasItselfFindsItAndDoesNotFollow() {
        server.on("a.test", Type.CNAME, "a.test. 60 IN CNAME b.test.");
        assertThat(found("a.test", DnsType.CNAME)).containsExactly(new DnsRecord.Cname(DnsName.of("b.test")));
        assertThat(server.count()).isEqualTo(1);
    }

    @Test
    void labelsOfAnyOctetsGoThereAndBackUnchanged() {
        String odd = "a\\.b\\\\\\000\\200\\\"._domainkey.test";
        server.on(odd, Type.CNAME, "a\\.b\\\\\\000\\200\\\"._domainkey.test. 60 IN CNAME x\\.y\\032z\\255.test.");
        assertThat(found(odd, DnsType.CNAME)).containsExactly(new DnsRecord.Cname(DnsName.of("x\\.y\\032z\\255.test")));
    }

    @Test
    void replyInOtherCaseIsTheSameName() {
        server.on("a.test", Type.TXT, "A.TeSt. 60 IN TXT x");
        assertThat(found("a.test", DnsType.TXT)).containsExactly(new DnsRecord.Txt(List.of("x")));
    }

    @Test
    void recordsOfOtherNamesTypesAndClassesAreNoAnswer() {
        server.on(
                "a.test",
                Type.TXT,
                "b.test. 60 IN TXT other-name",
                "a.test. 60 IN A 192.0.2.1",
                "a.test. 60 CH TXT other-class");
        assertThat(ask(resolver, "a.test", DnsType.TXT)).isInstanceOf(DnsAnswer.NoData.class);
    }

    @Test
    void additionalRecordsAreNoAnswer() {
        server.on("a.test", Type.TXT, FakeServer.NOERROR, reply -> {
            FakeServer.add(reply, Section.ADDITIONAL, "a.test. 60 IN TXT planted");
            FakeServer.add(reply, Section.AUTHORITY, "test. 60 IN SOA ns. h. 1 2 3 4 5");
        });
        assertThat(ask(resolver, "a.test", DnsType.TXT)).isInstanceOf(DnsAnswer.NoData.class);
    }

    @Test
    void lifeTimeIsTheShortestOfTheRecords() {
        server.on("a.test", Type.TXT, "a.test. 600 IN TXT a", "a.test. 60 IN TXT b");
        assertThat(ask(resolver, "a.test", DnsType.TXT).evidence().ttl()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void withoutTrustTheStatusIsIndeterminateAndNoAliasIsReported() {
        server.on("a.test", Type.TXT, "a.test. 600 IN TXT a");
        DnsAnswer.Evidence evidence = ask(resolver, "a.test", DnsType.TXT).evidence();
        assertThat(evidence.dnssec()).isEqualTo(DnssecStatus.INDETERMINATE);
        assertThat(evidence.aliases()).isEmpty();
    }
}
