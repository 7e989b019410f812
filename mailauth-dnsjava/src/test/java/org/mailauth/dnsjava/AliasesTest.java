package org.mailauth.dnsjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.dnsjava.Questions.ask;
import static org.mailauth.dnsjava.Questions.cause;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailauth.dns.DnsAlias;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.dnsjava.FakeServer.Asked;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class AliasesTest {
    private static final DnsRecord GOOD = new DnsRecord.Txt(List.of("good"));

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

    private static DnsAlias link(String owner, String target) {
        return new DnsAlias(DnsName.of(owner), DnsName.of(target), DnssecStatus.INDETERMINATE);
    }

    private void chainOf(int links, String end) {
        String[] lines = new String[links + 1];
        for (int at = 0; at < links; at++) {
            lines[at] = "n" + at + ".test. 60 IN CNAME n" + (at + 1) + ".test.";
        }
        lines[links] = "n" + links + ".test. 60 IN " + end;
        server.on("n0.test", Type.TXT, lines);
    }

    @Test
    void chainInOneReplyIsFollowedAndReportedInOrder() {
        server.on(
                "a.test",
                Type.TXT,
                "a.test. 600 IN CNAME b.test.",
                "b.test. 60 IN CNAME c.test.",
                "c.test. 300 IN TXT good");
        DnsAnswer answer = ask(resolver, "a.test", DnsType.TXT);
        assertThat(answer.records(DnsRecord.Txt.class)).containsExactly((DnsRecord.Txt) GOOD);
        assertThat(answer.evidence().aliases()).containsExactly(link("a.test", "b.test"), link("b.test", "c.test"));
        assertThat(answer.evidence().ttl()).isEqualTo(Duration.ofSeconds(60));
        assertThat(server.count()).isEqualTo(1);
    }

    @Test
    void chainInAnyOrderOfRecordsIsFollowed() {
        server.on(
                "a.test",
                Type.TXT,
                "c.test. 300 IN TXT good",
                "b.test. 60 IN CNAME c.test.",
                "a.test. 600 IN CNAME b.test.");
        assertThat(ask(resolver, "a.test", DnsType.TXT).records(DnsRecord.Txt.class))
                .containsExactly((DnsRecord.Txt) GOOD);
    }

    @Test
    void targetMissingFromTheReplyIsAskedFor() {
        server.on("a.test", Type.TXT, "a.test. 60 IN CNAME b.example.");
        server.on("b.example", Type.TXT, "b.example. 60 IN CNAME c.example.", "c.example. 30 IN TXT good");
        DnsAnswer answer = ask(resolver, "a.test", DnsType.TXT);
        assertThat(answer.records(DnsRecord.Txt.class)).containsExactly((DnsRecord.Txt) GOOD);
        assertThat(answer.evidence().aliases())
                .containsExactly(link("a.test", "b.example"), link("b.example", "c.example"));
        assertThat(answer.evidence().ttl()).isEqualTo(Duration.ofSeconds(30));
        assertThat(server.asked()).extracting(Asked::name).containsExactly("a.test.", "b.example.");
    }

    @Test
    void aliasOfAnAbsentNameIsNxDomainWithTheAlias() {
        server.on("a.test", Type.TXT, Rcode.NXDOMAIN, reply -> {
            FakeServer.add(reply, Section.ANSWER, "a.test. 20 IN CNAME gone.test.");
            FakeServer.add(reply, Section.AUTHORITY, "test. 900 IN SOA n. h. 1 2 3 4 900");
        });
        DnsAnswer answer = ask(resolver, "a.test", DnsType.TXT);
        assertThat(answer).isInstanceOf(DnsAnswer.NxDomain.class);
        assertThat(answer.evidence().aliases()).containsExactly(link("a.test", "gone.test"));
        assertThat(answer.evidence().ttl()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void aliasOfANameWithoutTheTypeIsNoDataWithTheAlias() {
        server.on("a.test", Type.TXT, Rcode.NOERROR, reply -> {
            FakeServer.add(reply, Section.ANSWER, "a.test. 60 IN CNAME b.test.");
            FakeServer.add(reply, Section.AUTHORITY, "test. 900 IN SOA n. h. 1 2 3 4 900");
        });
        DnsAnswer answer = ask(resolver, "a.test", DnsType.TXT);
        assertThat(answer).isInstanceOf(DnsAnswer.NoData.class);
        assertThat(answer.evidence().aliases()).containsExactly(link("a.test", "b.test"));
        assertThat(server.count()).isEqualTo(1);
    }

    @Test
    void failureAtTheTargetIsTheAnswer() {
        server.on("a.test", Type.TXT, "a.test. 60 IN CNAME b.test.");
        server.on("b.test", Type.TXT, Rcode.SERVFAIL, reply -> {});
        assertThat(cause(ask(resolver, "a.test", DnsType.TXT))).isEqualTo(DnsFailure.SERVER_FAILURE);
    }

    @Test
    void loopInOneReplyIsAnAliasLoop() {
        server.on("a.test", Type.TXT, "a.test. 60 IN CNAME b.test.", "b.test. 60 IN CNAME A.test.");
        assertThat(cause(ask(resolver, "a.test", DnsType.TXT))).isEqualTo(DnsFailure.ALIAS_LOOP);
    }

    @Test
    void loopOverRepliesIsAnAliasLoop() {
        server.on("a.test", Type.TXT, "a.test. 60 IN CNAME b.test.");
        server.on("b.test", Type.TXT, "b.test. 60 IN CNAME a.test.");
        assertThat(cause(ask(resolver, "a.test", DnsType.TXT))).isEqualTo(DnsFailure.ALIAS_LOOP);
        assertThat(server.count()).isEqualTo(2);
    }

    @Test
    void aliasOfItselfIsAnAliasLoop() {
        server.on("a.test", Type.TXT, "a.test. 60 IN CNAME a.test.");
        assertThat(cause(ask(resolver, "a.test", DnsType.TXT))).isEqualTo(DnsFailure.ALIAS_LOOP);
    }

    @Test
    void sixteenLinksAreFollowed() {
        chainOf(16, "TXT good");
        DnsAnswer answer = ask(resolver, "n0.test", DnsType.TXT);
        assertThat(answer.records(DnsRecord.Txt.class)).containsExactly((DnsRecord.Txt) GOOD);
        assertThat(answer.evidence().aliases()).hasSize(16);
    }

    @Test
    void seventeenLinksAreAnAliasLoop() {
        chainOf(17, "TXT good");
        assertThat(cause(ask(resolver, "n0.test", DnsType.TXT))).isEqualTo(DnsFailure.ALIAS_LOOP);
    }

    @Test
    void chainWithoutEndAsksNoMoreThanSeventeenQuestions() {
        server.otherwise(asked -> {
            var reply = FakeServer.reply(asked, Rcode.NOERROR);
            FakeServer.add(reply, Section.ANSWER, asked.name() + " 60 IN CNAME x." + asked.name());
            return FakeServer.wire(reply);
        });
        assertThat(cause(ask(resolver, "a.test", DnsType.TXT))).isEqualTo(DnsFailure.ALIAS_LOOP);
        assertThat(server.count()).isEqualTo(17);
    }

    @Test
    void twoAliasesOfOneNameAreMalformed() {
        server.on("a.test", Type.TXT, "a.test. 60 IN CNAME b.test.", "a.test. 60 IN CNAME c.test.");
        assertThat(cause(ask(resolver, "a.test", DnsType.TXT))).isEqualTo(DnsFailure.MALFORMED);
    }

    @Test
    void unrelatedAliasesInTheReplyAreNotFollowed() {
        server.on("a.test", Type.TXT, "z.test. 60 IN CNAME c.test.", "c.test. 60 IN TXT planted");
        assertThat(ask(resolver, "a.test", DnsType.TXT)).isInstanceOf(DnsAnswer.NoData.class);
    }
}
