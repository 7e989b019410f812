package org.mailauth.authenticator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailauth.AuthenticatedIdentifier;
import org.mailauth.DomainName;
import org.mailauth.SmtpSession;
import org.mailauth.authres.MethodResult;
import org.mailauth.dkim.DkimResult;
import org.mailauth.dmarc.DmarcOutcome;
import org.mailauth.dmarc.DmarcResult;
import org.mailauth.message.HeaderField;
import org.mailauth.message.Message;
import org.mailauth.spf.SpfResult;

/** One call for everything. */
class MailAuthenticatorTest {
    private static final SmtpSession HOME = Scene.session(Scene.HOME, "mail.example.com", "alice@example.com");

    private final MailAuthenticator authenticator =
            Scene.authenticator(Scene.dns().build()).build();
    private final Message signed = Scene.signed(Scene.plain("Alice <alice@example.com>"), "example.com", "s1");

    @Test
    void signedMailFromHomePassesEverything() {
        MessageAuthentication auth = authenticator.authenticate(HOME, signed);

        assertThat(auth.spfHelo().orElseThrow().result()).isEqualTo(SpfResult.PASS);
        assertThat(auth.spfMailFrom().orElseThrow().result()).isEqualTo(SpfResult.PASS);
        assertThat(auth.iprev().orElseThrow().result()).isEqualTo(IprevResult.PASS);
        assertThat(auth.dkim())
                .singleElement()
                .satisfies(one -> assertThat(one.result()).isEqualTo(DkimResult.PASS));
        assertThat(auth.dmarc().result()).isEqualTo(DmarcResult.PASS);
        assertThat(auth.arc().sets()).isEmpty();
        assertThat(auth.recommendation().action()).isEqualTo(Recommendation.Action.ACCEPT);
        assertThat(auth.recommendation().reasons())
                .extracting(Recommendation.Reason::code)
                .containsExactly("dmarc-pass");
        assertThat(auth.recommendation().reply()).isEmpty();
    }

    @Test
    void withoutAClientDmarcRestsOnDkimAlone() {
        SmtpSession unknown = SmtpSession.builder().clientUnknown().build();
        MessageAuthentication auth = authenticator.authenticate(unknown, signed);
        MessageAuthentication unsigned = authenticator.authenticate(unknown, Scene.plain("Alice <alice@example.com>"));

        assertThat(auth.spfHelo()).isEmpty();
        assertThat(auth.spfMailFrom()).isEmpty();
        assertThat(auth.iprev()).isEmpty();
        assertThat(auth.hasEvaluated(Protocol.SPF)).isFalse();
        assertThat(auth.hasEvaluated(Protocol.IPREV)).isFalse();
        assertThat(auth.hasEvaluated(Protocol.DKIM)).isTrue();
        assertThat(auth.dmarc().result()).isEqualTo(DmarcResult.PASS);
        assertThat(auth.results().results()).extracting(MethodResult::method).containsExactly("dkim", "dmarc", "arc");
        assertThat(auth.headerFields())
                .singleElement()
                .satisfies(field -> assertThat(field.body()).doesNotContain("remote-ip"));
        assertThat(unsigned.dmarc().result()).isEqualTo(DmarcResult.FAIL);
    }

    @Test
    void messageFromAFileMayEndItsLinesWithLf() throws IOException {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        signed.writeTo(wire);
        byte[] stored = wire.toString(ISO_8859_1).replace("\r\n", "\n").getBytes(ISO_8859_1);
        AuthenticationSession fromFile = authenticator.openStored(HOME);
        fromFile.message().readFrom(new ByteArrayInputStream(stored));
        AuthenticationSession fromWire = authenticator.open(HOME);
        fromWire.message().readFrom(new ByteArrayInputStream(stored));

        assertThat(fromFile.conclude().dkim())
                .singleElement()
                .satisfies(one -> assertThat(one.result()).isEqualTo(DkimResult.PASS));
        assertThat(fromWire.conclude().dkim())
                .noneSatisfy(one -> assertThat(one.result()).isEqualTo(DkimResult.PASS));
    }

    @Test
    void resultsStandInTheOrderOfRfc8601() {
        assertThat(authenticator.authenticate(HOME, signed).results().results())
                .extracting(MethodResult::method)
                .containsExactly("dkim", "spf", "spf", "iprev", "dmarc", "arc");
    }

    @Test
    void fieldsToPrependAreCompleteAndInOrder() {
        assertThat(authenticator.authenticate(HOME, signed).headerFields())
                .extracting(HeaderField::name)
                .containsExactly("Authentication-Results", "Received-SPF", "Received-SPF");
    }

    @Test
    void unsignedMessageIsSaidToBeUnsigned() {
        MessageAuthentication auth = authenticator.authenticate(HOME, Scene.plain("alice@example.com"));

        assertThat(auth.results().results("dkim"))
                .extracting(MethodResult::result)
                .containsExactly("none");
    }

    @Test
    void allWaysToCallGiveTheSame() throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        signed.writeTo(octets);
        AuthenticationSession session = authenticator.open(HOME);
        session.checkEnvelope();
        for (byte octet : octets.toByteArray()) {
            session.message().write(octet);
        }
        List<String> expected = lines(authenticator.authenticate(HOME, signed));

        assertThat(lines(session.conclude())).isEqualTo(expected);
        assertThat(session.conclude()).isSameAs(session.conclude());
        assertThat(lines(authenticator.authenticate(HOME, new ByteArrayInputStream(octets.toByteArray()))))
                .isEqualTo(expected);
        assertThat(lines(authenticator
                        .authenticateAsync(HOME, signed, Runnable::run)
                        .toCompletableFuture()
                        .join()))
                .isEqualTo(expected);
    }

    private static List<String> lines(MessageAuthentication auth) {
        return auth.headerFields().stream().map(HeaderField::toString).toList();
    }

    @Test
    void envelopeIsKnownBeforeTheMessage() {
        AuthenticationSession session =
                authenticator.open(Scene.session(Scene.ELSEWHERE, "host.evil.example", "alice@example.com"));

        assertThat(session.checkEnvelope().mailFrom().orElseThrow().result()).isEqualTo(SpfResult.FAIL);
        assertThat(session.checkEnvelope()).isSameAs(session.checkEnvelope());
    }

    @Test
    void protocolThatIsSwitchedOffIsNeitherEvaluatedNorWritten() {
        MessageAuthentication auth = Scene.authenticator(Scene.dns().build())
                .without(Protocol.SPF, Protocol.IPREV, Protocol.ARC)
                .build()
                .authenticate(HOME, signed);

        assertThat(auth.spfMailFrom()).isEmpty();
        assertThat(auth.results().results()).extracting(MethodResult::method).containsExactly("dkim", "dmarc");
        assertThat(auth.hasEvaluated(Protocol.ARC)).isFalse();
        assertThatThrownBy(auth::arc).isInstanceOf(IllegalStateException.class);
        assertThat(auth.dmarc().result()).isEqualTo(DmarcResult.PASS);
    }

    @Test
    void givenVerdictCountsInPlaceOfTheEvaluation() {
        MethodResult spf = MethodResult.of("spf", "pass").with("smtp", "mailfrom", "example.com");
        GivenVerdicts given = GivenVerdicts.builder()
                .spf(
                        List.of(spf),
                        List.of(new AuthenticatedIdentifier(
                                AuthenticatedIdentifier.Kind.SPF_MAIL_FROM, DomainName.of("example.com"), "pass", "")))
                .auth(MethodResult.of("auth", "pass").with("smtp", "auth", "alice@example.com"))
                .build();

        MessageAuthentication auth = authenticator.authenticate(
                Scene.session(Scene.ELSEWHERE, "unknown", "alice@example.com"),
                Scene.plain("alice@example.com"),
                given);

        assertThat(auth.dmarc().result()).isEqualTo(DmarcResult.PASS);
        assertThat(auth.results().results("spf")).containsExactly(spf);
        assertThat(auth.results().results("auth")).hasSize(1);
        assertThat(auth.hasEvaluated(Protocol.SPF)).isFalse();
    }

    @Test
    void givenDmarcVerdictDecides() {
        GivenVerdicts given = GivenVerdicts.builder()
                .dmarc(MethodResult.of("dmarc", "fail"), DmarcOutcome.REJECT)
                .build();

        MessageAuthentication auth = authenticator.authenticate(HOME, signed, given);

        assertThat(auth.recommendation().action()).isEqualTo(Recommendation.Action.REJECT);
        assertThat(auth.results().results("dmarc"))
                .extracting(MethodResult::result)
                .containsExactly("fail");
    }

    @Test
    void accountTellsWhoSpentWhat() {
        MessageAuthentication auth = authenticator.authenticate(HOME, signed);

        assertThat(auth.budget().entries())
                .extracting(entry -> entry.resource() + " " + entry.spender() + " " + entry.amount())
                .contains(
                        "DNS_QUESTIONS spf 2",
                        "DNS_QUESTIONS iprev 2",
                        "DNS_QUESTIONS dkim 1",
                        "DNS_QUESTIONS dmarc 2",
                        "SIGNATURE_OPERATIONS dkim 1");
    }
}
