package org.mailauth.dnsjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.dnsjava.Questions.ask;
import static org.mailauth.dnsjava.Questions.cause;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsType;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class OutcomesTest {
    private static final String SOA = "test. 900 IN SOA ns.test. host.test. 1 2 3 4 120";

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

    @Test
    void nameWithoutTheTypeIsNoDataForAsLongAsTheSoaSays() {
        server.on(
                "a.test",
                Type.TXT,
                Rcode.NOERROR,
                reply -> FakeServer.add(reply, Section.AUTHORITY, SOA, "test. 900 IN NS ns.test."));
        DnsAnswer answer = ask(resolver, "a.test", DnsType.TXT);
        assertThat(answer).isInstanceOf(DnsAnswer.NoData.class);
        assertThat(answer.evidence().ttl()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void absentNameIsNxDomainForAsLongAsTheSoaSays() {
        server.on(
                "a.test",
                Type.TXT,
                Rcode.NXDOMAIN,
                reply -> FakeServer.add(reply, Section.AUTHORITY, "test. 30 IN SOA ns.test. host.test. 1 2 3 4 120"));
        DnsAnswer answer = ask(resolver, "a.test", DnsType.TXT);
        assertThat(answer).isInstanceOf(DnsAnswer.NxDomain.class);
        assertThat(answer.evidence().ttl()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void denialWithoutSoaIsNotToBeRemembered() {
        server.on("a.test", Type.TXT, Rcode.NXDOMAIN, reply -> {});
        assertThat(ask(resolver, "a.test", DnsType.TXT).evidence().ttl()).isZero();
    }

    @Test
    void soaOfAnotherZoneDoesNotSayHowLongToRemember() {
        server.on(
                "a.test",
                Type.TXT,
                Rcode.NXDOMAIN,
                reply -> FakeServer.add(reply, Section.AUTHORITY, "example. 900 IN SOA n. h. 1 2 3 4 900"));
        assertThat(ask(resolver, "a.test", DnsType.TXT).evidence().ttl()).isZero();
    }

    @Test
    void emptyReplyIsNoData() {
        server.on("a.test", Type.TXT);
        assertThat(ask(resolver, "a.test", DnsType.TXT)).isInstanceOf(DnsAnswer.NoData.class);
    }

    @ParameterizedTest
    @CsvSource({
        "SERVFAIL, SERVER_FAILURE",
        "REFUSED, REFUSED",
        "NOTIMP, OTHER_RCODE",
        "YXDOMAIN, OTHER_RCODE",
        "NOTAUTH, OTHER_RCODE"
    })
    void errorCodeIsAFailureOfItsOwnKind(String rcode, DnsFailure cause) {
        server.on("a.test", Type.TXT, Rcode.value(rcode), reply -> {});
        assertThat(cause(ask(resolver, "a.test", DnsType.TXT))).isEqualTo(cause);
    }

    @Test
    void errorCodeIsNotAskedForAgainInFurtherRounds() {
        server.on("a.test", Type.TXT, Rcode.SERVFAIL, reply -> {});
        ask(resolver, "a.test", DnsType.TXT);
        assertThat(server.count()).isEqualTo(1);
    }

    @Test
    void referralIsAFailureAndNotNoData() {
        server.on(
                "a.test",
                Type.TXT,
                Rcode.NOERROR,
                reply -> FakeServer.add(reply, Section.AUTHORITY, "test. 900 IN NS ns.test."));
        DnsAnswer answer = ask(resolver, "a.test", DnsType.TXT);
        assertThat(cause(answer)).isEqualTo(DnsFailure.SERVER_FAILURE);
        assertThat(((DnsAnswer.Failed) answer).detail()).contains("does not recurse");
    }

    @Test
    void authoritativeNoDataWithNameServersOnlyIsNoData() {
        server.on("a.test", Type.TXT, Rcode.NOERROR, reply -> {
            reply.getHeader().setFlag(Flags.AA);
            FakeServer.add(reply, Section.AUTHORITY, "test. 900 IN NS ns.test.");
        });
        assertThat(ask(resolver, "a.test", DnsType.TXT)).isInstanceOf(DnsAnswer.NoData.class);
    }

    @Test
    void recordsOfANameSaidNotToExistAreMalformed() {
        server.on(
                "a.test",
                Type.TXT,
                Rcode.NXDOMAIN,
                reply -> FakeServer.add(reply, Section.ANSWER, "a.test. 60 IN TXT x"));
        assertThat(cause(ask(resolver, "a.test", DnsType.TXT))).isEqualTo(DnsFailure.MALFORMED);
    }

    @Test
    void failureNamesTheServer() {
        server.on("a.test", Type.TXT, Rcode.REFUSED, reply -> {});
        DnsAnswer.Failed failed = (DnsAnswer.Failed) ask(resolver, "a.test", DnsType.TXT);
        assertThat(failed.detail())
                .isEqualTo("the server answered REFUSED [127.0.0.1 port "
                        + server.address().getPort() + "]");
    }

    @Test
    void deadlineThatHasPassedIsTimeoutWithoutAsking() {
        assertThat(cause(ask(resolver, "a.test", DnsType.TXT, Duration.ZERO))).isEqualTo(DnsFailure.TIMEOUT);
        assertThat(server.count()).isZero();
    }
}
