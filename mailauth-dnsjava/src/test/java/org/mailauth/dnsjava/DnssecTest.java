package org.mailauth.dnsjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.dnsjava.Questions.ask;
import static org.mailauth.dnsjava.Questions.cause;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.dns.DnsAlias;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.DnssecStatus;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class DnssecTest {
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

    private DnsjavaResolver trusting() {
        return server.resolver().trustAuthenticatedData(true).build();
    }

    private void authentic(String name, String... answer) {
        server.on(name, Type.TXT, Rcode.NOERROR, reply -> {
            reply.getHeader().setFlag(Flags.AD);
            FakeServer.add(reply, Section.ANSWER, answer);
        });
    }

    private static Consumer<Message> extendedError(int code) {
        return reply -> reply.addRecord(
                new OPTRecord(1232, 0, 0, 0, new ExtendedErrorCodeOption(code, "text")), Section.ADDITIONAL);
    }

    @Test
    void trustedServersAuthenticAnswerIsSecure() {
        authentic("a.test", "a.test. 60 IN TXT x");
        assertThat(ask(trusting(), "a.test", DnsType.TXT).evidence().dnssec()).isEqualTo(DnssecStatus.SECURE);
    }

    @Test
    void trustedServersOtherAnswerIsInsecure() {
        server.on("a.test", Type.TXT, "a.test. 60 IN TXT x");
        assertThat(ask(trusting(), "a.test", DnsType.TXT).evidence().dnssec()).isEqualTo(DnssecStatus.INSECURE);
    }

    @Test
    void otherServersAuthenticAnswerIsIndeterminate() {
        authentic("a.test", "a.test. 60 IN CNAME b.test.", "b.test. 60 IN TXT x");
        DnsAnswer answer = ask(server.resolver().build(), "a.test", DnsType.TXT);
        assertThat(answer.evidence().dnssec()).isEqualTo(DnssecStatus.INDETERMINATE);
        assertThat(answer.evidence().aliases())
                .extracting(DnsAlias::status)
                .containsExactly(DnssecStatus.INDETERMINATE);
    }

    @Test
    void onlyWithTrustIsTheAdBitAskedFor() {
        authentic("a.test", "a.test. 60 IN TXT x");
        ask(trusting(), "a.test", DnsType.TXT);
        ask(server.resolver().build(), "a.test", DnsType.TXT);
        assertThat(server.asked())
                .extracting(asked -> asked.query().getHeader().getFlag(Flags.AD))
                .containsExactly(true, false);
    }

    @Test
    void authenticDenialsAreSecureAlsoFromTheCache() {
        server.on("a.test", Type.TXT, Rcode.NXDOMAIN, reply -> {
            reply.getHeader().setFlag(Flags.AD);
            FakeServer.add(reply, Section.AUTHORITY, "test. 900 IN SOA n. h. 1 2 3 4 900");
        });
        DnsjavaResolver resolver = trusting();
        assertThat(ask(resolver, "a.test", DnsType.TXT).evidence().dnssec()).isEqualTo(DnssecStatus.SECURE);
        DnsAnswer remembered = ask(resolver, "a.test", DnsType.TXT);
        assertThat(remembered).isInstanceOf(DnsAnswer.NxDomain.class);
        assertThat(remembered.evidence().dnssec()).isEqualTo(DnssecStatus.SECURE);
        assertThat(server.count()).isEqualTo(1);
    }

    @Test
    void eachLinkHasTheStatusOfItsReplyAndTheAnswerTheWeakest() {
        authentic("a.test", "a.test. 60 IN CNAME b.test.");
        server.on("b.test", Type.TXT, "b.test. 60 IN CNAME c.test.");
        authentic("c.test", "c.test. 60 IN TXT x");
        DnsAnswer answer = ask(trusting(), "a.test", DnsType.TXT);
        assertThat(answer.evidence().aliases())
                .extracting(DnsAlias::status)
                .containsExactly(DnssecStatus.SECURE, DnssecStatus.INSECURE);
        assertThat(answer.evidence().dnssec()).isEqualTo(DnssecStatus.INSECURE);
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7, 8, 9, 10, 11, 12, 25})
    void trustedServerThatBlamesSignaturesMeansBogus(int code) {
        server.on("a.test", Type.TXT, Rcode.SERVFAIL, extendedError(code));
        DnsAnswer answer = ask(trusting(), "a.test", DnsType.TXT);
        assertThat(cause(answer)).isEqualTo(DnsFailure.BOGUS);
        assertThat(answer.evidence().dnssec()).isEqualTo(DnssecStatus.BOGUS);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 5, 13, 22, 23, 65535})
    void otherExtendedErrorsAreAServerFailure(int code) {
        server.on("a.test", Type.TXT, Rcode.SERVFAIL, extendedError(code));
        assertThat(cause(ask(trusting(), "a.test", DnsType.TXT))).isEqualTo(DnsFailure.SERVER_FAILURE);
    }

    @Test
    void serverWithoutTrustThatBlamesSignaturesIsAServerFailure() {
        server.on("a.test", Type.TXT, Rcode.SERVFAIL, extendedError(6));
        assertThat(cause(ask(server.resolver().build(), "a.test", DnsType.TXT))).isEqualTo(DnsFailure.SERVER_FAILURE);
    }

    @Test
    void bogusAnswerIsNotWashedCleanByTheNextServer() {
        server.on("a.test", Type.TXT, Rcode.SERVFAIL, extendedError(6));
        second.on("a.test", Type.TXT, "a.test. 60 IN TXT forged");
        DnsjavaResolver resolver = DnsjavaResolver.builder()
                .servers(List.of(server.address(), second.address()))
                .trustAuthenticatedData(true)
                .build();
        assertThat(cause(ask(resolver, "a.test", DnsType.TXT))).isEqualTo(DnsFailure.BOGUS);
        assertThat(second.count()).isZero();
    }
}
