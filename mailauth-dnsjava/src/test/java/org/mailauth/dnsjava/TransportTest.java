package org.mailauth.dnsjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.dnsjava.Questions.SHORT;
import static org.mailauth.dnsjava.Questions.ask;
import static org.mailauth.dnsjava.Questions.cause;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailauth.Deadline;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsQuestion;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.mailauth.dnsjava.FakeServer.Asked;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class TransportTest {
    private static final String[] GOOD = {"a.test. 60 IN TXT good"};

    private FakeServer server;
    private FakeServer second;

    @BeforeEach
    void start() throws IOException {
        server = FakeServer.start();
        second = FakeServer.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        second.close();
    }

    private static byte[] good(Asked asked) {
        Message reply = FakeServer.reply(asked, Rcode.NOERROR);
        FakeServer.add(reply, Section.ANSWER, GOOD);
        return FakeServer.wire(reply);
    }

    /** What a forger or a broken server sends by UDP; by TCP the server is honest. */
    private void onUdp(FakeServer.Handler handler) {
        server.on("a.test", Type.TXT, asked -> asked.tcp() ? good(asked) : handler.reply(asked));
    }

    private DnsjavaResolver.Builder both() {
        return DnsjavaResolver.builder().servers(List.of(server.address(), second.address()));
    }

    private static void assertGood(DnsAnswer answer) {
        assertThat(answer.records(DnsRecord.Txt.class)).containsExactly(new DnsRecord.Txt(List.of("good")));
    }

    @Test
    void questionIsAbsoluteAsksForRecursionAndOffersEdns() {
        server.on("a.test", Type.TXT, GOOD);
        assertGood(ask(server.resolver().build(), "a.test", DnsType.TXT));
        Message query = server.asked().get(0).query();
        assertThat(query.getQuestion().getName()).hasToString("a.test.");
        assertThat(query.getHeader().getFlag(Flags.RD)).isTrue();
        assertThat(query.getHeader().getFlag(Flags.AD)).isFalse();
        assertThat(query.getHeader().getFlag(Flags.CD)).isFalse();
        assertThat(query.getOPT().getPayloadSize()).isEqualTo(1232);
        assertThat(server.asked().get(0).tcp()).isFalse();
    }

    @Test
    void nameOfOneLabelIsNotCompletedFromASearchPath() {
        server.otherwise(asked -> FakeServer.wire(FakeServer.reply(asked, Rcode.NXDOMAIN)));
        assertThat(ask(server.resolver().build(), "localhost", DnsType.TXT)).isInstanceOf(DnsAnswer.NxDomain.class);
        assertThat(server.asked()).extracting(Asked::name).containsExactly("localhost.");
    }

    @Test
    void truncatedReplyIsAskedForByTcp() {
        onUdp(asked -> {
            Message reply = FakeServer.reply(asked, Rcode.NOERROR);
            reply.getHeader().setFlag(Flags.TC);
            return FakeServer.wire(reply);
        });
        assertGood(ask(server.resolver().build(), "a.test", DnsType.TXT));
        assertThat(server.asked()).extracting(Asked::tcp).containsExactly(false, true);
    }

    @Test
    void longAnswerComesByTcp() {
        String[] many = new String[200];
        for (int at = 0; at < many.length; at++) {
            many[at] = "a.test. 60 IN TXT \"" + "x".repeat(250) + at + "\"";
        }
        server.on("a.test", Type.TXT, asked -> {
            Message reply = FakeServer.reply(asked, Rcode.NOERROR);
            if (asked.tcp()) {
                FakeServer.add(reply, Section.ANSWER, many);
            } else {
                reply.getHeader().setFlag(Flags.TC);
            }
            return FakeServer.wire(reply);
        });
        assertThat(ask(server.resolver().build(), "a.test", DnsType.TXT).records(DnsRecord.Txt.class))
                .hasSize(200);
    }

    @Test
    void truncatedReplyByTcpIsMalformed() {
        server.on("a.test", Type.TXT, asked -> {
            Message reply = FakeServer.reply(asked, Rcode.NOERROR);
            FakeServer.add(reply, Section.ANSWER, GOOD);
            reply.getHeader().setFlag(Flags.TC);
            return FakeServer.wire(reply);
        });
        assertThat(cause(ask(server.resolver().retries(0).build(), "a.test", DnsType.TXT)))
                .isEqualTo(DnsFailure.MALFORMED);
    }

    @Test
    void garbageInADatagramIsNotUsedAndTcpIsAsked() {
        onUdp(asked -> {
            byte[] garbage = good(asked);
            java.util.Arrays.fill(garbage, 12, garbage.length, (byte) 0xFF);
            return garbage;
        });
        assertGood(ask(server.resolver().build(), "a.test", DnsType.TXT));
    }

    @Test
    void datagramShorterThanAHeaderIsNotUsedAndTcpIsAsked() {
        onUdp(asked -> new byte[] {1, 2, 3});
        assertGood(ask(server.resolver().build(), "a.test", DnsType.TXT));
    }

    @Test
    void replyWithAnotherIdIsNotUsed() {
        onUdp(asked -> {
            Message forged = new Message(
                    new Asked(asked.query(), false).query().getHeader().getID() ^ 1);
            forged.getHeader().setFlag(Flags.QR);
            forged.addRecord(asked.query().getQuestion(), Section.QUESTION);
            FakeServer.add(forged, Section.ANSWER, "a.test. 60 IN TXT forged");
            return FakeServer.wire(forged);
        });
        assertGood(ask(server.resolver().build(), "a.test", DnsType.TXT));
    }

    private void answerToAnotherQuestion(String name, int type, int dclass) {
        onUdp(asked -> {
            Message forged = new Message(asked.query().getHeader().getID());
            forged.getHeader().setFlag(Flags.QR);
            forged.addRecord(Record.newRecord(FakeServer.name(name), type, dclass), Section.QUESTION);
            FakeServer.add(forged, Section.ANSWER, "a.test. 60 IN TXT forged");
            return FakeServer.wire(forged);
        });
    }

    @Test
    void replyToAnotherNameIsNotUsed() {
        answerToAnotherQuestion("b.test", Type.TXT, DClass.IN);
        assertGood(ask(server.resolver().build(), "a.test", DnsType.TXT));
    }

    @Test
    void replyToAnotherTypeIsNotUsed() {
        answerToAnotherQuestion("a.test", Type.A, DClass.IN);
        assertGood(ask(server.resolver().build(), "a.test", DnsType.TXT));
    }

    @Test
    void replyToAnotherClassIsNotUsed() {
        answerToAnotherQuestion("a.test", Type.TXT, DClass.CH);
        assertGood(ask(server.resolver().build(), "a.test", DnsType.TXT));
    }

    @Test
    void replyWithoutAQuestionIsNotUsed() {
        onUdp(asked -> {
            Message reply = FakeServer.reply(asked, Rcode.NOERROR);
            reply.removeAllRecords(Section.QUESTION);
            FakeServer.add(reply, Section.ANSWER, "a.test. 60 IN TXT forged");
            return FakeServer.wire(reply);
        });
        assertGood(ask(server.resolver().build(), "a.test", DnsType.TXT));
    }

    @Test
    void echoOfTheQuestionIsNoReply() {
        onUdp(asked -> FakeServer.wire(asked.query()));
        assertGood(ask(server.resolver().build(), "a.test", DnsType.TXT));
    }

    @Test
    void nonsenseByTcpTooIsMalformed() {
        server.on("a.test", Type.TXT, asked -> {
            Message reply = FakeServer.reply(asked, Rcode.NOERROR);
            reply.removeAllRecords(Section.QUESTION);
            return FakeServer.wire(reply);
        });
        assertThat(cause(ask(server.resolver().retries(0).build(), "a.test", DnsType.TXT)))
                .isEqualTo(DnsFailure.MALFORMED);
    }

    @Test
    void silenceUntilTheDeadlineIsTimeout() {
        server.silentOn("a.test", Type.TXT);
        assertThat(cause(ask(server.resolver().build(), "a.test", DnsType.TXT, SHORT)))
                .isEqualTo(DnsFailure.TIMEOUT);
    }

    @Test
    void silenceThroughAllRoundsIsTimeoutBeforeTheDeadline() {
        server.silentOn("a.test", Type.TXT);
        DnsjavaResolver resolver =
                server.resolver().timeout(Duration.ofMillis(500)).retries(2).build();
        assertThat(cause(ask(resolver, "a.test", DnsType.TXT))).isEqualTo(DnsFailure.TIMEOUT);
        server.awaitCount(3);
    }

    @Test
    void deadlineOnATickerThatStandsStillStillEndsTheQuestion() {
        server.silentOn("a.test", Type.TXT);
        DnsQuestion question = new DnsQuestion(DnsName.of("a.test"), DnsType.TXT, Deadline.after(SHORT, () -> 42));
        assertThat(cause(server.resolver().build().resolve(question))).isEqualTo(DnsFailure.TIMEOUT);
        assertThat(server.count()).isLessThanOrEqualTo(1);
    }

    @Test
    void lostDatagramIsSentAgain() {
        server.on("a.test", Type.TXT, asked -> server.count() < 2 ? null : good(asked));
        assertGood(ask(server.resolver().timeout(Duration.ofSeconds(1)).build(), "a.test", DnsType.TXT));
    }

    @Test
    void portWithoutServerIsANetworkFailure() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, server.address().getAddress())) {
            port = closed.getLocalPort();
        }
        DnsjavaResolver.Builder nobody =
                DnsjavaResolver.builder().server("127.0.0.1", port).timeout(Questions.AMPLE);
        assertThat(cause(ask(nobody.build(), "a.test", DnsType.TXT))).isEqualTo(DnsFailure.NETWORK);
        assertThat(cause(ask(nobody.tcpOnly(true).build(), "a.test", DnsType.TXT)))
                .isEqualTo(DnsFailure.NETWORK);
    }

    @Test
    void tcpConnectionClosedInsteadOfAReplyIsANetworkFailure() {
        server.on("a.test", Type.TXT, asked -> {
            throw new IOException("closes the connection");
        });
        DnsjavaResolver resolver = server.resolver().tcpOnly(true).retries(0).build();
        assertThat(cause(ask(resolver, "a.test", DnsType.TXT))).isEqualTo(DnsFailure.NETWORK);
    }

    @Test
    void tcpOnlyNeverUsesUdp() {
        server.on("a.test", Type.TXT, GOOD);
        assertGood(ask(server.resolver().tcpOnly(true).build(), "a.test", DnsType.TXT));
        assertThat(server.asked()).extracting(Asked::tcp).containsExactly(true);
    }

    @Test
    void serverThatRefusesEdnsIsAskedWithoutIt() {
        server.on(
                "a.test",
                Type.TXT,
                asked -> asked.query().getOPT() == null
                        ? good(asked)
                        : FakeServer.wire(FakeServer.reply(asked, Rcode.FORMERR)));
        assertGood(ask(server.resolver().retries(0).build(), "a.test", DnsType.TXT));
        assertThat(server.count()).isEqualTo(2);
    }

    @Test
    void serverThatCannotReadTheQuestionAtAllIsAFailure() {
        server.on("a.test", Type.TXT, Rcode.FORMERR, reply -> {});
        assertThat(cause(ask(server.resolver().build(), "a.test", DnsType.TXT))).isEqualTo(DnsFailure.OTHER_RCODE);
        assertThat(server.count()).isEqualTo(2);
    }

    @Test
    void silentServerIsFollowedByTheNextWhichIsAskedFirstFromThenOn() {
        server.otherwise(asked -> null);
        second.otherwise(TransportTest::good);
        DnsjavaResolver resolver =
                both().timeout(Duration.ofSeconds(2)).cacheEntries(0).build();
        assertGood(ask(resolver, "a.test", DnsType.TXT));
        assertGood(ask(resolver, "a.test", DnsType.TXT));
        server.awaitCount(1);
        second.awaitCount(2);
    }

    @Test
    void serverFailureAndRefusalAreFollowedByTheNextServer() {
        server.on("a.test", Type.TXT, Rcode.SERVFAIL, reply -> {});
        second.on("a.test", Type.TXT, GOOD);
        assertGood(ask(both().build(), "a.test", DnsType.TXT));
        server.on("a.test", Type.TXT, Rcode.REFUSED, reply -> {});
        assertGood(ask(both().build(), "a.test", DnsType.TXT));
    }

    @Test
    void absentNameIsAnAnswerAndTheNextServerIsNotAsked() {
        server.on("a.test", Type.TXT, Rcode.NXDOMAIN, reply -> {});
        second.on("a.test", Type.TXT, GOOD);
        assertThat(ask(both().build(), "a.test", DnsType.TXT)).isInstanceOf(DnsAnswer.NxDomain.class);
        assertThat(second.count()).isZero();
    }

    @Test
    void whatAServerSaidTellsMoreThanTheSilenceOfAnother() {
        server.on("a.test", Type.TXT, Rcode.SERVFAIL, reply -> {});
        second.silentOn("a.test", Type.TXT);
        DnsjavaResolver resolver =
                both().timeout(Duration.ofMillis(500)).retries(1).build();
        assertThat(cause(ask(resolver, "a.test", DnsType.TXT))).isEqualTo(DnsFailure.SERVER_FAILURE);
        server.awaitCount(1);
        second.awaitCount(2);
    }

    @Test
    void serverGivenAsTextIsAsked() {
        server.on("a.test", Type.TXT, GOOD);
        InetSocketAddress address = server.address();
        DnsjavaResolver resolver =
                DnsjavaResolver.builder().server("127.0.0.1", address.getPort()).build();
        assertGood(ask(resolver, "a.test", DnsType.TXT));
    }
}
