package org.mailauth.arc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.RecordCache;
import org.mailauth.dkim.DkimReason;
import org.mailauth.dkim.DkimSession;
import org.mailauth.dkim.DkimSigner;
import org.mailauth.dkim.DkimVerifier;
import org.mailauth.dkim.SignatureAcceptance;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.MessageDns;
import org.mailauth.message.BodyStream;
import org.mailauth.message.Message;
import org.mailauth.message.MessageLimits;
import org.mailauth.testkit.InMemoryDns;
import org.mailauth.testkit.RecordingDns;

/** RFC 8617 §5.2 steps 4 to 7: signatures, keys, costs, and what is reported. */
class ArcValidationTest {
    private static final Message CHAIN = Hops.chain(3);
    private static final String TEXT = Checks.text(CHAIN);

    private static ArcValidation verify(DnsResolver dns, String text) {
        return Checks.verifier(dns).build().verify(Checks.message(text));
    }

    @Test
    void changedBodyFailsTheNewestMessageSignature() {
        ArcValidation validation =
                Checks.assertReason(TEXT.replace("world", "moon"), ArcReason.MESSAGE_SIGNATURE_FAILED);
        assertThat(validation.instance()).hasValue(3);
        assertThat(validation.signatureReason()).contains(DkimReason.BODY_HASH_MISMATCH);
        assertThat(validation).hasToString("arc=fail (" + validation.detail() + ")");
        assertThat(validation.detail()).isEqualTo("set 3: ARC-Message-Signature: the body was changed after signing");
    }

    @Test
    void changedFromFailsTheNewestMessageSignature() {
        ArcValidation validation =
                Checks.assertReason(TEXT.replace("alice@", "eve@"), ArcReason.MESSAGE_SIGNATURE_FAILED);
        assertThat(validation.signatureReason()).contains(DkimReason.SIGNATURE_MISMATCH);
    }

    @Test
    void addedFromFailsTheNewestMessageSignature() {
        Checks.assertReason("From: eve@evil.example\r\n" + TEXT, ArcReason.MESSAGE_SIGNATURE_FAILED);
    }

    @Test
    void changedOldResultsFailEverySealAboveAndTheNewestIsNamed() {
        String changed = TEXT.replaceFirst("(?s)(.*)dmarc=pass", "$1dmarc=fail");
        ArcValidation validation = Checks.assertReason(changed, ArcReason.SEAL_FAILED);
        assertThat(validation.instance()).hasValue(3);
        assertThat(validation.signatureReason()).contains(DkimReason.SIGNATURE_MISMATCH);
    }

    /** The DNS is asked for every message: what is remembered are keys by the text of their record, never names. */
    @Test
    void keyThatWasRevokedCountsAtOnceWhateverIsRemembered() {
        AtomicReference<DnsResolver> zone = new AtomicReference<>(Hops.DNS);
        RecordCache shared = RecordCache.ofSize(8);
        ArcVerifier verifier = Checks.verifier(question -> zone.get().resolve(question))
                .recordCache(shared)
                .build();
        assertThat(verifier.verify(CHAIN).status()).isEqualTo(ChainValidationStatus.PASS);
        assertThat(verifier.verify(CHAIN).status()).isEqualTo(ChainValidationStatus.PASS);
        DnsName name = DnsName.of("e1._domainkey.even.example");
        DnsResolver revoking =
                InMemoryDns.builder().txt(name, "v=DKIM1; k=ed25519; p=").build();
        zone.set(question -> (question.name().equals(name) ? revoking : Hops.DNS).resolve(question));
        ArcValidation revoked = verifier.verify(CHAIN);
        assertThat(revoked.status()).isEqualTo(ChainValidationStatus.FAIL);
        assertThat(revoked.signatureReason()).contains(DkimReason.KEY_REVOKED);
        zone.set(Hops.DNS);
        assertThat(verifier.verify(CHAIN).status()).isEqualTo(ChainValidationStatus.PASS);
    }

    @ParameterizedTest
    @EnumSource
    void failureOfTheDnsIsPermanent(DnsFailure failure) {
        DnsResolver down = Hops.DNS.toBuilder()
                .fail("e1._domainkey.even.example", DnsType.TXT, failure)
                .build();
        ArcValidation validation = verify(down, TEXT);
        assertThat(validation.status()).isEqualTo(ChainValidationStatus.FAIL);
        assertThat(validation.reason()).isEqualTo(ArcReason.SEAL_FAILED);
        assertThat(validation.instance()).hasValue(2);
    }

    @Test
    void missingAndRevokedKeysFail() {
        assertThat(verify(InMemoryDns.builder().build(), TEXT).signatureReason())
                .contains(DkimReason.NO_KEY);
        InMemoryDns revoked =
                InMemoryDns.builder().txt("r1._domainkey.odd.example", "p=").build();
        assertThat(verify(revoked, TEXT).signatureReason()).contains(DkimReason.KEY_REVOKED);
    }

    @Test
    void hiddenFieldFailsUnlessAccepted() {
        String hidden = TEXT.replace("Received:", "X: y\nFrom: eve@evil.example\r\nReceived:");
        ArcValidation validation = Checks.assertReason(hidden, ArcReason.MESSAGE_SIGNATURE_FAILED);
        assertThat(validation.signatureReason()).contains(DkimReason.FIELD_HIDDEN);
        SignatureAcceptance open = SignatureAcceptance.strict().acceptingHiddenFields();
        assertThat(Checks.verifier(Hops.DNS)
                        .acceptance(open)
                        .build()
                        .verify(Checks.message(hidden))
                        .status())
                .isEqualTo(ChainValidationStatus.PASS);
    }

    @Test
    void keyMarkedAsTestingIsAcceptedUnlessRefused() {
        InMemoryDns testing = InMemoryDns.builder()
                .txt(
                        "r1._domainkey.odd.example",
                        "t=y; " + Hops.RSA.keyRecord().orElseThrow().toText().replace("v=DKIM1; ", ""))
                .txt(
                        "e1._domainkey.even.example",
                        Hops.ED25519.keyRecord().orElseThrow().toText())
                .build();
        assertThat(verify(testing, TEXT).status()).isEqualTo(ChainValidationStatus.PASS);
        ArcValidation refused = Checks.verifier(testing)
                .acceptance(SignatureAcceptance.strict().refusingTestingKeys())
                .build()
                .verify(CHAIN);
        assertThat(refused.signatureReason()).contains(DkimReason.KEY_TESTING_REFUSED);
    }

    @Test
    void sealOfTheFutureFails() {
        Message future = Checks.message(Hops.MAIL);
        ArcValidation received = Hops.validate(future);
        ArcSealing sealing = Hops.sealer(1)
                .clock(java.time.Clock.fixed(Checks.NOW.plusSeconds(3600), java.time.ZoneOffset.UTC))
                .build()
                .seal(future, received, Hops.results(received));
        ArcValidation validation = Hops.validate(future.withPrepended(sealing.headerFields()));
        assertThat(validation.signatureReason()).contains(DkimReason.NOT_YET_VALID);
        assertThat(validation.status()).isEqualTo(ChainValidationStatus.FAIL);
    }

    @Test
    void oldestPassTellsSinceWhenNobodyHasChangedTheMessage() {
        Message changed = Checks.message(Checks.text(Hops.chain(2)).replace("A  test", "[list] A test"));
        Message onward = reseal(changed, 3);
        assertThat(Hops.validate(onward).oldestPass()).hasValue(3);
        assertThat(Hops.validate(Hops.forward(onward, 4)).oldestPass()).hasValue(3);
        assertThat(Hops.validate(CHAIN).oldestPass()).hasValue(0);
    }

    /** Seals a message that was changed after it had been validated. */
    private static Message reseal(Message changed, int instance) {
        Message original = Checks.message(Checks.text(changed).replace("[list] A test", "A  test"));
        ArcValidation received = Hops.validate(original);
        ArcSealing sealing = Hops.sealer(instance).build().seal(changed, received, Hops.results(received));
        return changed.withPrepended(sealing.headerFields());
    }

    @Test
    void oldestPassIsNotLookedForWhenNotWanted() {
        RecordingDns dns = RecordingDns.over(Hops.DNS);
        Budget budget = Budget.open(BudgetLimits.defaults());
        ArcValidation validation =
                Checks.verifier(dns).findOldestPass(false).build().verify(CHAIN, MessageDns.open(dns, budget));
        assertThat(validation.status()).isEqualTo(ChainValidationStatus.PASS);
        assertThat(validation.oldestPass()).isEmpty();
        assertThat(budget.statement().spent(Budget.Resource.SIGNATURE_OPERATIONS))
                .isEqualTo(4);
    }

    @Test
    void costIsTwoOperationsForEachSetAndOneQuestionForEachSelector() {
        for (int hops : new int[] {1, 5, 10}) {
            RecordingDns dns = RecordingDns.over(Hops.DNS);
            Budget budget = Budget.open(BudgetLimits.defaults());
            Message message = Hops.chain(hops);
            Checks.verifier(dns).build().verify(message, MessageDns.open(dns, budget));
            assertThat(budget.statement().spent(Budget.Resource.SIGNATURE_OPERATIONS))
                    .isEqualTo(2L * hops);
            assertThat(budget.statement().spent(Budget.Resource.BODY_OCTETS)).isEqualTo(message.bodyLength());
            assertThat(dns.count()).isEqualTo(Math.min(2, hops));
        }
    }

    @Test
    void brokenStructureAndChangedBodyCostNoQuestion() {
        RecordingDns dns = RecordingDns.over(Hops.DNS);
        verify(dns, TEXT.replace("ARC-Seal: i=1;", "ARC-Seal: i=2;"));
        verify(dns, TEXT.replace("world", "moon"));
        verify(dns, Hops.MAIL);
        assertThat(dns.count()).isZero();
    }

    @Test
    void exhaustedBudgetFails() {
        for (BudgetLimits limits : new BudgetLimits[] {
            BudgetLimits.defaults().withDnsQuestions(1),
            BudgetLimits.defaults().withSignatureOperations(3),
            BudgetLimits.defaults().withBodyOctets(3),
        }) {
            ArcValidation validation =
                    Checks.verifier(Hops.DNS).budgetLimits(limits).build().verify(CHAIN);
            assertThat(validation.status()).isEqualTo(ChainValidationStatus.FAIL);
            assertThat(validation.signatureReason()).contains(DkimReason.BUDGET_EXHAUSTED);
        }
    }

    @Test
    void messageBeyondALimitFailsWhenItCarriesAChain() {
        MessageLimits limits = MessageLimits.defaults().withMessageOctets(TEXT.length() - 1);
        Message cut = Message.of(TEXT.getBytes(StandardCharsets.ISO_8859_1), limits);
        assertThat(Hops.validate(cut).reason()).isEqualTo(ArcReason.MESSAGE_TOO_LARGE);
        Message unsealed = Message.of(
                Hops.MAIL.getBytes(StandardCharsets.ISO_8859_1),
                MessageLimits.defaults().withMessageOctets(Hops.MAIL.length() - 1));
        assertThat(Hops.validate(unsealed).reason()).isEqualTo(ArcReason.NO_CHAIN);
    }

    @Test
    void methodResultHasWhatRfc8617Section10Names() throws UnknownHostException {
        ArcValidation validation = Hops.validate(CHAIN);
        assertThat(validation.methodResult()).hasToString("arc=pass header.oldest-pass=0");
        assertThat(validation.methodResult(InetAddress.getByName("2001:db8::1a")))
                .hasToString("arc=pass smtp.remote-ip=\"2001:db8::1a\" header.oldest-pass=0");
        assertThat(Hops.validate(Checks.message(Hops.MAIL)).methodResult()).hasToString("arc=none");
        assertThat(Checks.verify(TEXT.replace("world", "moon")).methodResult().toString())
                .startsWith("arc=fail reason=\"set 3: ARC-Message-Signature: the body");
        assertThat(validation.methodResult().isKnown()).isTrue();
    }

    @Test
    void dkimAndArcHashTheBodyOnce() {
        DkimSigner signer = DkimSigner.builder()
                .signingDomain(Hops.EVEN)
                .key("e1", Hops.ED25519)
                .clock(java.time.Clock.fixed(Checks.NOW, java.time.ZoneOffset.UTC))
                .build();
        Message message = CHAIN.withPrepended(signer.sign(CHAIN).orElseThrow());
        RecordingDns dns = RecordingDns.over(Hops.DNS);
        Budget budget = Budget.open(BudgetLimits.defaults());
        MessageDns shared = MessageDns.open(dns, budget);
        BodyStream body = BodyStream.of(message);
        DkimSession dkim = DkimVerifier.builder()
                .resolver(dns)
                .clock(java.time.Clock.fixed(Checks.NOW, java.time.ZoneOffset.UTC))
                .build()
                .open(message.header(), shared, body);
        ArcSession arc = Checks.verifier(dns).build().open(message.header(), shared, body);
        body.takeBodyOf(message);
        assertThat(dkim.conclude().get(0).result().word()).isEqualTo("pass");
        assertThat(arc.conclude().status()).isEqualTo(ChainValidationStatus.PASS);
        assertThat(arc.conclude()).isSameAs(arc.conclude());
        assertThat(budget.statement().spent(Budget.Resource.BODY_OCTETS)).isEqualTo(message.bodyLength());
        assertThat(dns.count(DnsName.of("e1._domainkey.even.example"), DnsType.TXT))
                .isEqualTo(1);
    }

    @Test
    void sessionDoesNotConcludeBeforeTheBodyHasEnded() {
        MessageDns dns = MessageDns.open(Hops.DNS, Budget.open(BudgetLimits.defaults()));
        BodyStream body = BodyStream.of(CHAIN);
        ArcSession session = Checks.verifier(Hops.DNS).build().open(CHAIN.header(), dns, body);
        assertThatThrownBy(session::conclude).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void providerOfTheUsersChoiceIsAsked() {
        ArcVerifier verifier = Checks.verifier(Hops.DNS)
                .provider(Security.getProvider("SunRsaSign"))
                .build();
        assertThat(verifier.verify(CHAIN).status()).isEqualTo(ChainValidationStatus.PASS);
    }

    @Test
    void verifierWithoutResolverIsNotBuilt() {
        assertThatThrownBy(() -> ArcVerifier.builder().build()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void observerHearsTheStatus() {
        java.util.ArrayList<String> heard = new java.util.ArrayList<>();
        org.mailauth.MailAuthObserver observer = new org.mailauth.MailAuthObserver() {
            @Override
            public void decided(String method, String result, java.time.Duration took) {
                heard.add(method + "=" + result);
            }
        };
        Checks.verifier(Hops.DNS).observer(observer).build().verify(CHAIN);
        assertThat(heard).isEqualTo(List.of("arc=pass"));
    }
}
