package org.mailauth.dnsjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.dnsjava.Questions.ask;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailauth.MailAuthObserver;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class CacheTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final List<String> hits = new CopyOnWriteArrayList<>();
    private FakeServer server;

    @BeforeEach
    void start() throws IOException {
        server = FakeServer.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private DnsjavaResolver.Builder resolver() {
        return server.resolver().ticker(now::get).observer(new MailAuthObserver() {
            @Override
            public void dnsCacheHit(DnsName name, DnsType type) {
                hits.add(name + " " + type);
            }
        });
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private void denies(int rcode, int soaTtl, int minimum) {
        server.on(
                "a.test",
                Type.TXT,
                rcode,
                reply -> FakeServer.add(
                        reply, Section.AUTHORITY, "test. " + soaTtl + " IN SOA n. h. 1 2 3 4 " + minimum));
    }

    @Test
    void answerIsRememberedForItsTimeToLiveWhichRunsDown() {
        server.on("a.test", Type.TXT, "a.test. 60 IN TXT x");
        DnsjavaResolver resolver = resolver().build();
        DnsAnswer first = ask(resolver, "a.test", DnsType.TXT);
        pass(Duration.ofSeconds(59));
        DnsAnswer remembered = ask(resolver, "A.Test", DnsType.TXT);
        assertThat(remembered.records(DnsRecord.class)).isEqualTo(first.records(DnsRecord.class));
        assertThat(remembered.evidence().ttl()).isEqualTo(Duration.ofSeconds(1));
        assertThat(server.count()).isEqualTo(1);
        pass(Duration.ofSeconds(1));
        assertThat(ask(resolver, "a.test", DnsType.TXT)).isEqualTo(first);
        assertThat(server.count()).isEqualTo(2);
        assertThat(hits).containsExactly("a.test TXT");
    }

    @Test
    void aliasesAreRememberedWithTheAnswer() {
        server.on("a.test", Type.TXT, "a.test. 60 IN CNAME b.test.", "b.test. 60 IN TXT x");
        DnsjavaResolver resolver = resolver().build();
        DnsAnswer first = ask(resolver, "a.test", DnsType.TXT);
        assertThat(ask(resolver, "a.test", DnsType.TXT)).isEqualTo(first);
        assertThat(server.count()).isEqualTo(1);
    }

    @Test
    void otherTypeOfTheSameNameIsAnotherQuestion() {
        server.on("a.test", Type.TXT, "a.test. 60 IN TXT x");
        DnsjavaResolver resolver = resolver().build();
        ask(resolver, "a.test", DnsType.TXT);
        ask(resolver, "a.test", DnsType.MX);
        assertThat(server.count()).isEqualTo(2);
    }

    @Test
    void absentNameIsRememberedForTheLesserTimeOfTheSoa() {
        denies(Rcode.NXDOMAIN, 60, 30);
        DnsjavaResolver resolver = resolver().build();
        ask(resolver, "a.test", DnsType.TXT);
        pass(Duration.ofSeconds(29));
        assertThat(ask(resolver, "a.test", DnsType.TXT)).isInstanceOf(DnsAnswer.NxDomain.class);
        assertThat(server.count()).isEqualTo(1);
        pass(Duration.ofSeconds(1));
        ask(resolver, "a.test", DnsType.TXT);
        assertThat(server.count()).isEqualTo(2);
    }

    @Test
    void absentTypeIsRememberedAsNoData() {
        denies(Rcode.NOERROR, 30, 60);
        DnsjavaResolver resolver = resolver().build();
        ask(resolver, "a.test", DnsType.TXT);
        pass(Duration.ofSeconds(29));
        assertThat(ask(resolver, "a.test", DnsType.TXT)).isInstanceOf(DnsAnswer.NoData.class);
        assertThat(server.count()).isEqualTo(1);
    }

    @Test
    void failureIsNotRemembered() {
        server.on("a.test", Type.TXT, Rcode.SERVFAIL, reply -> {});
        DnsjavaResolver resolver = resolver().build();
        ask(resolver, "a.test", DnsType.TXT);
        ask(resolver, "a.test", DnsType.TXT);
        assertThat(server.count()).isEqualTo(2);
        assertThat(hits).isEmpty();
    }

    @Test
    void timeToLiveOfZeroIsNotRemembered() {
        server.on("a.test", Type.TXT, "a.test. 0 IN TXT x");
        DnsjavaResolver resolver = resolver().build();
        ask(resolver, "a.test", DnsType.TXT);
        ask(resolver, "a.test", DnsType.TXT);
        assertThat(server.count()).isEqualTo(2);
    }

    @Test
    void timeToLiveWithItsHighestBitSetIsZero() {
        server.on("a.test", Type.TXT, asked -> {
            var reply = FakeServer.reply(asked, Rcode.NOERROR);
            FakeServer.add(reply, Section.ANSWER, "a.test. 60 IN TXT x");
            byte[] wire = FakeServer.wire(reply);
            wire[wire.length - 8] = (byte) 0x80; // TTL, RDLENGTH, RDATA "x": RFC 2181 §8
            return wire;
        });
        DnsAnswer answer = ask(resolver().build(), "a.test", DnsType.TXT);
        assertThat(answer).isInstanceOf(DnsAnswer.Found.class);
        assertThat(answer.evidence().ttl()).isZero();
    }

    @Test
    void limitsCutWhatTheZoneSays() {
        server.on("a.test", Type.A, "a.test. 2147483647 IN A 192.0.2.1");
        denies(Rcode.NXDOMAIN, 604800, 604800);
        DnsjavaResolver resolver = resolver().build();
        assertThat(ask(resolver, "a.test", DnsType.A).evidence().ttl()).isEqualTo(Duration.ofDays(1));
        assertThat(ask(resolver, "a.test", DnsType.TXT).evidence().ttl()).isEqualTo(Duration.ofHours(1));
        DnsjavaResolver strict = resolver()
                .maxTtl(Duration.ofSeconds(7))
                .maxNegativeTtl(Duration.ZERO)
                .build();
        assertThat(ask(strict, "a.test", DnsType.A).evidence().ttl()).isEqualTo(Duration.ofSeconds(7));
        assertThat(ask(strict, "a.test", DnsType.TXT).evidence().ttl()).isZero();
    }

    @Test
    void withoutEntriesNothingIsRemembered() {
        server.on("a.test", Type.TXT, "a.test. 60 IN TXT x");
        DnsjavaResolver resolver = resolver().cacheEntries(0).build();
        ask(resolver, "a.test", DnsType.TXT);
        ask(resolver, "a.test", DnsType.TXT);
        assertThat(server.count()).isEqualTo(2);
    }

    @Test
    void numberOfEntriesIsBounded() {
        AnswerCache cache = new AnswerCache(10, now::get);
        for (int at = 0; at < 1000; at++) {
            cache.put(key(at), text("x"));
        }
        assertThat(remembered(cache)).isBetween(1, 10);
    }

    @Test
    void longAnswersCountAsSeveralEntries() {
        AnswerCache cache = new AnswerCache(10, now::get);
        for (int at = 0; at < 1000; at++) {
            cache.put(key(at), text("x".repeat(4096)));
        }
        assertThat(remembered(cache)).isBetween(1, 2);
    }

    private static CacheKey key(int number) {
        return new CacheKey(DnsName.of("n" + number + ".test"), DnsType.TXT);
    }

    private static DnsAnswer text(String text) {
        return new DnsAnswer.Found(
                List.of(new DnsRecord.Txt(List.of(text))),
                new DnsAnswer.Evidence(org.mailauth.dns.DnssecStatus.INDETERMINATE, List.of(), Duration.ofSeconds(60)));
    }

    private static int remembered(AnswerCache cache) {
        int count = 0;
        for (int at = 0; at < 1000; at++) {
            count += cache.get(key(at)).isPresent() ? 1 : 0;
        }
        return count;
    }
}
