package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.dkim.DkimReason.AUID_OUTSIDE_DOMAIN;
import static org.mailauth.dkim.DkimReason.FROM_NOT_SIGNED;
import static org.mailauth.dkim.DkimReason.INCOMPATIBLE_VERSION;
import static org.mailauth.dkim.DkimReason.MALFORMED_SIGNATURE;
import static org.mailauth.dkim.DkimReason.MISSING_TAG;
import static org.mailauth.dkim.DkimReason.UNSUPPORTED_ALGORITHM;
import static org.mailauth.dkim.DkimReason.UNSUPPORTED_CANONICALIZATION;
import static org.mailauth.dkim.DkimReason.UNSUPPORTED_QUERY_METHOD;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailauth.Parsed;
import org.mailauth.internal.text.Visible;
import org.mailauth.testkit.RecordingDns;

/** RFC 6376 §3.2, §3.5 and §6.1.1: every rule that a DKIM-Signature field can break, and what comes of it. */
class SignatureSyntaxTest {
    private static final SignatureText SOUND = SignatureText.SOUND;

    static Stream<Arguments> faults() {
        List<Arguments> faults = new ArrayList<>();
        tagListFaults(faults);
        versionAlgorithmAndDataFaults(faults);
        domainAndSelectorFaults(faults);
        signedFieldFaults(faults);
        auidFaults(faults);
        numberFaults(faults);
        canonicalizationAndQueryFaults(faults);
        for (String tag : List.of("v", "a", "b", "bh", "d", "h", "s")) {
            faults.add(Arguments.of(tag + "= missing", SOUND.without(tag).toString(), MISSING_TAG));
            String upper = tag.toUpperCase(Locale.ROOT);
            faults.add(Arguments.of(
                    tag + "= in upper case", SOUND.without(tag).with(upper, "x").toString(), MISSING_TAG));
        }
        for (String tag : List.of("v", "a", "b", "bh", "c", "d", "h", "i", "l", "q", "s", "t", "x", "z", "unknown")) {
            faults.add(Arguments.of(tag + "= twice", SOUND.with(tag, "1") + "; " + tag + "=1", MALFORMED_SIGNATURE));
        }
        return faults.stream();
    }

    private static void add(List<Arguments> faults, String tag, DkimReason reason, String... values) {
        for (String value : values) {
            faults.add(Arguments.of(tag + "=" + value, SOUND.with(tag, value).toString(), reason));
        }
    }

    private static void tagListFaults(List<Arguments> faults) {
        List<String> texts = List.of(
                "",
                " ",
                ";",
                "junk",
                SOUND + ";;",
                SOUND + "; ;",
                ";" + SOUND,
                SOUND + "; junk",
                SOUND + "; 1x=y",
                SOUND + "; =y",
                SOUND + "; x-y=z",
                SOUND + "; n=\u0000",
                SOUND + "; n=\u0007",
                SOUND + "; n=\u007f",
                SOUND + "; n=a\rb",
                SOUND + "; n=a\nb",
                SOUND + "; \u0000=a");
        for (String text : texts) {
            faults.add(Arguments.of("the list <" + text + ">", text, MALFORMED_SIGNATURE));
        }
    }

    private static void versionAlgorithmAndDataFaults(List<Arguments> faults) {
        faults.add(Arguments.of("commas for semicolons", SOUND.toString().replace(';', ','), INCOMPATIBLE_VERSION));
        add(faults, "v", INCOMPATIBLE_VERSION, "", "2", "0", "01", "1.0", "1 1", "x", "DKIM1", "+1");
        add(faults, "a", UNSUPPORTED_ALGORITHM, "", "rsa", "rsa-sha512", "RSA-SHA256", "rsa-SHA256", "dsa-sha256");
        add(faults, "a", UNSUPPORTED_ALGORITHM, "ed25519-sha512", "rsa - sha256", "rsa-sha256,rsa-sha1");
        add(faults, "a", UNSUPPORTED_ALGORITHM, "x".repeat(5000), "\u00ff\u0085");
        add(
                faults,
                "b",
                MALFORMED_SIGNATURE,
                "",
                " ",
                "!",
                "abc",
                "abcde",
                "=",
                "====",
                "ab=c",
                "dGVzdA==x",
                "dGVz-_==");
        add(faults, "b", MALFORMED_SIGNATURE, "dGVz\u00e9A==");
        add(faults, "bh", MALFORMED_SIGNATURE, "", "dGVzdA==", "abc", "uoq1oCgLlTqpdDX/iUbLy7J1Wic=");
        add(faults, "bh", MALFORMED_SIGNATURE, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU");
        add(faults, "bh", MALFORMED_SIGNATURE, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFUAAA==");
    }

    private static void domainAndSelectorFaults(List<Arguments> faults) {
        add(
                faults,
                "d",
                MALFORMED_SIGNATURE,
                "",
                "com",
                "example.com.",
                ".example.com",
                "example..com",
                "-a.example.com");
        add(faults, "d", MALFORMED_SIGNATURE, "a-.example.com", "exa mple.com", "bank'(.evil.example", "a@example.com");
        add(
                faults,
                "d",
                MALFORMED_SIGNATURE,
                "[192.0.2.1]",
                "a\\.example.com",
                "example.com,example.org",
                "*.example.com");
        add(faults, "d", MALFORMED_SIGNATURE, "\u00fc.example.com", "\u00c3(.example.com");
        add(faults, "d", MALFORMED_SIGNATURE, "x".repeat(64) + ".example.com", "x.".repeat(130) + "com");
        add(faults, "d", MALFORMED_SIGNATURE, "x".repeat(20_000));
        add(faults, "s", MALFORMED_SIGNATURE, "", "a..b", ".a", "a.", "-a", "a b", "a(b", "a*", "x".repeat(64));
        add(faults, "s", MALFORMED_SIGNATURE, "\u00e9", "\u00c3\u00a9", "x".repeat(20_000));
    }

    private static void signedFieldFaults(List<Arguments> faults) {
        add(faults, "h", MALFORMED_SIGNATURE, "", ":", "From:", ":From", "From::To", "From To", "From:T o");
        add(faults, "h", MALFORMED_SIGNATURE, "From:\u00fc", "From" + ":To".repeat(256));
        add(faults, "h", FROM_NOT_SIGNED, "To", "Subject:Date", "Fromm:From1", "X-From");
    }

    private static void auidFaults(List<Arguments> faults) {
        add(
                faults,
                "i",
                MALFORMED_SIGNATURE,
                "",
                "example.com",
                "joe",
                "@",
                "joe@",
                "@example.com.",
                "joe=4",
                "joe=@example.com");
        add(faults, "i", MALFORMED_SIGNATURE, "joe=G0@example.com", "joe@-example.com", "joe@exam=20ple.com");
        add(
                faults,
                "i",
                MALFORMED_SIGNATURE,
                "a=0D=0Ab@example.com",
                "a=00@example.com",
                "a=C2=85@example.com",
                "a=7F@example.com");
        add(
                faults,
                "i",
                AUID_OUTSIDE_DOMAIN,
                "@example.org",
                "joe@com",
                "@notexample.com",
                "@example.com.evil.example");
        add(faults, "i", AUID_OUTSIDE_DOMAIN, "joe@example.com@evil.example");
    }

    private static void numberFaults(List<Arguments> faults) {
        for (String tag : List.of("t", "x")) {
            add(faults, tag, MALFORMED_SIGNATURE, "", "-1", "+1", "1.5", "0x10", "1 2", "a", "1".repeat(13), "\u0661");
        }
        add(faults, "l", MALFORMED_SIGNATURE, "", "-1", "+1", "1.5", "1 2", "a", "1".repeat(77));
        for (String expiration : List.of("10", "9", "0")) {
            faults.add(Arguments.of(
                    "t=10; x=" + expiration,
                    SOUND.with("t", "10").with("x", expiration).toString(),
                    MALFORMED_SIGNATURE));
        }
    }

    private static void canonicalizationAndQueryFaults(List<Arguments> faults) {
        add(
                faults,
                "c",
                UNSUPPORTED_CANONICALIZATION,
                "",
                "/",
                "relaxed/",
                "/relaxed",
                "simple/relaxed/simple",
                "nofws");
        add(faults, "c", UNSUPPORTED_CANONICALIZATION, "relaxed/nofws", "Relaxed/Relaxed", "relaxed / relaxed");
        add(faults, "q", UNSUPPORTED_QUERY_METHOD, "", "dns", "foo", "dns/foo", "DNS/TXT", "dns /txt", "http:foo");
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("faults")
    void aFieldThatBreaksARuleIsUnusableForThatReason(String what, String body, DkimReason reason) {
        Parsed<DkimSignature> parsed = DkimSignature.parse(SignatureText.field(body));
        assertThat(parsed.value()).isEmpty();
        assertThat(parsed.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(reason.code());
            assertThat(problem.reference()).isEqualTo(reason.reference());
            assertThat(problem.text()).isNotEmpty().hasSizeLessThan(200);
        });
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("faults")
    void aMessageSignedByItGetsThatVerdictAndNoQuestionIsAsked(String what, String body, DkimReason reason) {
        RecordingDns dns = RecordingDns.over(FixedKeys.DNS);
        DkimVerification verification =
                Checks.verify(dns, "DKIM-Signature:" + body + "\r\nFrom: joe@example.com\r\n\r\nHi.\r\n");
        Checks.assertReason(verification, reason);
        assertThat(verification.result()).isIn(DkimResult.NEUTRAL, DkimResult.PERMERROR);
        assertThat(verification.signature()).isEmpty();
        String written = verification.methodResult().toString();
        assertThat(Visible.of(written)).isEqualTo(written);
        assertThat(dns.count()).isZero();
    }

    @Test
    void theTextThatTheFaultsStartFromIsSound() {
        assertThat(DkimSignature.parse(SOUND.field()).problems()).isEmpty();
        Checks.assertReason(
                Checks.verify(
                        "DKIM-Signature:" + SOUND.with("c", "relaxed/relaxed") + "\r\nFrom: joe@example.com\r\n\r\n"),
                DkimReason.SIGNATURE_MISMATCH);
    }

    @Test
    void aBrokenFieldStillTellsDomainAndSelector() {
        DkimVerification verification =
                Checks.verify("DKIM-Signature:" + SOUND.with("l", "x") + "\r\nFrom: joe@example.com\r\n\r\n");
        assertThat(verification.signingDomain()).hasToString("Optional[example.com]");
        assertThat(verification.selector()).hasToString("Optional[r1]");
    }

    @Test
    void whatIsNoDomainIsNotToldAsOne() {
        DkimVerification verification =
                Checks.verify("DKIM-Signature:" + SOUND.with("d", "bank'(.evil") + "\r\nFrom: joe@example.com\r\n\r\n");
        assertThat(verification.signingDomain()).isEmpty();
    }
}
