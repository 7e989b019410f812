package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.MessageDns;
import org.mailauth.message.Message;
import org.mailauth.message.MessageLimits;
import org.mailauth.testkit.InMemoryDns;
import org.mailauth.testkit.RecordingDns;

/** What one message can make a verifier do. */
class VerifierLimitsTest {
    private static final String TAGS = " v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=r1; h=From; bh=@BH@; ";
    private static final String MESSAGE = "From: joe@example.com\r\n\r\nHi.\r\n";

    private final RecordingDns dns = RecordingDns.over(FixedKeys.DNS);
    private final DkimVerifier verifier = Checks.verifier(dns).build();
    private final Budget budget = Budget.open(BudgetLimits.defaults());

    private static String signed(String message) {
        return HandSigner.rsa("rsa1024.pem").sign(message, "DKIM-Signature:" + TAGS + "b=@B@", "From");
    }

    private List<DkimVerification> verify(Message message) {
        return verifier.verify(message, MessageDns.open(dns, budget));
    }

    private static Message read(String text, MessageLimits limits) {
        return Message.of(text.getBytes(StandardCharsets.ISO_8859_1), limits);
    }

    @Test
    void ofAHundredAndOneSignaturesTenAreCheckedAndTheRestAreSkipped() {
        StringBuilder fields = new StringBuilder();
        for (int copy = 0; copy < 101; copy++) {
            fields.append("DKIM-Signature:")
                    .append(SignatureText.SOUND.with("s", "s" + copy))
                    .append("\r\n");
        }
        List<DkimVerification> verifications = verify(Checks.message(fields + MESSAGE));
        assertThat(verifications).hasSize(101);
        assertThat(verifications.subList(0, 10))
                .extracting(DkimVerification::reason)
                .containsOnly(DkimReason.NO_KEY);
        assertThat(verifications.subList(10, 101))
                .extracting(DkimVerification::reason)
                .containsOnly(DkimReason.SKIPPED);
        assertThat(verifications.get(100).result()).isEqualTo(DkimResult.NEUTRAL);
        assertThat(verifications.get(100).selector()).hasToString("Optional[s100]");
        assertThat(dns.count()).isEqualTo(10);
    }

    @Test
    void signaturesUnderOneKeyAskForItOnce() {
        String field = signed(MESSAGE).substring(0, signed(MESSAGE).indexOf("From: "));
        assertThat(verify(Checks.message(field.repeat(10) + MESSAGE)))
                .extracting(DkimVerification::reason)
                .containsOnly(DkimReason.VERIFIED);
        assertThat(dns.count()).isEqualTo(1);
        assertThat(budget.statement().spent(Budget.Resource.SIGNATURE_OPERATIONS))
                .isEqualTo(10);
    }

    @Test
    void equalBodyHashesAreMadeOnceAndDistinctOnesArePaidForEach() {
        String body = "x".repeat(100_000) + "\r\n";
        String equal = ("DKIM-Signature:" + SignatureText.SOUND + "\r\n").repeat(5);
        verify(Checks.message(equal + "From: a\r\n\r\n" + body));
        assertThat(budget.statement().spent(Budget.Resource.BODY_OCTETS)).isEqualTo(body.length());
        StringBuilder distinct = new StringBuilder();
        for (int limit = 0; limit < 5; limit++) {
            distinct.append("DKIM-Signature:")
                    .append(SignatureText.SOUND.with("l", "" + limit))
                    .append("\r\n");
        }
        verify(Checks.message(distinct + "From: a\r\n\r\n" + body));
        assertThat(budget.statement().spent(Budget.Resource.BODY_OCTETS)).isEqualTo(6L * body.length());
    }

    @Test
    void aBodyThatNobodyCanVerifyIsNotHashed() {
        verify(Checks.message("DKIM-Signature: junk\r\n" + MESSAGE));
        verify(Checks.message("DKIM-Signature:" + SignatureText.SOUND.with("s", "none") + "\r\n" + MESSAGE));
        assertThat(budget.statement().spent(Budget.Resource.BODY_OCTETS)).isZero();
    }

    @Test
    void aHeaderOfTenMebibytesIsNeutralAndCausesNoQuestion() {
        String signed = signed(MESSAGE);
        String header = ("X-Fill: " + "x".repeat(1000) + "\r\n").repeat(10_400);
        Message message = read(signed.replace("From: ", header + "From: "), MessageLimits.defaults());
        assertMessageTooLarge(verify(message));
    }

    @Test
    void aFieldBeyondItsLimitIsNeutral() {
        String field = "X-Fill: " + "x".repeat(70_000) + "\r\n";
        assertMessageTooLarge(
                verify(read(signed(MESSAGE).replace("From: ", field + "From: "), MessageLimits.defaults())));
    }

    @Test
    void tenThousandFieldsAreNeutral() {
        String fields = "X: y\r\n".repeat(10_000);
        assertMessageTooLarge(
                verify(read(signed(MESSAGE).replace("From: ", fields + "From: "), MessageLimits.defaults())));
    }

    @Test
    void aBodyThatWasCutIsNeutral() {
        String signed = signed(MESSAGE);
        Message cut = read(signed, MessageLimits.defaults().withMessageOctets(signed.length() - 1));
        assertMessageTooLarge(verify(cut));
    }

    private void assertMessageTooLarge(List<DkimVerification> verifications) {
        assertThat(verifications).singleElement().satisfies(verification -> {
            Checks.assertReason(verification, DkimReason.MESSAGE_TOO_LARGE);
            assertThat(verification.result()).isEqualTo(DkimResult.NEUTRAL);
            assertThat(verification.signingDomain()).hasToString("Optional[example.com]");
        });
        assertThat(dns.count()).isZero();
        assertThat(budget.statement().spent(Budget.Resource.SIGNATURE_OPERATIONS))
                .isZero();
    }

    @Test
    void withWiderLimitsALargeHeaderVerifies() {
        String header = ("X-Fill: " + "x".repeat(1000) + "\r\n").repeat(10_400);
        String folded = "X-Long: " + "x\r\n ".repeat(50_000) + "\r\n";
        String signed = signed(header + folded + MESSAGE);
        MessageLimits wide = new MessageLimits(Integer.MAX_VALUE, 16 << 20, 1 << 20, 20_000);
        assertThat(verify(read(signed, wide)))
                .extracting(DkimVerification::reason)
                .containsExactly(DkimReason.VERIFIED);
    }

    @Test
    void longFieldsAndLinesThatAreSignedVerify() {
        String message = "From: joe@example.com\r\nReferences:" + "\r\n <1@example.org>".repeat(3000) + "\r\nX: "
                + "x".repeat(20_000) + "\r\n\r\n";
        String field = "DKIM-Signature:" + TAGS.replace("h=From", "h=From:References:X") + "b=@B@";
        String signed = HandSigner.rsa("rsa1024.pem").sign(message, field, "From", "References", "X");
        assertThat(verify(Checks.message(signed)))
                .extracting(DkimVerification::reason)
                .containsExactly(DkimReason.VERIFIED);
    }

    @Test
    void whatABudgetRefusesIsTemperrorForTheRestOnly() {
        InMemoryDns keys = InMemoryDns.builder()
                .txt("a._domainkey.example.com", FixedKeys.record(FixedKeys.RSA_1024))
                .txt("b._domainkey.example.com", FixedKeys.record(FixedKeys.RSA_1024))
                .build();
        DkimVerifier poor = Checks.verifier(keys)
                .budgetLimits(BudgetLimits.defaults().withDnsQuestions(1))
                .build();
        String once = HandSigner.rsa("rsa1024.pem")
                .sign(MESSAGE, "DKIM-Signature:" + TAGS.replace("s=r1", "s=b") + "b=@B@", "From");
        String twice = HandSigner.rsa("rsa1024.pem")
                .sign(once, "DKIM-Signature:" + TAGS.replace("s=r1", "s=a") + "b=@B@", "From");
        assertThat(poor.verify(Checks.message(twice)))
                .extracting(DkimVerification::reason)
                .containsExactly(DkimReason.VERIFIED, DkimReason.BUDGET_EXHAUSTED);
    }

    @Test
    void oneKeyThatFailsDoesNotTouchTheOtherSignature() {
        InMemoryDns keys = FixedKeys.DNS.toBuilder()
                .fail("slow._domainkey.example.com", DnsFailure.TIMEOUT)
                .build();
        String signed = "DKIM-Signature:" + SignatureText.SOUND.with("s", "slow") + "\r\n" + signed(MESSAGE);
        assertThat(Checks.verifier(keys).build().verify(Checks.message(signed)))
                .extracting(DkimVerification::result)
                .containsExactly(DkimResult.TEMPERROR, DkimResult.PASS);
    }

    @Test
    void settingsThatMakeNoSenseAreMistakes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DkimVerifier.builder().maxSignatures(0));
        assertThatIllegalStateException()
                .isThrownBy(() -> DkimVerifier.builder().build());
        SignatureAcceptance strict = SignatureAcceptance.strict();
        assertThatIllegalArgumentException().isThrownBy(() -> strict.withMaxRsaBits(4095));
        assertThatIllegalArgumentException().isThrownBy(() -> strict.withMaxRsaBits(16_385));
        assertThatIllegalArgumentException().isThrownBy(() -> strict.withClockSkew(Duration.ofSeconds(-1)));
    }
}
