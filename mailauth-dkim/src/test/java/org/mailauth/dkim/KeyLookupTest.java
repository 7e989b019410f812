package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.dns.MessageDns;
import org.mailauth.testkit.InMemoryDns;
import org.mailauth.testkit.RecordingDns;

/** RFC 6376 §3.6.2 and §6.1.2: what the answer for the key's name makes of a signature that holds. */
class KeyLookupTest {
    private static final String NAME = "r1._domainkey.example.com";
    private static final String KEY = "p=" + FixedKeys.publicKey(FixedKeys.RSA_1024);
    private static final String OTHER_KEY = "p=" + FixedKeys.publicKey(FixedKeys.RSA_2048);
    private static final String ED25519_KEY = "k=ed25519; p=" + FixedKeys.publicKey(FixedKeys.ED25519);
    private static final String SIGNED = signed("");
    private static final String SIGNED_FOR_SUBDOMAIN = signed(" i=joe@mail.example.com;");

    private static String signed(String tags) {
        return HandSigner.rsa("rsa1024.pem")
                .sign(
                        "From: joe@example.com\r\n\r\nHi.\r\n",
                        "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=r1; h=From; bh=@BH@;"
                                + tags + " b=@B@",
                        "From");
    }

    private static DkimVerification verify(String... records) {
        InMemoryDns.Builder dns = InMemoryDns.builder();
        for (String record : records) {
            dns.txt(NAME, record);
        }
        return Checks.verify(dns.build(), SIGNED);
    }

    private static void assertReason(DkimVerification verification, DkimReason reason) {
        Checks.assertReason(verification, reason);
    }

    @Test
    void theKeyIsAskedForOnceAtSelectorAndDomain() {
        RecordingDns dns = RecordingDns.over(FixedKeys.DNS);
        assertReason(Checks.verify(dns, SIGNED), DkimReason.VERIFIED);
        assertThat(dns.questions()).containsExactly(RecordingDns.Asked.of(NAME, DnsType.TXT));
    }

    static Stream<Arguments> singleRecords() {
        return Stream.of(
                Arguments.of(KEY, DkimReason.VERIFIED),
                Arguments.of("v=DKIM1; k=rsa; t=s; h=sha256; s=email; g=nobody; " + KEY, DkimReason.VERIFIED),
                Arguments.of("k=rsa; v=DKIM1; " + KEY, DkimReason.KEY_MALFORMED),
                Arguments.of("v=DKIM2; " + KEY, DkimReason.KEY_MALFORMED),
                Arguments.of("v=spf1 -all", DkimReason.KEY_MALFORMED),
                Arguments.of("junk", DkimReason.KEY_MALFORMED),
                Arguments.of("", DkimReason.KEY_MALFORMED),
                Arguments.of("v=DKIM1; k=rsa", DkimReason.KEY_MALFORMED),
                Arguments.of("p=AAAA", DkimReason.KEY_MALFORMED),
                Arguments.of("p=", DkimReason.KEY_REVOKED),
                Arguments.of("k=ed25519; p=", DkimReason.KEY_REVOKED),
                Arguments.of("k=dsa; " + KEY, DkimReason.KEY_TYPE_MISMATCH),
                Arguments.of(ED25519_KEY, DkimReason.KEY_TYPE_MISMATCH),
                Arguments.of("h=sha1; " + KEY, DkimReason.KEY_HASH_NOT_ALLOWED),
                Arguments.of("h=; " + KEY, DkimReason.KEY_HASH_NOT_ALLOWED),
                Arguments.of("s=tlsrpt; " + KEY, DkimReason.KEY_NOT_FOR_EMAIL),
                Arguments.of(OTHER_KEY, DkimReason.SIGNATURE_MISMATCH));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("singleRecords")
    void oneRecord(String record, DkimReason reason) {
        assertReason(verify(record), reason);
    }

    @Test
    void theStringsOfARecordAreJoinedWithNothingBetween() {
        InMemoryDns dns = InMemoryDns.builder()
                .txt(NAME, "v=DKI", "M1; k", "=rsa; p", KEY.substring(1, 40), "", KEY.substring(40))
                .build();
        assertReason(Checks.verify(dns, SIGNED), DkimReason.VERIFIED);
    }

    static Stream<Arguments> severalRecords() {
        return Stream.of(
                Arguments.of(List.of("v=spf1 -all", KEY), DkimReason.VERIFIED),
                Arguments.of(List.of("junk", "", "p=!", KEY), DkimReason.VERIFIED),
                Arguments.of(List.of("junk", "", "p=!", "v=x", "k=dsa; p=AAAA", KEY), DkimReason.VERIFIED),
                Arguments.of(List.of(ED25519_KEY, KEY), DkimReason.VERIFIED),
                Arguments.of(List.of("p=", KEY), DkimReason.VERIFIED),
                Arguments.of(List.of(OTHER_KEY, ED25519_KEY, KEY), DkimReason.VERIFIED),
                Arguments.of(List.of(OTHER_KEY, "s=tlsrpt; " + KEY), DkimReason.SIGNATURE_MISMATCH),
                Arguments.of(List.of("p=", ED25519_KEY), DkimReason.KEY_REVOKED),
                Arguments.of(List.of("junk", ED25519_KEY), DkimReason.KEY_TYPE_MISMATCH),
                Arguments.of(List.of("junk", "more junk"), DkimReason.KEY_MALFORMED));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("severalRecords")
    void junkIsPassedOverAndKeysAreTried(List<String> records, DkimReason reason) {
        assertReason(verify(records.toArray(new String[0])), reason);
    }

    @Test
    void noMoreThanThreeKeysAreTried() {
        InMemoryDns.Builder dns = InMemoryDns.builder();
        for (int copy = 0; copy < 50; copy++) {
            dns.txt(NAME, "n=" + copy + "; " + OTHER_KEY);
        }
        Budget budget = Budget.open(BudgetLimits.defaults());
        List<DkimVerification> verifications = Checks.verifier(FixedKeys.DNS)
                .build()
                .verify(Checks.message(SIGNED), MessageDns.open(dns.build(), budget));
        assertReason(verifications.get(0), DkimReason.SIGNATURE_MISMATCH);
        assertThat(budget.statement().spent(Budget.Resource.SIGNATURE_OPERATIONS))
                .isEqualTo(3);
    }

    @Test
    void aNameThatDoesNotExistIsPermerror() {
        assertReason(Checks.verify(InMemoryDns.builder().build(), SIGNED), DkimReason.NO_KEY);
    }

    @Test
    void aNameWithoutTxtRecordsIsPermerror() {
        assertReason(Checks.verify(InMemoryDns.builder().exists(NAME).build(), SIGNED), DkimReason.NO_KEY);
        assertReason(Checks.verify(InMemoryDns.builder().a(NAME, "192.0.2.1").build(), SIGNED), DkimReason.NO_KEY);
    }

    @ParameterizedTest
    @EnumSource(
            value = DnsFailure.class,
            names = {"BUDGET_EXHAUSTED"},
            mode = EnumSource.Mode.EXCLUDE)
    void everyFailureOfTheDnsIsTemperror(DnsFailure failure) {
        InMemoryDns dns = InMemoryDns.builder().fail(NAME, DnsType.TXT, failure).build();
        DkimVerification verification = Checks.verify(dns, SIGNED);
        assertReason(verification, DkimReason.KEY_UNAVAILABLE);
        assertThat(verification.result()).isEqualTo(DkimResult.TEMPERROR);
        assertThat(verification.detail()).contains(failure.text());
    }

    @Test
    void noQuestionsLeftIsTemperror() {
        DkimVerifier verifier = Checks.verifier(FixedKeys.DNS)
                .budgetLimits(BudgetLimits.defaults().withDnsQuestions(0))
                .build();
        assertReason(Checks.verify(verifier, SIGNED), DkimReason.BUDGET_EXHAUSTED);
    }

    @Test
    void noTimeLeftIsTemperror() {
        DkimVerifier verifier = Checks.verifier(FixedKeys.DNS)
                .budgetLimits(BudgetLimits.defaults().withElapsed(Duration.ZERO))
                .build();
        DkimVerification verification = Checks.verify(verifier, SIGNED);
        assertReason(verification, DkimReason.KEY_UNAVAILABLE);
    }

    @Test
    void noSignatureOperationsLeftIsTemperror() {
        DkimVerifier verifier = Checks.verifier(FixedKeys.DNS)
                .budgetLimits(BudgetLimits.defaults().withSignatureOperations(0))
                .build();
        assertReason(Checks.verify(verifier, SIGNED), DkimReason.BUDGET_EXHAUSTED);
    }

    @Test
    void noBodyOctetsLeftIsTemperror() {
        DkimVerifier verifier = Checks.verifier(FixedKeys.DNS)
                .budgetLimits(BudgetLimits.defaults().withBodyOctets(4))
                .build();
        assertReason(Checks.verify(verifier, SIGNED), DkimReason.BUDGET_EXHAUSTED);
        DkimVerifier enough = Checks.verifier(FixedKeys.DNS)
                .budgetLimits(BudgetLimits.defaults().withBodyOctets(5))
                .build();
        assertReason(Checks.verify(enough, SIGNED), DkimReason.VERIFIED);
    }

    @Test
    void aliasesAreFollowed() {
        InMemoryDns dns = InMemoryDns.builder()
                .cname(NAME, "keys.provider.example")
                .txt("keys.provider.example", KEY)
                .build();
        assertReason(Checks.verify(dns, SIGNED), DkimReason.VERIFIED);
    }

    @Test
    void theDnssecStatusOfTheKeyIsTold() {
        for (DnssecStatus status : List.of(DnssecStatus.SECURE, DnssecStatus.INSECURE, DnssecStatus.INDETERMINATE)) {
            InMemoryDns dns =
                    InMemoryDns.builder().txt(NAME, KEY).dnssec(status).build();
            assertThat(Checks.verify(dns, SIGNED).dnssec()).isEqualTo(status);
        }
        InMemoryDns bogus =
                InMemoryDns.builder().txt(NAME, KEY).dnssec(DnssecStatus.BOGUS).build();
        DkimVerification verification = Checks.verify(bogus, SIGNED);
        assertReason(verification, DkimReason.KEY_UNAVAILABLE);
        assertThat(verification.dnssec()).isEqualTo(DnssecStatus.BOGUS);
    }

    @Test
    void aSelectorThatMakesTheNameTooLongIsPermerror() {
        String selector = ("x".repeat(60) + ".").repeat(3) + "x".repeat(60);
        String message = SIGNED.replace("s=r1", "s=" + selector);
        RecordingDns dns = RecordingDns.over(FixedKeys.DNS);
        assertReason(Checks.verify(dns, message), DkimReason.NO_KEY);
        assertThat(dns.count()).isZero();
    }

    @Test
    void flagSDemandsThatTheAuidLiesInTheDomainItself() {
        InMemoryDns strict = InMemoryDns.builder().txt(NAME, "t=s; " + KEY).build();
        assertReason(Checks.verify(FixedKeys.DNS, SIGNED_FOR_SUBDOMAIN), DkimReason.VERIFIED);
        assertReason(Checks.verify(strict, SIGNED), DkimReason.VERIFIED);
        assertReason(Checks.verify(strict, SIGNED_FOR_SUBDOMAIN), DkimReason.KEY_REQUIRES_EXACT_DOMAIN);
    }

    @Test
    void aTestingKeyLeavesAPassAPassAndSaysSo() {
        DkimVerification verification = verify("t=y; " + KEY);
        assertReason(verification, DkimReason.VERIFIED);
        assertThat(verification.testing()).isTrue();
        assertThat(verify(KEY).testing()).isFalse();
    }

    @Test
    void aFailureUnderATestingKeyIsNeutralWithItsReason() {
        InMemoryDns dns = InMemoryDns.builder().txt(NAME, "t=y; " + KEY).build();
        DkimVerification body = Checks.verify(dns, SIGNED.replace("Hi.", "Ho."));
        assertThat(body.result()).isEqualTo(DkimResult.NEUTRAL);
        assertThat(body.reason()).isEqualTo(DkimReason.BODY_HASH_MISMATCH);
        assertThat(body.testing()).isTrue();
        DkimVerification header = Checks.verify(dns, SIGNED.replace("From: joe", "From: jim"));
        assertThat(header.result()).isEqualTo(DkimResult.NEUTRAL);
        assertThat(header.reason()).isEqualTo(DkimReason.SIGNATURE_MISMATCH);
        assertThat(header.testing()).isTrue();
    }
}
