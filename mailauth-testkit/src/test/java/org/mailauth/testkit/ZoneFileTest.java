package org.mailauth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.testkit.Ask.ask;
import static org.mailauth.testkit.Ask.data;
import static org.mailauth.testkit.Ask.texts;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.Parsed;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;

class ZoneFileTest {

    private static InMemoryDns clean(String text) {
        Parsed<InMemoryDns> parsed = ZoneFile.parse(text);
        assertThat(parsed.problems()).isEmpty();
        return parsed.orElseThrow();
    }

    private static Duration ttl(InMemoryDns dns, String name) {
        return ask(dns, name, DnsType.TXT).evidence().ttl();
    }

    @Test
    void aFileOfARealServerLoads() {
        InMemoryDns dns = clean("""
                $ORIGIN example.com.
                $TTL 1h ; one hour
                @       IN SOA  ns1 hostmaster (
                                2026010101 ; serial
                                7200       ; refresh
                                3600 1209600 300 )
                        IN NS   ns1
                        IN NS   ns2.example.net.
                        IN CAA  0 issue "ca.example.net"
                        IN MX   10 mail
                        MX      20 mail.example.net.
                        TXT     "v=spf1 mx -all"
                        86400 IN DNSKEY 257 3 13 ( mdsswUyr3DPW132mOi8V9xESWE8jTo0d
                                xCjjnopKl+GqJxpVXckHAeF+KkxLbxIL )
                        RRSIG   TXT 13 2 3600 20260201000000 20260101000000 1 example.com. abcd==
                        NSEC    mail.example.com. NS SOA MX TXT RRSIG NSEC DNSKEY
                        TYPE65280 \\# 2 ABCD
                mail    A       192.0.2.1
                        AAAA    2001:db8::1
                www     CNAME   @
                _25._tcp.mail TLSA 3 1 1 ABCD ef01
                $ORIGIN 2.0.192.in-addr.arpa.
                1       PTR     mail.example.com.
                other.example. 60 IN TXT "second domain, no SOA"
                """);

        assertThat(data(dns, "example.com", DnsType.MX))
                .containsExactly("10 mail.example.com.", "20 mail.example.net.");
        assertThat(texts(dns, "example.com")).containsExactly("v=spf1 mx -all");
        assertThat(texts(dns, "www.example.com")).containsExactly("v=spf1 mx -all");
        assertThat(data(dns, "mail.example.com", DnsType.A)).containsExactly("192.0.2.1");
        assertThat(data(dns, "mail.example.com", DnsType.AAAA)).hasSize(1);
        assertThat(data(dns, "_25._tcp.mail.example.com", DnsType.TLSA)).containsExactly("3 1 1 abcdef01");
        assertThat(data(dns, "1.2.0.192.in-addr.arpa", DnsType.PTR)).containsExactly("mail.example.com.");
        assertThat(texts(dns, "other.example")).containsExactly("second domain, no SOA");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.test. 60 IN TXT x",
                "a.test. IN 60 TXT x",
                "a.test. 60 TXT x",
                "a.test. in 1m txt x",
                "a.test. 1M CLASS1 Txt x",
                "\uFEFFa.test 60 TXT x",
                "\u00EF\u00BB\u00BFa.test 60 TXT x",
                "\n; comment\n\t \r\na.test. 60 TXT x ; comment\r\n",
                "( a.test. 60\n\n TXT ( x ) )",
                "a.test 60 TXT \"x\"",
                "$ORIGIN test.\na 60 TXT x",
                "$origin test\na 60 TXT x",
                "$ORIGIN test.\n$ORIGIN a\n@ 60 TXT x",
                "$TTL 60\na.test TXT x",
                "$ttl 1m\na.test TXT x",
                "\\097.test. 60 TXT \\x",
                "a.test 60 TXT \\120",
                "a.test 60 SPF ignored\n TXT x",
                "a.test 60 TXT x\n TXT x\n"
            })
    void everyWayToWriteARecordReadsTheSame(String text) {
        InMemoryDns dns = ZoneFile.parse(text).orElseThrow();

        assertThat(texts(dns, "a.test")).containsExactly("x");
        assertThat(ttl(dns, "a.test")).isEqualTo(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1s,1", "1h30m,5400", "1w2d,777600", "2147483647,2147483647", "1D,86400", "1h5,3605"})
    void ttlsHaveUnits(String written, long seconds) {
        assertThat(ttl(clean("a.test " + written + " TXT x"), "a.test")).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void aRecordWithoutTtlHasThatOfTheDirectiveElseTheLastOneElseOneHour() {
        InMemoryDns dns = clean("""
                a.test TXT x
                b.test 60 TXT x
                c.test TXT x
                $TTL 10
                d.test TXT x
                e.test 20 TXT x
                f.test TXT x
                """);

        assertThat(ttl(dns, "a.test")).isEqualTo(Duration.ofHours(1));
        assertThat(ttl(dns, "c.test")).isEqualTo(Duration.ofSeconds(60));
        assertThat(ttl(dns, "d.test")).isEqualTo(Duration.ofSeconds(10));
        assertThat(ttl(dns, "e.test")).isEqualTo(Duration.ofSeconds(20));
        assertThat(ttl(dns, "f.test")).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void quotedStringsKeepWhatWouldOtherwiseEndThem() {
        InMemoryDns dns = clean("a.test TXT \"v=DKIM1; (k) @ \\\" \\\\ \\000\\255\u00E9\" \"\" tail\\;\\ \\(x");

        assertThat(ask(dns, "a.test", DnsType.TXT).records(DnsRecord.Txt.class))
                .containsExactly(new DnsRecord.Txt(List.of("v=DKIM1; (k) @ \" \\ \u0000\u00FF\u00E9", "", "tail; (x")));
    }

    @Test
    void namesKeepTheirEscapes() {
        InMemoryDns dns =
                clean("$ORIGIN test\na\\.b TXT dot\n\\@ TXT at\n\\$ORIGIN TXT dollar\na\\.\\. TXT two\n*.w TXT wild");

        assertThat(texts(dns, "a\\.b.test")).containsExactly("dot");
        assertThat(texts(dns, "@.test")).containsExactly("at");
        assertThat(texts(dns, "\\$origin.test")).containsExactly("dollar");
        assertThat(texts(dns, "a\\046\\046.test")).containsExactly("two");
        assertThat(texts(dns, "x.w.test")).containsExactly("wild");
    }

    @Test
    void withoutAnOriginNamesAreTakenAsTheyAreAndOneCanBeGiven() {
        InMemoryDns without = clean("example.com MX 10 mail.example.com");
        InMemoryDns with =
                ZoneFile.parse("@ MX 10 mail", DnsName.of("example.com")).orElseThrow();

        assertThat(data(without, "example.com", DnsType.MX)).containsExactly("10 mail.example.com.");
        assertThat(data(with, "example.com", DnsType.MX)).containsExactly("10 mail.example.com.");
    }

    @Test
    void aTextOf65535OctetsIsRead() {
        String strings = ("\"" + "x".repeat(255) + "\"\n").repeat(255) + "\"" + "x".repeat(254) + "\"";

        InMemoryDns dns = clean("a.test TXT (" + strings + ")");

        assertThat(texts(dns, "a.test")).containsExactly("x".repeat(255 * 255 + 254));
    }

    @Test
    void octetsAreTakenAsTheyAre(@TempDir Path folder) throws Exception {
        byte[] octets = "a\u00E9.test TXT \"\u00FC\"\n@ TXT o".getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(folder.resolve("zone"), octets);

        InMemoryDns read = ZoneFile.read(file, DnsName.of("origin.test")).orElseThrow();

        assertThat(texts(read, "a\\233.test.origin.test")).containsExactly("\u00FC");
        assertThat(texts(read, "origin.test")).containsExactly("o");
        assertThat(texts(
                        ZoneFile.parse("b.test TXT \u00FC".getBytes(StandardCharsets.UTF_8))
                                .orElseThrow(),
                        "b.test"))
                .containsExactly("\u00C3\u00BC");
    }

    @Test
    void recordsOfOtherTypesMakeTheirOwnerExist() {
        InMemoryDns dns = clean("a.test SRV 0 0 0 .\nb.test TYPE65280 \\# 0\nc.test HTTPS 1 . alpn=h2");

        for (String name : List.of("a.test", "b.test", "c.test")) {
            assertThat(ask(dns, name, DnsType.A)).isInstanceOf(DnsAnswer.NoData.class);
        }
        assertThat(ask(dns, "d.test", DnsType.A)).isInstanceOf(DnsAnswer.NxDomain.class);
    }

    @Test
    void nothingButCommentsIsADnsWithoutNames() {
        assertThat(clean("").toZoneText()).isEmpty();
        assertThat(clean("; only this").toZoneText()).isEmpty();
        assertThat(clean("\n \n\t; x\n").toZoneText()).isEmpty();
    }
}
