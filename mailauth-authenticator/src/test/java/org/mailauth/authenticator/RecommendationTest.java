package org.mailauth.authenticator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.SmtpSession;
import org.mailauth.arc.ArcSealer;
import org.mailauth.arc.ArcSealing;
import org.mailauth.arc.TrustedSealers;
import org.mailauth.authenticator.Recommendation.Action;
import org.mailauth.authres.MethodResult;
import org.mailauth.dkim.DkimResult;
import org.mailauth.dkim.DkimVerification;
import org.mailauth.dmarc.DmarcPolicy;
import org.mailauth.dmarc.DmarcResult;
import org.mailauth.dmarc.PolicyOverride;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsType;
import org.mailauth.message.HeaderField;
import org.mailauth.message.Message;
import org.mailauth.testkit.InMemoryDns;

/** What is proposed, and why (RFC 9989 §7.4 above all). */
class RecommendationTest {
    private static final SmtpSession FORWARDED =
            Scene.session(Scene.FORWARDER, "lists.example.org", "bounce@lists.example.org");
    private static final SmtpSession FORGED = Scene.session(Scene.ELSEWHERE, "host.evil.example", "alice@example.com");

    private final MailAuthenticator authenticator =
            Scene.authenticator(Scene.dns().build()).build();
    private final Message plain = Scene.plain("Alice <alice@example.com>");
    private final Message signed = Scene.signed(plain, "example.com", "s1");

    private static List<String> codes(MessageAuthentication auth) {
        return auth.recommendation().reasons().stream()
                .map(Recommendation.Reason::code)
                .toList();
    }

    @Test
    void forgeryOfADomainThatRejectsIsRefusedForMoreThanThePolicy() {
        MessageAuthentication auth = authenticator.authenticate(FORGED, plain);

        assertThat(auth.dmarc().result()).isEqualTo(DmarcResult.FAIL);
        assertThat(auth.recommendation().action()).isEqualTo(Action.REJECT);
        assertThat(codes(auth)).containsExactly("dmarc-fail", "spf-fail", "author-signature-missing");
        assertThat(auth.recommendation().reply()).hasValue("550 5.7.1 rejected by the DMARC policy of example.com");
        assertThat(auth.dmarc().overrides()).isEmpty();
    }

    @Test
    void intactSignatureCarriesTheMessageThroughAForwarder() {
        MessageAuthentication auth = authenticator.authenticate(FORWARDED, signed);

        assertThat(auth.recommendation().action()).isEqualTo(Action.ACCEPT);
        assertThat(codes(auth)).containsExactly("dmarc-pass");
    }

    @Test
    void changeOnTheWayIsNotAReasonToRejectOnPolicyAlone() {
        Message changed = Scene.message(
                "Subject: [list] Hello", "From: Alice <alice@example.com>", "Good morning.\r\n-- \r\nthe list");
        Message broken = changed.withPrepended(signed.header().named("DKIM-Signature"));

        MessageAuthentication auth = authenticator.authenticate(FORWARDED, broken);

        assertThat(auth.dmarc().appliedPolicy()).hasValue(DmarcPolicy.REJECT);
        assertThat(auth.recommendation().action()).isEqualTo(Action.QUARANTINE);
        assertThat(codes(auth)).containsExactly("dmarc-fail", "reject-on-policy-alone", "author-signature-broken");
        assertThat(auth.dmarc().overrides())
                .extracting(PolicyOverride::type)
                .containsExactly(PolicyOverride.Type.LOCAL_POLICY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "List-Id: <x.example>",
                "List-Post: <mailto:x@example>",
                "ARC-Seal: i=1; a=rsa-sha256; cv=none; d=evil.example; s=e1; b=AAAA",
                "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed; d=example.com; s=s1; h=from; bh=AAAA; b=AAAA",
            })
    void whateverAForgerPretendsItNeverBecomesAcceptable(String pretence) {
        HeaderField field = Scene.message(pretence, "").header().all().get(0);

        MessageAuthentication auth = authenticator.authenticate(FORGED, plain.withPrepended(field));

        assertThat(auth.recommendation().action()).isGreaterThanOrEqualTo(Action.QUARANTINE);
        assertThat(auth.dmarc().result()).isEqualTo(DmarcResult.FAIL);
    }

    @Test
    void quarantineIsWhatItSays() {
        MessageAuthentication auth = authenticator.authenticate(
                Scene.session(Scene.ELSEWHERE, "host.evil.example", "x@evil.example"), Scene.plain("bob@example.org"));

        assertThat(auth.recommendation().action()).isEqualTo(Action.QUARANTINE);
        assertThat(codes(auth)).containsExactly("dmarc-fail");
        assertThat(auth.recommendation().reply()).isEmpty();
    }

    @Test
    void domainWithoutPolicyAsksForNothing() {
        MessageAuthentication auth = authenticator.authenticate(
                Scene.session(Scene.ELSEWHERE, "host.evil.example", "x@evil.example"), Scene.plain("x@evil.example"));

        assertThat(auth.recommendation().action()).isEqualTo(Action.ACCEPT);
        assertThat(codes(auth)).containsExactly("dmarc-none");
    }

    /** Nobody knows whether it would have passed by what was not looked at. */
    @Test
    void whatNobodyEvaluatedIsNoEvidenceForARejection() {
        SmtpSession unknown = SmtpSession.builder().clientUnknown().build();
        MailAuthenticator withoutDkim =
                Scene.authenticator(Scene.dns().build()).without(Protocol.DKIM).build();

        MessageAuthentication fromAFile = authenticator.authenticate(unknown, plain);
        MessageAuthentication unsigned = withoutDkim.authenticate(FORGED, plain);

        assertThat(fromAFile.dmarc().result()).isEqualTo(DmarcResult.FAIL);
        assertThat(fromAFile.recommendation().action()).isEqualTo(Action.QUARANTINE);
        assertThat(codes(fromAFile)).containsExactly("dmarc-fail", "not-evaluated");
        assertThat(fromAFile.recommendation().reasons().get(1).text()).startsWith("SPF could");
        assertThat(fromAFile.dmarc().overrides())
                .extracting(PolicyOverride::comment)
                .containsExactly("not evaluated: SPF");
        assertThat(unsigned.recommendation().action()).isEqualTo(Action.QUARANTINE);
        assertThat(codes(unsigned)).containsExactly("dmarc-fail", "not-evaluated");
        assertThat(unsigned.recommendation().reasons().get(1).text()).startsWith("DKIM could");
    }

    @Test
    void givenVerdictsAreEvidenceLikeOnesOwn() {
        GivenVerdicts given = GivenVerdicts.builder()
                .spf(List.of(MethodResult.of("spf", "fail")), List.of())
                .build();

        MessageAuthentication auth = authenticator.authenticate(FORGED, plain, given);

        assertThat(auth.recommendation().action()).isEqualTo(Action.REJECT);
        assertThat(codes(auth)).containsExactly("dmarc-fail", "author-signature-missing");
    }

    @Test
    void missingPolicyIsAskedForAgainLater() {
        InMemoryDns dns = Scene.dns()
                .fail("_dmarc.example.com", DnsType.TXT, DnsFailure.TIMEOUT)
                .build();

        MessageAuthentication auth = Scene.authenticator(dns).build().authenticate(FORGED, plain);

        assertThat(auth.recommendation().action()).isEqualTo(Action.DEFER);
        assertThat(auth.recommendation().reply())
                .hasValueSatisfying(reply -> assertThat(reply).startsWith("451 4.7.0"));
    }

    @Test
    void strangersBrokenSignatureBuysNoPatience() {
        InMemoryDns dns = Scene.dns()
                .fail("e1._domainkey.evil.example", DnsType.TXT, DnsFailure.TIMEOUT)
                .build();
        Message withStranger = Scene.signed(plain, "evil.example", "e1");

        MessageAuthentication auth = Scene.authenticator(dns).build().authenticate(FORGED, withStranger);

        assertThat(auth.dkim()).extracting(DkimVerification::result).containsExactly(DkimResult.TEMPERROR);
        assertThat(auth.recommendation().action()).isEqualTo(Action.REJECT);
    }

    @Test
    void severalFromFieldsAreRefused() {
        Message two = Scene.message("From: alice@example.com", "From: eve@evil.example", "x");

        MessageAuthentication auth = authenticator.authenticate(FORGED, two);

        assertThat(auth.recommendation().action()).isEqualTo(Action.REJECT);
        assertThat(codes(auth)).containsExactly("author-several-fields");
    }

    @Test
    void severalAuthorDomainsMeetTheStrictestPolicy() {
        assertThat(authenticator
                        .authenticate(FORGED, Scene.plain("eve@evil.example, alice@example.com"))
                        .recommendation()
                        .action())
                .isEqualTo(Action.REJECT);
        assertThat(authenticator
                        .authenticate(FORGED, Scene.plain("eve@evil.example, x@nowhere.example"))
                        .recommendation()
                        .action())
                .isEqualTo(Action.QUARANTINE);
    }

    private Message sealedByTheList() {
        MessageAuthentication arrived = Scene.authenticator(Scene.dns().build())
                .authservId("lists.example.org")
                .build()
                .authenticate(Scene.session(Scene.HOME, "mail.example.com", "alice@example.com"), signed);
        Message changed = Scene.message(
                "From: Alice <alice@example.com>", "Subject: [list] Hello", "Good morning.\r\n-- \r\nthe list");
        ArcSealing sealing = ArcSealer.builder()
                .signingDomain("lists.example.org")
                .selector("arc1")
                .key(Scene.key("lists.example.org"))
                .clock(Scene.CLOCK)
                .build()
                .seal(changed, arrived.arc(), arrived.results());
        assertThat(sealing).isInstanceOf(ArcSealing.Sealed.class);
        return changed.withPrepended(((ArcSealing.Sealed) sealing).arcSet().headerFields());
    }

    @Test
    void trustedSealerVouchesForWhatTheListChanged() {
        MessageAuthentication auth = Scene.authenticator(Scene.dns().build())
                .trustedSealers(TrustedSealers.of("lists.example.org"))
                .build()
                .authenticate(FORWARDED, sealedByTheList());

        assertThat(auth.dmarc().result()).isEqualTo(DmarcResult.FAIL);
        assertThat(auth.recommendation().action()).isEqualTo(Action.ACCEPT);
        assertThat(codes(auth)).containsExactly("arc-trusted-pass");
        assertThat(auth.dmarc().overrides()).singleElement().satisfies(override -> {
            assertThat(override.type()).isEqualTo(PolicyOverride.Type.LOCAL_POLICY);
            assertThat(override.comment())
                    .isEqualTo("arc=pass as[1].d=lists.example.org as[1].s=arc1 remote-ip[1]=" + Scene.HOME);
        });
    }

    @Test
    void sealerThatNobodyTrustsOnlySoftensTheRejection() {
        MessageAuthentication auth = authenticator.authenticate(FORWARDED, sealedByTheList());

        assertThat(auth.recommendation().action()).isEqualTo(Action.QUARANTINE);
        assertThat(codes(auth)).contains("arc-chain");
    }

    @Test
    void policyThatCannotBeHadMayBeTheStrictestOfSeveralAuthors() {
        Message both = Scene.message("From: x@none.example, alice@example.com", "Sender: x@none.example", "Buy now.");
        InMemoryDns.Builder dns = Scene.dns().txt("_dmarc.none.example", "v=DMARC1; p=none");

        MessageAuthentication known = Scene.authenticator(dns.build()).build().authenticate(FORGED, both);
        MessageAuthentication unknown = Scene.authenticator(
                        dns.fail("_dmarc.example.com", DnsType.TXT, DnsFailure.TIMEOUT)
                                .build())
                .build()
                .authenticate(FORGED, both);

        assertThat(known.recommendation().action()).isEqualTo(Action.REJECT);
        assertThat(unknown.recommendation().action()).isEqualTo(Action.DEFER);
        assertThat(codes(unknown)).containsExactly("author-several-domains");
    }

    @Test
    void strictPolicyIsNotHiddenBehindManyAuthors() {
        Message many = Scene.message(
                "From: a@a.example, b@b.example, c@c.example, d@d.example, alice@example.com",
                "Sender: a@a.example",
                "Buy now.");

        MessageAuthentication auth = authenticator.authenticate(FORGED, many);

        assertThat(auth.recommendation().action()).isEqualTo(Action.REJECT);
        assertThat(codes(auth)).containsExactly("author-several-domains");
    }
}
