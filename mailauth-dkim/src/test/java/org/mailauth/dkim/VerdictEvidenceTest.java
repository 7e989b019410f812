package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.AuthenticatedIdentifier;
import org.mailauth.DomainName;
import org.mailauth.authres.MethodResult;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.testkit.InMemoryDns;

/** What a verdict rests on, and what a reader learns besides. */
class VerdictEvidenceTest {
    private static final String MESSAGE = "From: joe@example.com\r\nSubject: Hi\r\n\r\n12345\r\n67890\r\n";
    private static final String TAGS =
            " v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=r2; i=joe@mail.example.com;"
                    + " t=1600000000; x=1800000000; h=From:Subject; bh=@BH@; ";
    private static final String SIGNED = signed("DKIM-Signature:" + TAGS + "b=@B@");

    private static String signed(String field) {
        return HandSigner.rsa("rsa2048.pem").sign(MESSAGE, field, "From", "Subject");
    }

    private static List<DkimFinding.Code> codes(DkimVerification verification) {
        return verification.findings().stream().map(DkimFinding::code).toList();
    }

    @Test
    void aPassTellsEverythingThatItRestsOn() {
        InMemoryDns secure = FixedKeys.DNS.toBuilder()
                .dnssec("r2._domainkey.example.com", DnssecStatus.SECURE)
                .build();
        DkimVerification pass = Checks.verify(secure, SIGNED);
        assertThat(pass.result()).isEqualTo(DkimResult.PASS);
        assertThat(pass.reason().reference()).isEqualTo("RFC 6376 §6.1.3");
        assertThat(pass.signingDomain()).contains(DomainName.of("example.com"));
        assertThat(pass.selector()).contains(Selector.of("r2"));
        assertThat(pass.keyRecord().orElseThrow().keyBits()).isEqualTo(2048);
        assertThat(pass.coveredBodyOctets()).hasValue(14);
        assertThat(pass.uncoveredBodyOctets()).isZero();
        assertThat(pass.dnssec()).isEqualTo(DnssecStatus.SECURE);
        assertThat(pass.testing()).isFalse();
        assertThat(pass.findings()).isEmpty();
        assertThat(pass.checkedAt()).isEqualTo(Checks.NOW);
        DkimSignature signature = pass.signature().orElseThrow();
        assertThat(signature.algorithm()).isEqualTo(SigningAlgorithm.RSA_SHA256);
        assertThat(signature.auid()).hasToString("joe@mail.example.com");
        assertThat(signature.signedFields()).containsExactly("From", "Subject");
        assertThat(signature.timestamp()).contains(Instant.ofEpochSecond(1_600_000_000));
        assertThat(signature.expiration()).contains(Instant.ofEpochSecond(1_800_000_000));
    }

    @Test
    void aPassIsAnIdentifierForDmarcAndAPartOfAuthenticationResults() {
        DkimVerification pass = Checks.verify(SIGNED);
        AuthenticatedIdentifier identifier = pass.authenticatedIdentifier().orElseThrow();
        assertThat(identifier)
                .isEqualTo(new AuthenticatedIdentifier(
                        AuthenticatedIdentifier.Kind.DKIM, DomainName.of("example.com"), "pass", "r2"));
        assertThat(identifier.isPass()).isTrue();
        MethodResult method = pass.methodResult();
        assertThat(method.toString())
                .startsWith("dkim=pass header.d=example.com header.i=joe@mail.example.com"
                        + " header.a=rsa-sha256 header.s=r2 header.b=");
    }

    @Test
    void aFailureIsAnIdentifierThatDoesNotCount() {
        AuthenticatedIdentifier identifier = Checks.verify(SIGNED.replace("12345", "54321"))
                .authenticatedIdentifier()
                .orElseThrow();
        assertThat(identifier.result()).isEqualTo("fail");
        assertThat(identifier.isPass()).isFalse();
    }

    @Test
    void aFieldWithoutDomainOrSelectorSaysSo() {
        assertThat(Checks.verify("DKIM-Signature: v=1\r\n" + MESSAGE).authenticatedIdentifier())
                .isEmpty();
        assertThat(Checks.verify("DKIM-Signature: v=1; d=example.com\r\n" + MESSAGE)
                        .authenticatedIdentifier()
                        .orElseThrow()
                        .selector())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"l=5, 5, 9", "l=0, 0, 14", "l=14, 14, 0"})
    void octetsCoveredAndNotCoveredAreCounted(String tag, int covered, long uncovered) {
        String signed = HandSigner.rsa("rsa2048.pem")
                .bodyLimit(covered)
                .sign(MESSAGE, "DKIM-Signature:" + TAGS + tag + "; b=@B@", "From", "Subject");
        DkimVerification verification = Checks.verify(signed);
        assertThat(verification.coveredBodyOctets()).hasValue(covered);
        assertThat(verification.uncoveredBodyOctets()).isEqualTo(uncovered);
        assertThat(codes(verification).contains(DkimFinding.Code.BODY_PARTLY_UNCOVERED))
                .isEqualTo(uncovered > 0);
    }

    @Test
    void aBodyThatWasNotLookedAtIsNotCounted() {
        assertThat(Checks.verify(InMemoryDns.builder().build(), SIGNED).coveredBodyOctets())
                .isEmpty();
        assertThat(Checks.verify("DKIM-Signature: junk\r\n" + MESSAGE).coveredBodyOctets())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "From: eve@evil.example, From, FIELD_ADDED",
        "subject : Buy,          Subject, FIELD_ADDED",
        "Reply-To: eve@evil.example, Reply-To, FIELD_UNSIGNED",
        "Content-Type: text/html,    Content-Type, FIELD_UNSIGNED",
        "List-Unsubscribe: <x>,      List-Unsubscribe, FIELD_UNSIGNED"
    })
    void aFieldAddedAfterSigningIsAFindingAndTheVerdictStands(String field, String name, DkimFinding.Code code) {
        DkimVerification verification = Checks.verify(field + "\r\n" + SIGNED);
        Checks.assertReason(verification, DkimReason.VERIFIED);
        assertThat(verification.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(code);
            assertThat(finding.field()).contains(name);
            assertThat(finding.code().reference()).startsWith("RFC 6376 §");
            assertThat(finding.toString()).startsWith(code.code() + ": ").contains(name);
        });
    }

    @Test
    void aFieldThatReadersDoNotActUponIsNoFinding() {
        assertThat(Checks.verify("X-Spam: no\r\nReceived: x\r\n" + SIGNED).findings())
                .isEmpty();
    }

    @Test
    void fieldsSignedOnceMoreThanPresentAreNoFinding() {
        String field = "DKIM-Signature:" + TAGS.replace("h=From:Subject", "h=From:From:Subject:Cc") + "b=@B@";
        String signed = HandSigner.rsa("rsa2048.pem").sign(MESSAGE, field, "From", "From", "Subject", "Cc");
        assertThat(Checks.verify(signed).findings()).isEmpty();
    }

    static Stream<Arguments> hidingFields() {
        return Stream.of(
                Arguments.of("X: a\nFrom: eve@evil.example", "From"),
                Arguments.of("X: a\rFROM\t: eve@evil.example", "From"),
                Arguments.of("X: a\r\n b\nSubject: Buy", "Subject"),
                Arguments.of("X: a\n\nb", "the end of the header"),
                Arguments.of("X: a\n\r\n b", "the end of the header"),
                Arguments.of("X: a\n", "the end of the header"),
                Arguments.of("X: a\r", "the end of the header"));
    }

    @ParameterizedTest
    @MethodSource("hidingFields")
    void aLoneLineEndThatHidesAFieldIsPolicyUnlessAccepted(String field, String hidden) {
        String message = field + "\r\n" + SIGNED;
        DkimVerification strict = Checks.verify(message);
        Checks.assertReason(strict, DkimReason.FIELD_HIDDEN);
        assertThat(strict.detail()).contains(hidden);
        DkimVerifier wide = Checks.verifier(FixedKeys.DNS)
                .acceptance(SignatureAcceptance.strict().acceptingHiddenFields())
                .build();
        DkimVerification accepted = Checks.verify(wide, message);
        Checks.assertReason(accepted, DkimReason.VERIFIED);
        for (DkimVerification either : List.of(strict, accepted)) {
            assertThat(either.findings()).singleElement().satisfies(finding -> {
                assertThat(finding.code()).isEqualTo(DkimFinding.Code.FIELD_HIDDEN);
                assertThat(finding.field()).contains(hidden);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X: a\nb", "X: a\rX-Other: b", "X: a\nFromage: b", "X: a\nFrom b", "X: a\r\n\tFrom: b"})
    void aLoneLineEndThatHidesNothingDoesNoHarm(String field) {
        DkimVerification verification = Checks.verify(field + "\r\n" + SIGNED);
        Checks.assertReason(verification, DkimReason.VERIFIED);
        assertThat(verification.findings()).isEmpty();
    }

    @Test
    void aShortKeyIsAFinding() {
        String signed = HandSigner.rsa("rsa1024.pem")
                .sign(MESSAGE, "DKIM-Signature:" + TAGS.replace("s=r2", "s=r1") + "b=@B@", "From", "Subject");
        DkimVerification verification = Checks.verify(signed);
        Checks.assertReason(verification, DkimReason.VERIFIED);
        assertThat(verification.findings())
                .containsExactly(
                        DkimFinding.of(DkimFinding.Code.KEY_SHORT, "an RSA key should have 2048 bits or more"));
    }

    private static InMemoryDns testing(String more) {
        return InMemoryDns.builder()
                .txt("r2._domainkey.example.com", more + "t=y; p=" + FixedKeys.publicKey(FixedKeys.RSA_2048))
                .build();
    }

    @Test
    void aPassUnderATestingKeyCountsUnlessTheCallerSaysNo() {
        DkimVerification pass = Checks.verify(testing(""), SIGNED);
        Checks.assertReason(pass, DkimReason.VERIFIED);
        assertThat(pass.testing()).isTrue();
        assertThat(codes(pass)).containsExactly(DkimFinding.Code.KEY_TESTING);
        DkimVerifier narrow = Checks.verifier(testing(""))
                .acceptance(SignatureAcceptance.strict().refusingTestingKeys())
                .build();
        Checks.assertReason(Checks.verify(narrow, SIGNED), DkimReason.KEY_TESTING_REFUSED);
        assertThat(Checks.verify(narrow, SIGNED.replace("12345", "54321")).reason())
                .isEqualTo(DkimReason.BODY_HASH_MISMATCH);
    }

    @ParameterizedTest
    @CsvSource({"h=sha1;, KEY_HASH_NOT_ALLOWED", "s=tlsrpt;, KEY_NOT_FOR_EMAIL"})
    void aFinalFailureUnderATestingKeyIsNoWorseThanNoSignature(String more, DkimReason reason) {
        DkimVerification verification = Checks.verify(testing(more + " "), SIGNED);
        assertThat(verification.reason()).isEqualTo(reason);
        assertThat(verification.result()).isEqualTo(DkimResult.NEUTRAL);
    }

    @Test
    void aSignatureSeenBeforeIsAFindingAndNeverAVerdict() {
        Map<String, Long> seen = new HashMap<>();
        DkimVerifier verifier = Checks.verifier(FixedKeys.DNS)
                .replayMemo(signature -> seen.merge(signature, 1L, Long::sum) - 1)
                .build();
        assertThat(codes(Checks.verify(verifier, SIGNED))).isEmpty();
        DkimVerification again = Checks.verify(verifier, "Received: elsewhere\r\n" + SIGNED);
        Checks.assertReason(again, DkimReason.VERIFIED);
        assertThat(again.findings())
                .containsExactly(DkimFinding.of(DkimFinding.Code.SEEN_BEFORE, "this signature passed 1 time before"));
        assertThat(Checks.verify(verifier, SIGNED).findings())
                .extracting(DkimFinding::text)
                .containsExactly("this signature passed 2 times before");
        assertThat(seen.keySet()).singleElement().asString().matches("[0-9a-f]{64}");
    }

    @Test
    void aSignatureThatDoesNotPassIsNotRemembered() {
        DkimVerifier verifier = Checks.verifier(FixedKeys.DNS)
                .replayMemo(signature -> {
                    throw new IllegalStateException("asked for " + signature);
                })
                .build();
        assertThat(Checks.verify(verifier, SIGNED.replace("12345", "54321")).result())
                .isEqualTo(DkimResult.FAIL);
        assertThat(Checks.verify(verifier, "DKIM-Signature: junk\r\n" + MESSAGE).findings())
                .isEmpty();
    }

    @Test
    void respelledSignatureDataIsTheSameSignature() {
        Map<String, Long> seen = new HashMap<>();
        DkimVerifier verifier = Checks.verifier(FixedKeys.DNS)
                .replayMemo(signature -> seen.merge(signature, 1L, Long::sum) - 1)
                .build();
        Checks.verify(verifier, SIGNED);
        int data = SIGNED.indexOf("; b=") + 4;
        String folded = SIGNED.substring(0, data) + "\r\n " + SIGNED.substring(data);
        assertThat(codes(Checks.verify(verifier, folded))).containsExactly(DkimFinding.Code.SEEN_BEFORE);
    }
}
