package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.DomainName;

/** RFC 6376 §3.5: what the tags of a well-formed DKIM-Signature field say. */
class SignatureTagsTest {
    private static final SignatureText SOUND = SignatureText.SOUND;

    private static DkimSignature read(SignatureText text) {
        return DkimSignature.parse(text.field()).orElseThrow();
    }

    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @Test
    void defaultsAreThoseOfTheRfc() {
        DkimSignature signature = read(SOUND);
        assertThat(signature.headerCanonicalization()).isEqualTo(HeaderCanonicalization.SIMPLE);
        assertThat(signature.bodyCanonicalization()).isEqualTo(BodyCanonicalization.SIMPLE);
        assertThat(signature.auid()).hasToString("@example.com");
        assertThat(signature.bodyLength()).isEmpty();
        assertThat(signature.timestamp()).isEmpty();
        assertThat(signature.expiration()).isEmpty();
        assertThat(signature.copiedFields()).isEmpty();
    }

    @Test
    void unknownTagsAreIgnored() {
        assertThat(read(SOUND.with("xb", "b=x").with("r", "y").with("unknown", "")))
                .isEqualTo(read(SOUND));
    }

    @Test
    void theOrderOfTagsDoesNotMatter() {
        assertThat(read(SOUND.without("v").without("b").with("b", "dGVzdA==").with("v", "1")))
                .isEqualTo(read(SOUND));
    }

    @Test
    void base64MayBeFoldedAnywhere() {
        DkimSignature signature = read(SOUND.with("b", " dG\r\n\tVz \r\n dA=\t="));
        assertThat(signature.signatureData()).isEqualTo("test".getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @CsvSource({
        "relaxed,          RELAXED, SIMPLE",
        "simple,           SIMPLE,  SIMPLE",
        "relaxed/relaxed,  RELAXED, RELAXED",
        "relaxed/simple,   RELAXED, SIMPLE",
        "simple/relaxed,   SIMPLE,  RELAXED",
        "simple/simple,    SIMPLE,  SIMPLE"
    })
    void canonicalization(String value, HeaderCanonicalization header, BodyCanonicalization body) {
        DkimSignature signature = read(SOUND.with("c", value));
        assertThat(signature.headerCanonicalization()).isEqualTo(header);
        assertThat(signature.bodyCanonicalization()).isEqualTo(body);
    }

    @Test
    void domainsAreHeldInLowerCaseALabels() {
        assertThat(read(SOUND.with("d", "Mail.Example.COM")).signingDomain())
                .isEqualTo(DomainName.of("mail.example.com"));
        assertThat(read(SOUND.with("d", utf8("bücher.example"))).signingDomain())
                .isEqualTo(DomainName.of("xn--bcher-kva.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"_x.example.com", "a-b.example.com", "192.0.2.1", "xn--bcher-kva.example"})
    void domainsOfLettersDigitsHyphensAndUnderscoresAreRead(String domain) {
        assertThat(read(SOUND.with("d", domain)).signingDomain()).hasToString(domain);
    }

    @Test
    void aSelectorMayHaveSeveralLabels() {
        assertThat(read(SOUND.with("s", "March.2026._a")).selector()).hasToString("march.2026._a");
    }

    @Test
    void signedFieldsAreGivenAsWrittenRepeatedAndAbsentOnesIncluded() {
        assertThat(read(SOUND.with("h", "From : To:\r\n\tFROM:X-Absent : from")).signedFields())
                .containsExactly("From", "To", "FROM", "X-Absent", "from");
    }

    @Test
    void twoHundredAndFiftySixSignedFieldsAreRead() {
        assertThat(read(SOUND.with("h", "From" + ":To".repeat(255))).signedFields())
                .hasSize(256);
    }

    @ParameterizedTest
    @CsvSource({
        "@example.com,                '',          example.com",
        "joe@example.com,             joe,         example.com",
        "joe@Mail.Example.COM,        joe,         mail.example.com",
        "Joe=20Doe@example.com,       Joe Doe,     example.com",
        "=4a=4F=45@example.com,       JOE,         example.com",
        "a=40b@example.com,           a@b,         example.com",
        "joe@example=2Ecom,           joe,         example.com"
    })
    void auid(String value, String localPart, String domain) {
        Auid auid = read(SOUND.with("i", value)).auid();
        assertThat(auid.localPart()).isEqualTo(localPart);
        assertThat(auid.domain()).isEqualTo(DomainName.of(domain));
    }

    @Test
    void whiteSpaceInAnAuidMeansNothing() {
        assertThat(read(SOUND.with("i", "jo\r\n e @ example.com")).auid()).hasToString("joe@example.com");
    }

    @Test
    void anInternationalizedAuidLiesInItsDomainWhateverItsForm() {
        DkimSignature signature =
                read(SOUND.with("d", "xn--bcher-kva.example").with("i", utf8("用户@post.bücher.example")));
        assertThat(signature.auid()).hasToString("用户@post.xn--bcher-kva.example");
    }

    @Test
    void timesAreSecondsOfTheEpoch() {
        DkimSignature signature = read(SOUND.with("t", "0").with("x", "999999999999"));
        assertThat(signature.timestamp()).hasValue(Instant.EPOCH);
        assertThat(signature.expiration()).hasValue(Instant.ofEpochSecond(999_999_999_999L));
    }

    @Test
    void bodyLengthHasUpToSeventySixDigits() {
        assertThat(read(SOUND.with("l", "0")).bodyLength()).hasValue(0);
        assertThat(read(SOUND.with("l", "0".repeat(70) + "123456")).bodyLength())
                .hasValue(123_456);
        assertThat(read(SOUND.with("l", "9".repeat(18))).bodyLength()).hasValue(999_999_999_999_999_999L);
        assertThat(read(SOUND.with("l", "9".repeat(76))).bodyLength().getAsLong())
                .isGreaterThan(999_999_999_999_999_999L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dns/txt", "other:dns/txt", "dns/txt:other", " foo : dns/txt\r\n : bar", "dns/txt:dns/txt"})
    void anyKnownQueryMethodIsEnough(String value) {
        assertThat(read(SOUND.with("q", value))).isEqualTo(read(SOUND));
    }

    @Test
    void copiedFieldsAreDecoded() {
        assertThat(read(SOUND.with("z", "From:joe@example.com|\r\n Subject:demo=20run|Date:=7C=3B"))
                        .copiedFields())
                .containsExactly("From:joe@example.com", "Subject:demo run", "Date:|;");
    }

    @Test
    void copiedFieldsThatCannotBeDecodedAreLeftOut() {
        assertThat(read(SOUND.with("z", "From:=ZZ|To:a|Cc:=4")).copiedFields()).containsExactly("To:a");
    }

    @ParameterizedTest
    @CsvSource({"rsa-sha256, RSA_SHA256", "ed25519-sha256, ED25519_SHA256"})
    void algorithm(String value, SigningAlgorithm algorithm) {
        assertThat(read(SOUND.with("a", value)).algorithm()).isEqualTo(algorithm);
    }

    @Test
    void rsaSha1IsReadSoThatItCanBeRefusedByName() {
        DkimSignature signature = read(SOUND.with("a", "rsa-sha1").with("bh", "uoq1oCgLlTqpdDX/iUbLy7J1Wic="));
        assertThat(signature.algorithm()).isEqualTo(SigningAlgorithm.RSA_SHA1);
    }

    @Test
    void arraysAreCopies() {
        DkimSignature signature = read(SOUND);
        signature.bodyHash()[0]++;
        signature.signatureData()[0]++;
        assertThat(signature).isEqualTo(read(SOUND));
        assertThat(signature.bodyHash()).isEqualTo(read(SOUND).bodyHash());
    }

    @Test
    void anyTagThatDiffersMakesAnotherSignature() {
        DkimSignature signature = read(SOUND);
        assertThat(signature).hasSameHashCodeAs(read(SOUND)).isNotEqualTo(SOUND);
        for (SignatureText other : new SignatureText[] {
            SOUND.with("a", "ed25519-sha256"),
            SOUND.with("b", "dGVzdGE="),
            SOUND.with("bh", "frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY="),
            SOUND.with("c", "relaxed"),
            SOUND.with("c", "simple/relaxed"),
            SOUND.with("d", "example.org"),
            SOUND.with("s", "r2"),
            SOUND.with("i", "joe@example.com"),
            SOUND.with("h", "From"),
            SOUND.with("l", "1"),
            SOUND.with("t", "1"),
            SOUND.with("x", "1"),
            SOUND.with("z", "a:b")
        }) {
            assertThat(read(other)).isNotEqualTo(signature);
        }
    }
}
