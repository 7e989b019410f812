package org.mailauth.arc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailauth.DomainName;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.authres.MethodResult;
import org.mailauth.message.Message;

/** RFC 8617 §7.2 and §9: what a chain is worth to who trusts its sealers. */
class ArcTrustTest {
    private static final TrustedSealers BOTH = TrustedSealers.of(Hops.ODD, Hops.EVEN);
    private static final DomainName AUTHOR = DomainName.of("author.example");

    private static ArcTrust trust(Message message, TrustedSealers trusted) {
        return ArcTrust.of(Hops.validate(message), trusted);
    }

    @Test
    void nobodyIsTrustedByDefault() {
        ArcTrust trust = trust(Hops.chain(2), TrustedSealers.none());
        assertThat(trust.answer()).isEqualTo(ArcTrust.Answer.SEALER_NOT_TRUSTED);
        assertThat(trust.instance()).hasValue(2);
        assertThat(trust.claim()).isEmpty();
        assertThat(trust).hasToString("ArcTrust[sealer-not-trusted, i=2]");
    }

    @Test
    void trustedChainGivesWhatTheFirstHopFound() {
        ArcTrust trust = trust(Hops.chain(2), BOTH);
        assertThat(trust.answer()).isEqualTo(ArcTrust.Answer.CLAIM);
        ArcClaim claim = trust.claim().orElseThrow();
        assertThat(claim.source().instance()).isEqualTo(1);
        assertThat(claim.source().sealer()).hasToString(Hops.ODD);
        assertThat(claim.results().authservId()).isEqualTo("mx.odd.example");
        assertThat(claim.dkim()).hasSize(1);
        assertThat(claim.spf()).isEmpty();
        assertThat(claim.dmarc().orElseThrow().result()).isEqualTo("pass");
        assertThat(claim.unchangedSince()).contains(true);
        assertThat(claim.dmarcPassedFor(AUTHOR)).isTrue();
        assertThat(claim.dmarcPassedFor(DomainName.of("other.example"))).isFalse();
        assertThat(claim.dmarcPassedFor(DomainName.of("mail.author.example"))).isFalse();
        assertThat(claim.localPolicyComment())
                .isEqualTo("arc=pass as[2].d=even.example as[2].s=e1 as[1].d=odd.example as[1].s=r1"
                        + " remote-ip[1]=192.0.2.1");
    }

    @Test
    void claimIsThatOfTheOldestSetReachedThroughTrustedSealers() {
        ArcTrust trust = trust(Hops.chain(2), TrustedSealers.of(Hops.EVEN));
        assertThat(trust.claim().orElseThrow().source().instance()).isEqualTo(2);
        // Whoever is trusted below somebody who is not says nothing: that one could have made it all up.
        assertThat(trust(Hops.chain(3), TrustedSealers.of(Hops.ODD))
                        .claim()
                        .orElseThrow()
                        .source()
                        .instance())
                .isEqualTo(3);
        assertThat(trust(Hops.chain(3), TrustedSealers.of(Hops.EVEN)).answer())
                .isEqualTo(ArcTrust.Answer.SEALER_NOT_TRUSTED);
    }

    @Test
    void subdomainOfATrustedSealerIsAnother() {
        assertThat(TrustedSealers.of("example").contains(DomainName.of(Hops.EVEN)))
                .isFalse();
        assertThat(TrustedSealers.of("EVEN.example").contains(DomainName.of(Hops.EVEN)))
                .isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> TrustedSealers.of("a b"));
    }

    @Test
    void failedChainAndMissingChainSayNothing() {
        Message failed = Checks.message(Checks.text(Hops.chain(1)).replace("world", "moon"));
        assertThat(trust(failed, BOTH).answer()).isEqualTo(ArcTrust.Answer.CHAIN_FAILED);
        assertThat(trust(failed, BOTH).instance()).isEmpty();
        assertThat(trust(Checks.message(Hops.MAIL), BOTH).answer()).isEqualTo(ArcTrust.Answer.NO_CHAIN);
    }

    private static ArcTrust sealedOnceWith(AuthenticationResults results) {
        Message mail = Checks.message(Hops.MAIL);
        ArcSealing sealing = Hops.sealer(1).build().seal(mail, Hops.validate(mail), results);
        return trust(mail.withPrepended(sealing.headerFields()), BOTH);
    }

    @Test
    void dmarcWithoutAuthorOrSaidTwiceIsNoPass() {
        MethodResult pass = MethodResult.of("dmarc", "pass");
        MethodResult forAuthor = pass.with("header", "from", "author.example");
        for (List<MethodResult> results : List.of(
                List.of(pass),
                List.of(forAuthor, forAuthor),
                List.of(MethodResult.of("dmarc", "fail").with("header", "from", "author.example")),
                List.<MethodResult>of())) {
            ArcClaim claim = sealedOnceWith(AuthenticationResults.of("a", results))
                    .claim()
                    .orElseThrow();
            assertThat(claim.dmarcPassedFor(AUTHOR)).isFalse();
            assertThat(claim.localPolicyComment()).isEqualTo("arc=pass as[1].d=odd.example as[1].s=r1");
        }
        assertThat(sealedOnceWith(AuthenticationResults.of("a", List.of(forAuthor)))
                        .claim()
                        .orElseThrow()
                        .dmarcPassedFor(AUTHOR))
                .isTrue();
    }

    @Test
    void remoteAddressIsWrittenInItsStandardFormAndNothingElseIs() {
        assertThat(comment("2001:DB8:0::1A")).endsWith(" remote-ip[1]=2001:db8::1a");
        assertThat(comment("192.0.2.1 as[9].d=evil.example")).doesNotContain("remote-ip", "evil");
        assertThat(comment("x")).doesNotContain("remote-ip");
    }

    private static String comment(String remoteIp) {
        MethodResult arc = MethodResult.of("arc", "none").with("smtp", "remote-ip", remoteIp);
        return sealedOnceWith(AuthenticationResults.of("a", List.of(arc)))
                .claim()
                .orElseThrow()
                .localPolicyComment();
    }

    @Test
    void changeOnTheWayIsTold() {
        Message arrived = Hops.chain(1);
        Message leaving = Checks.message(Checks.text(arrived).replace("Hello", "[list] Hello"));
        ArcValidation received = Hops.validate(arrived);
        ArcSealing sealing = Hops.sealer(2).build().seal(leaving, received, Hops.results(received));
        ArcClaim claim = trust(leaving.withPrepended(sealing.headerFields()), BOTH)
                .claim()
                .orElseThrow();
        assertThat(claim.source().instance()).isEqualTo(1);
        assertThat(claim.unchangedSince()).contains(false);
    }

    @Test
    void authorThatNobodySignedIsNoClaim() {
        String text = Checks.text(Hops.chain(1));
        ArcValidation validation = Checks.verify(text);
        ArcSet set = validation.sets().get(0);
        org.mailauth.message.HeaderField bare = org.mailauth.message.HeaderField.of(
                "ARC-Message-Signature",
                " i=1; a=rsa-sha256; d=odd.example; s=r1; h=subject; bh=" + "A".repeat(43) + "=; b=AAAA");
        ArcValidation unsigned = validationOf(set, bare);
        assertThat(ArcTrust.of(unsigned, BOTH).answer()).isEqualTo(ArcTrust.Answer.AUTHOR_NOT_SIGNED);
    }

    @Test
    void authorThatWasAddedOnTopOfTheSignedOneIsNoClaim() {
        Message mail = Checks.message(Hops.MAIL);
        ArcSealing sealing = Hops.sealer(1)
                .signedFields(org.mailauth.dkim.SignedFields.of(List.of("subject")))
                .build()
                .seal(mail, Hops.validate(mail), AuthenticationResults.none("a"));
        // h=from:from covers one that is absent, so that an added one breaks it; a sealer that does not is not so
        // careful
        Message added =
                Checks.message("From: eve@evil.example\r\n" + Checks.text(mail.withPrepended(sealing.headerFields())));
        assertThat(trust(added, BOTH).answer()).isEqualTo(ArcTrust.Answer.CHAIN_FAILED);
        ArcValidation once = Hops.validate(mail.withPrepended(sealing.headerFields()));
        Chain chain = Chain.of(mail.withPrepended(sealing.headerFields()).header());
        ArcValidation three = new ArcValidation(
                Finding.of(ArcReason.VALIDATED), chain, once.oldestPass(), SealInput.of(chain.sets()), 3);
        assertThat(ArcTrust.of(three, BOTH).answer()).isEqualTo(ArcTrust.Answer.AUTHOR_NOT_SIGNED);
    }

    /** A chain that passed, with another message signature. */
    private static ArcValidation validationOf(ArcSet set, org.mailauth.message.HeaderField signature) {
        Chain chain = Chain.of(org.mailauth.message.HeaderFields.of(
                List.of(set.field(FieldKind.SEAL), signature, set.field(FieldKind.AUTHENTICATION_RESULTS))));
        assertThat(chain.defect()).isEmpty();
        return new ArcValidation(
                Finding.of(ArcReason.VALIDATED), chain, java.util.OptionalInt.of(0), SealInput.of(chain.sets()), 1);
    }
}
