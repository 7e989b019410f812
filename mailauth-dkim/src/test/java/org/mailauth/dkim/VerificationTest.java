package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.testkit.InMemoryDns;

/** What becomes of signatures that an independent signer made, field text and all. */
class VerificationTest {
    private static final String MESSAGE = "Received: from a by b;\r\n\tnow\r\n"
            + "From: Joe <joe@example.com>\r\n"
            + "In-Reply-To: <1@example.org>\r\n"
            + "Subject: Is  dinner\r\n ready? \r\n"
            + "\r\n"
            + "Hi.  \r\n\r\nJoe.\r\n\r\n";
    private static final String TAGS = " v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=r1; h=From; bh=@BH@; ";

    private static final String RSA_512 = "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAKpg/dc6HUmh/zRyYssPQfOsOerF7jw6QIrbE3SdkVKm"
            + "+c1jVJuJzU9x0LR3CJQKDy1AoXMc3DkRpOvbOvDVfq0CAwEAAQ==";

    private static HandSigner rsa() {
        return HandSigner.rsa("rsa1024.pem");
    }

    private static void assertReason(String message, DkimReason reason) {
        Checks.assertReason(Checks.verify(message), reason);
    }

    static Stream<Arguments> spellings() {
        String rest = "a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=r1; h=From; bh=@BH@";
        return Stream.of(
                        "DKIM-Signature: v=1; " + rest + "; b=@B@",
                        "DKIM-Signature:v=1;" + rest.replace("; ", ";") + ";b=@B@;",
                        "Dkim-Signature: v=1; " + rest + "; b=@B@",
                        "dkim-signature : v=1; " + rest + "; b=@B@",
                        "DKIM-Signature: v=1; " + rest + "; b = @B@",
                        "DKIM-Signature: v=1; " + rest + "; b=\r\n\t@B@\r\n ; n=x",
                        "DKIM-Signature: v=1; xb=1; " + rest + "; b=@B@",
                        "DKIM-Signature: v=1; " + rest + "; b=@B@; xb=b=y",
                        "DKIM-Signature: v=1; n=b=x; " + rest + "; b=@B@",
                        "DKIM-Signature: b=@B@; v=1; " + rest,
                        "DKIM-Signature: v=1; " + rest + "; b=@B@ ;",
                        "DKIM-Signature:\r\n\tv\r\n\t=\r\n\t1 ; " + rest + ";\r\n\r\n".strip() + " b=@B@",
                        "DKIM-Signature: v=1; " + rest + "; z=\u00e9\u00ff; b=@B@",
                        "DKIM-Signature: v=1; " + rest + "; q=dns/txt; i=@example.com; t=1; x=9999999999; b=@B@",
                        "DKIM-Signature: v=1; " + rest.replace("h=From", "h=FROM") + "; b=@B@",
                        "DKIM-Signature: v=1; " + rest.replace("h=From", "h=\r\n\tfrom\r\n\t") + "; b=@B@",
                        "DKIM-Signature: v=1; " + rest.replace("d=example.com", "d=EXAMPLE.com") + "; b=@B@",
                        "DKIM-Signature: v=1; " + rest.replace("s=r1", "s=R1") + "; b=@B@")
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void anySpellingOfTheFieldVerifiesRelaxed(String field) {
        assertReason(rsa().sign(MESSAGE, field, "From"), DkimReason.VERIFIED);
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void anySpellingOfTheFieldVerifiesSimple(String field) {
        String simple = field.replace("c=relaxed/relaxed", "c=simple/simple");
        assertReason(rsa().forms("simple", "simple").sign(MESSAGE, simple, "From"), DkimReason.VERIFIED);
    }

    @ParameterizedTest
    @CsvSource({
        "c=relaxed/relaxed; , relaxed, relaxed",
        "c=relaxed/simple;  , relaxed, simple",
        "c=simple/relaxed;  , simple,  relaxed",
        "c=simple/simple;   , simple,  simple",
        "c=relaxed;         , relaxed, simple",
        "c=simple;          , simple,  simple",
        "''                 , simple,  simple"
    })
    void everyCanonicalizationVerifiesAbsentAndOneSidedOnesIncluded(String tag, String header, String body) {
        String field = "DKIM-Signature:" + TAGS.replace(" c=relaxed/relaxed;", " " + tag) + "b=@B@";
        assertReason(rsa().forms(header, body).sign(MESSAGE, field, "From"), DkimReason.VERIFIED);
    }

    @Test
    void ed25519SignsTheDigest() {
        String field =
                "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed; d=example.com; s=ed; h=From; bh=@BH@; b=@B@";
        assertReason(HandSigner.ed25519("ed25519.pem").sign(MESSAGE, field, "From"), DkimReason.VERIFIED);
    }

    @Test
    void severalSignaturesGetAVerdictEachFromTheTop() {
        String once = rsa().sign(MESSAGE, "DKIM-Signature:" + TAGS + "b=@B@", "From");
        String tags = TAGS.replace("s=r1", "s=r2").replace("h=From", "h=From:DKIM-Signature:DKIM-Signature");
        String twice = HandSigner.rsa("rsa2048.pem")
                .sign(once, "DKIM-Signature:" + tags + "b=@B@", "From", "DKIM-Signature", "DKIM-Signature");
        assertThat(reasons(twice)).containsExactly(DkimReason.VERIFIED, DkimReason.VERIFIED);
        assertThat(reasons(twice.replace("s=r1; ", "s=r1;  ")))
                .containsExactly(DkimReason.VERIFIED, DkimReason.VERIFIED);
        assertThat(reasons(twice.replace("s=r1; ", "s=r1; n=x; ")))
                .containsExactly(DkimReason.SIGNATURE_MISMATCH, DkimReason.SIGNATURE_MISMATCH);
        assertThat(reasons(twice.replace("s=r2; ", "s=r2; n=x; ")))
                .containsExactly(DkimReason.SIGNATURE_MISMATCH, DkimReason.VERIFIED);
    }

    private static List<DkimReason> reasons(String message) {
        return Checks.verifier(FixedKeys.DNS).build().verify(Checks.message(message)).stream()
                .map(DkimVerification::reason)
                .toList();
    }

    @Test
    void aVerifierRemembersNothingOfTheMessageBefore() {
        DkimVerifier verifier = Checks.verifier(FixedKeys.DNS).build();
        String signed = rsa().sign(MESSAGE, "DKIM-Signature:" + TAGS + "b=@B@", "From");
        Checks.assertReason(Checks.verify(verifier, signed), DkimReason.VERIFIED);
        Checks.assertReason(Checks.verify(verifier, signed.replace("Joe.", "Jim.")), DkimReason.BODY_HASH_MISMATCH);
        assertThat(verifier.verify(Checks.message(MESSAGE))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", " ", " \t\r\n\r\n", "no line end", "a\r\n \t\r\n\r\n", "\n", "\r", "a\rb\nc"})
    void everyBodyVerifies(String body) {
        String message = "From: joe@example.com\r\n\r\n" + body;
        for (String form : List.of("relaxed", "simple")) {
            String field = "DKIM-Signature:" + TAGS.replace("relaxed/relaxed", "relaxed/" + form) + "b=@B@";
            assertReason(rsa().forms("relaxed", form).sign(message, field, "From"), DkimReason.VERIFIED);
        }
    }

    @Test
    void fieldsWithOctetsOfAnyCharsetVerify() {
        String utf8 = new String("Subject: Grüße, 世界".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        String message = "From: Jos\u00e9 <joe@example.com>\r\n" + utf8 + "\r\nX: \u0000\u0080\r\n\r\n";
        String field = "DKIM-Signature:" + TAGS.replace("h=From", "h=From:Subject:X") + "b=@B@";
        assertReason(rsa().sign(message, field, "From", "Subject", "X"), DkimReason.VERIFIED);
    }

    @Test
    void anInternationalizedDomainIsAskedForAsALabels() {
        String domain = new String("bücher.example".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        InMemoryDns dns = InMemoryDns.builder()
                .txt("r1._domainkey.xn--bcher-kva.example", FixedKeys.record(FixedKeys.RSA_1024))
                .build();
        String field = "DKIM-Signature:" + TAGS.replace("example.com", domain) + "b=@B@";
        Checks.assertReason(Checks.verify(dns, rsa().sign(MESSAGE, field, "From")), DkimReason.VERIFIED);
    }

    @Test
    void blanksBeforeTheColonOfASignedFieldDoNotMatterRelaxed() {
        String message = "From \t: joe@example.com\r\nSubject : x\r\n\r\n";
        String field = "DKIM-Signature:" + TAGS.replace("h=From", "h=From:Subject") + "b=@B@";
        assertReason(rsa().sign(message, field, "From", "Subject"), DkimReason.VERIFIED);
    }

    @Test
    void ofSeveralFieldsTheLowestIsMeantFirst() {
        String message = "From: a@example.com\r\nX: 1\r\nX: 2\r\nX: 3\r\n\r\n";
        String field = "DKIM-Signature:" + TAGS.replace("h=From", "h=From:X:X") + "b=@B@";
        String signed = rsa().sign(message, field, "From", "X", "X");
        assertReason(signed, DkimReason.VERIFIED);
        assertReason(signed.replace("X: 1", "X: 9"), DkimReason.VERIFIED);
        assertReason(signed.replace("X: 2", "X: 9"), DkimReason.SIGNATURE_MISMATCH);
        assertReason(signed.replace("X: 3", "X: 9"), DkimReason.SIGNATURE_MISMATCH);
    }

    @Test
    void aNameOnceMoreThanPresentForbidsAnotherField() {
        String field = "DKIM-Signature:" + TAGS.replace("h=From", "h=From:From:Subject:Subject:Cc") + "b=@B@";
        String signed = rsa().sign(MESSAGE, field, "From", "From", "Subject", "Subject", "Cc");
        assertReason(signed, DkimReason.VERIFIED);
        for (String added : List.of("From: eve@evil.example", "Subject: x", "Cc: x")) {
            assertReason(signed.replace("\r\n\r\nHi", "\r\n" + added + "\r\n\r\nHi"), DkimReason.SIGNATURE_MISMATCH);
            assertReason(added + "\r\n" + signed, DkimReason.SIGNATURE_MISMATCH);
        }
        assertReason("X-Other: x\r\n" + signed, DkimReason.VERIFIED);
    }

    @ParameterizedTest
    @CsvSource({
        "l=5,    5,  BODY_PARTLY_UNCOVERED, 9",
        "l=13,   13, BODY_PARTLY_UNCOVERED, 1",
        "l=0,    0,  BODY_PARTLY_UNCOVERED, 14",
        "l=14,   14, VERIFIED,              0",
        "l=0014, 14, VERIFIED,              0",
        "l=15,   15, LENGTH_BEYOND_BODY,    0",
        "l=99999999999999999999999999, 14, LENGTH_BEYOND_BODY, 0"
    })
    void bodyLength(String tag, int limit, DkimReason reason, long uncovered) {
        String message = "From: joe@example.com\r\n\r\n12345\r\n67890\r\n\r\n";
        String field = "DKIM-Signature:" + TAGS + tag + "; b=@B@";
        DkimVerification verification = Checks.verify(rsa().bodyLimit(limit).sign(message, field, "From"));
        Checks.assertReason(verification, reason);
        assertThat(verification.uncoveredBodyOctets()).isEqualTo(uncovered);
    }

    @Test
    void whatIsAppendedBehindBodyLengthIsPolicyUnlessAccepted() {
        String message = "From: joe@example.com\r\n\r\n12345\r\n67890\r\n";
        String signed = rsa().sign(message, "DKIM-Signature:" + TAGS + "l=14; b=@B@", "From") + "Buy this!\r\n";
        DkimVerification strict = Checks.verify(signed);
        Checks.assertReason(strict, DkimReason.BODY_PARTLY_UNCOVERED);
        assertThat(strict.uncoveredBodyOctets()).isEqualTo(11);
        DkimVerifier wide = Checks.verifier(FixedKeys.DNS)
                .acceptance(SignatureAcceptance.strict().acceptingPartlySignedBody())
                .build();
        DkimVerification accepted = Checks.verify(wide, signed);
        Checks.assertReason(accepted, DkimReason.VERIFIED);
        assertThat(accepted.uncoveredBodyOctets()).isEqualTo(11);
        Checks.assertReason(
                Checks.verify(wide, signed.replace("From: joe", "From: eve")), DkimReason.SIGNATURE_MISMATCH);
        assertThat(Checks.verify(signed.replace("From: joe", "From: eve")).reason())
                .isEqualTo(DkimReason.SIGNATURE_MISMATCH);
    }

    @Test
    void rsaSha1IsRefusedUnlessUnsafelyAccepted() {
        String field = "DKIM-Signature:" + TAGS.replace("rsa-sha256", "rsa-sha1") + "b=@B@";
        String signed = HandSigner.rsaSha1("rsa1024.pem").sign(MESSAGE, field, "From");
        assertReason(signed, DkimReason.RSA_SHA1_REFUSED);
        DkimVerifier wide = Checks.verifier(FixedKeys.DNS)
                .acceptance(SignatureAcceptance.strict().unsafeAcceptingRsaSha1())
                .build();
        Checks.assertReason(Checks.verify(wide, signed), DkimReason.VERIFIED);
        Checks.assertReason(Checks.verify(wide, signed.replace("Joe.", "Jim.")), DkimReason.BODY_HASH_MISMATCH);
    }

    @Test
    void anRsaKeyOf512BitsIsRefusedUnlessUnsafelyAccepted() {
        InMemoryDns dns = InMemoryDns.builder()
                .txt("r1._domainkey.example.com", "p=" + RSA_512)
                .build();
        String signed = HandSigner.rsa("rsa512.pem").sign(MESSAGE, "DKIM-Signature:" + TAGS + "b=@B@", "From");
        Checks.assertReason(Checks.verify(dns, signed), DkimReason.KEY_TOO_SMALL);
        DkimVerifier wide = Checks.verifier(dns)
                .acceptance(SignatureAcceptance.strict().unsafeAcceptingSmallRsaKeys())
                .build();
        Checks.assertReason(Checks.verify(wide, signed), DkimReason.VERIFIED);
    }

    @Test
    void anRsaKeyLargerThanAcceptedIsPolicyAndNeverUsed() {
        BigInteger modulus = BigInteger.ONE.shiftLeft(8192).setBit(0);
        InMemoryDns dns = InMemoryDns.builder()
                .txt("r1._domainkey.example.com", "p=" + Der.pkcs1(modulus, BigInteger.valueOf(65_537)))
                .build();
        String signed = rsa().sign(MESSAGE, "DKIM-Signature:" + TAGS + "b=@B@", "From");
        Checks.assertReason(Checks.verify(dns, signed), DkimReason.KEY_TOO_LARGE);
        DkimVerifier wide = Checks.verifier(dns)
                .acceptance(SignatureAcceptance.strict().withMaxRsaBits(16_384))
                .build();
        Checks.assertReason(Checks.verify(wide, signed), DkimReason.SIGNATURE_MISMATCH);
    }

    private static DkimReason reasonAt(Instant now, Duration skew, String times) {
        String signed = rsa().sign(MESSAGE, "DKIM-Signature:" + TAGS + times + "; b=@B@", "From");
        DkimVerifier verifier = DkimVerifier.builder()
                .resolver(FixedKeys.DNS)
                .clock(Clock.fixed(now, ZoneOffset.UTC))
                .acceptance(SignatureAcceptance.strict().withClockSkew(skew))
                .build();
        return Checks.verify(verifier, signed).reason();
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 0,   x=1000,          VERIFIED",
        "1001, 0,   x=1000,          EXPIRED",
        "1060, 60,  x=1000,          VERIFIED",
        "1061, 60,  x=1000,          EXPIRED",
        "1000, 0,   t=1000,          VERIFIED",
        "999,  0,   t=1000,          NOT_YET_VALID",
        "940,  60,  t=1000,          VERIFIED",
        "939,  60,  t=1000,          NOT_YET_VALID",
        "1500, 0,   t=1000; x=2000,  VERIFIED",
        "1500, 0,   x=999999999999,  VERIFIED",
        "1500, 0,   t=999999999999,  NOT_YET_VALID",
        "1500, 0,   t=0; x=1,        EXPIRED"
    })
    void timesAreComparedWithTheClockGiven(long now, long skew, String times, DkimReason reason) {
        assertThat(reasonAt(Instant.ofEpochSecond(now), Duration.ofSeconds(skew), times))
                .isEqualTo(reason);
    }

    @Test
    void anySkewCanBeSet() {
        Duration longest = Duration.ofSeconds(Long.MAX_VALUE);
        assertThat(reasonAt(Instant.ofEpochSecond(5), longest, "t=6; x=7")).isEqualTo(DkimReason.VERIFIED);
        assertThat(reasonAt(Instant.ofEpochSecond(5), longest, "t=999999999999"))
                .isEqualTo(DkimReason.NOT_YET_VALID);
    }

    @Test
    void aSignatureOfAnotherLengthDoesNotHold() {
        String signed = rsa().sign(MESSAGE, "DKIM-Signature:" + TAGS + "b=@B@", "From");
        String data = Checks.verify(signed).signature().orElseThrow().signatureData().length == 128 ? "b=" : "";
        assertThat(data).isNotEmpty();
        for (String other : List.of("AAAA", "AA==", "A".repeat(172), "A".repeat(4000))) {
            assertReason(signed.replaceFirst("b=[A-Za-z0-9+/=]{172}", "b=" + other), DkimReason.SIGNATURE_MISMATCH);
        }
    }
}
