package org.mailauth.dnsjava;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsType;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

/** Whatever a server sends, the resolver answers and never throws. */
class HostileRepliesTest {
    private static FakeServer server;

    @BeforeContainer
    static void start() throws IOException {
        server = FakeServer.start();
    }

    @AfterContainer
    static void stop() throws IOException {
        server.close();
    }

    private static DnsAnswer ask(DnsType type) {
        DnsjavaResolver resolver = server.resolver()
                .retries(0)
                .timeout(Duration.ofSeconds(5))
                .cacheEntries(0)
                .trustAuthenticatedData(true)
                .build();
        return Questions.ask(resolver, "a.test", type);
    }

    @Property(tries = 300)
    void anyOctetsAfterTheHeaderAreAnAnswerOrAFailure(@ForAll byte[] octets, @ForAll byte flags, @ForAll DnsType type) {
        server.otherwise(asked -> {
            byte[] id = FakeServer.wire(asked.query());
            byte[] reply = new byte[12 + octets.length];
            System.arraycopy(id, 0, reply, 0, 2);
            reply[2] = (byte) 0x80;
            reply[3] = flags;
            reply[5] = 1;
            reply[7] = 1;
            System.arraycopy(octets, 0, reply, 12, octets.length);
            return reply;
        });
        assertThat(Questions.cause(ask(type))).isEqualTo(DnsFailure.MALFORMED);
    }

    @Property(tries = 600)
    void replyWithDamagedOctetsIsAnAnswerOrAFailure(@ForAll("damage") List<int[]> damage, @ForAll DnsType type) {
        server.otherwise(asked -> {
            byte[] reply = fullReply(asked);
            for (int[] change : damage) {
                int at = 2 + change[0] % (reply.length - 2);
                reply[at] = (byte) change[1];
            }
            return reply;
        });
        DnsAnswer answer = ask(type);
        assertThat(answer.evidence().ttl()).isBetween(Duration.ZERO, Duration.ofDays(1));
    }

    @Provide
    Arbitrary<List<int[]>> damage() {
        return Arbitraries.integers()
                .between(0, 600)
                .list()
                .ofSize(2)
                .map(pair -> new int[] {pair.get(0), pair.get(1)})
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Property(tries = 500)
    void namesGoThereAndBackUnchanged(@ForAll("labels") List<String> labels) {
        DnsName.parseLabels(labels)
                .value()
                .ifPresent(name ->
                        assertThat(WireNames.fromWire(WireNames.toWire(name))).isEqualTo(name));
    }

    @Provide
    Arbitrary<List<String>> labels() {
        return Arbitraries.strings()
                .withCharRange('\0', '\u00FF')
                .ofMinLength(1)
                .ofMaxLength(63)
                .list()
                .ofMaxSize(8);
    }

    private static byte[] fullReply(FakeServer.Asked asked) {
        Message reply = FakeServer.reply(asked, Rcode.NOERROR);
        List<String> lines = new ArrayList<>();
        for (DnsType type : DnsType.values()) {
            String data = switch (type) {
                case A -> "192.0.2.1";
                case AAAA -> "2001:db8::1";
                case CNAME -> "";
                case MX -> "10 mx.b.test.";
                case PTR -> "host.b.test.";
                case TXT -> "\"v=spf1\" \" -all\"";
                case TLSA -> "3 1 1 00ff";
            };
            if (!data.isEmpty()) {
                lines.add("b.test. 60 IN " + type + " " + data);
            }
        }
        lines.add("a.test. 60 IN CNAME b.test.");
        FakeServer.add(reply, Section.ANSWER, lines.toArray(String[]::new));
        FakeServer.add(reply, Section.AUTHORITY, "test. 900 IN SOA n. h. 1 2 3 4 900");
        return FakeServer.wire(reply);
    }
}
