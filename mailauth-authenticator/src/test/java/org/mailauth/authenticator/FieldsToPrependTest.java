package org.mailauth.authenticator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailauth.SmtpSession;
import org.mailauth.arc.ArcClaim;
import org.mailauth.arc.ArcSealer;
import org.mailauth.arc.ArcSealing;
import org.mailauth.arc.ArcValidation;
import org.mailauth.arc.ArcVerifier;
import org.mailauth.arc.ChainValidationStatus;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.authres.MethodResult;
import org.mailauth.authres.trust.AuthservIds;
import org.mailauth.message.HeaderField;
import org.mailauth.message.Message;

/** The fields to put on top: complete, in the order of the RFCs, and read again as they were meant (RFC 8601, RFC 8617). */
class FieldsToPrependTest {
    private static final SmtpSession HOME = Scene.session(Scene.HOME, "mail.example.com", "alice@example.com");

    private final Message signed = EndToEndCorpus.signedByAlice();
    private final MailAuthenticator authenticator = EndToEndCorpus.authenticator();

    /** Methods with their properties as they are named in the registry, without values. */
    private static List<String> shape(AuthenticationResults results) {
        List<String> shape = new ArrayList<>();
        for (MethodResult result : results.results()) {
            StringBuilder line = new StringBuilder(result.method());
            result.properties()
                    .forEach(each ->
                            line.append(' ').append(each.ptype()).append('.').append(each.name()));
            shape.add(line.toString());
        }
        return shape;
    }

    @Test
    void everyMethodStandsWithItsPropertiesInTheOrderOfRfc8601() {
        Message sealed = EndToEndCorpus.sealed(signed, "lists.example.org", "arc1");
        GivenVerdicts given = GivenVerdicts.builder()
                .auth(MethodResult.of("auth", "pass")
                        .with("smtp", "auth", "alice@example.com")
                        .with("smtp", "mailfrom", "alice@example.com"))
                .build();

        MessageAuthentication auth = authenticator.authenticate(HOME, sealed, given);

        // RFC 8601 §2.7.1 to §2.7.4, then RFC 9989 §9.1 and RFC 8617 §10.
        assertThat(shape(auth.results()))
                .containsExactly(
                        "dkim header.d header.i header.a header.s header.b",
                        "spf smtp.mailfrom",
                        "spf smtp.helo",
                        "iprev policy.iprev",
                        "auth smtp.auth smtp.mailfrom",
                        "dmarc header.from policy.dmarc",
                        "arc smtp.remote-ip header.oldest-pass");
        assertThat(auth.results().results()).extracting(MethodResult::result).containsOnly("pass");
    }

    @Test
    void fieldIsReadAgainAsItWasMeantByWhoTrustsTheHost() {
        MessageAuthentication auth = authenticator.authenticate(HOME, signed);

        Message delivered = signed.withPrepended(auth.headerFields());

        assertThat(AuthservIds.of(Scene.SELF).trustedIn(delivered.header()).results())
                .containsExactly(auth.results());
    }

    @Test
    void nullReversePathIsOneResultAndEachIdentityHasAReceivedSpf() {
        MessageAuthentication auth =
                authenticator.authenticate(Scene.session(Scene.HOME, "mail.example.com", ""), signed);

        assertThat(auth.results().results("spf"))
                .singleElement()
                .satisfies(one -> assertThat(one.value("smtp", "helo")).hasValue("mail.example.com"));
    }

    @Test
    void givenVerdictMustBeOfItsMethod() {
        GivenVerdicts.Builder given = GivenVerdicts.builder();
        MethodResult spf = MethodResult.of("spf", "pass");

        assertThatThrownBy(() -> given.auth(spf)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> given.iprev(spf)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> given.dkim(List.of(spf), List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void arcFieldsAreReadyToPrependFromTheAuthenticationAndASealer() {
        MailAuthenticator list = MailAuthenticator.builder()
                .resolver(EndToEndCorpus.dns())
                .authservId("lists.example.org")
                .clock(Scene.CLOCK)
                .build();
        MessageAuthentication arrived = list.authenticate(HOME, signed);
        Message forwarded = Scene.message("From: Alice <alice@example.com>", "Subject: [list] Hello", "Changed.")
                .withPrepended(arrived.headerFields());
        ArcSealing sealing = ArcSealer.builder()
                .signingDomain("lists.example.org")
                .selector("arc1")
                .key(Scene.key("lists.example.org"))
                .clock(Scene.CLOCK)
                .build()
                .seal(forwarded, arrived.arc(), arrived.results());
        Message sent = forwarded.withPrepended(sealing.headerFields());

        // RFC 8617 §5.1: a new set, in whatever order; the seal on top, as it is made last.
        assertThat(sent.header().all().subList(0, 4))
                .extracting(HeaderField::name)
                .containsExactly(
                        "ARC-Seal", "ARC-Message-Signature", "ARC-Authentication-Results", "Authentication-Results");
        ArcValidation chain = ArcVerifier.builder()
                .resolver(EndToEndCorpus.dns())
                .clock(Scene.CLOCK)
                .build()
                .verify(sent);
        assertThat(chain.status()).isEqualTo(ChainValidationStatus.PASS);
        // RFC 8617 §4.1.1: the payload is that of Authentication-Results.
        assertThat(chain.sets().get(0).authenticationResults().orElseThrow()).isEqualTo(arrived.results());

        MessageAuthentication received = authenticator.authenticate(
                Scene.session(Scene.FORWARDER, "lists.example.org", "bounce@lists.example.org"), sent);
        assertThat(received.recommendation().action()).isEqualTo(Recommendation.Action.ACCEPT);
        assertThat(received.arcTrust().orElseThrow().claim().map(ArcClaim::results))
                .hasValue(arrived.results());
    }
}
