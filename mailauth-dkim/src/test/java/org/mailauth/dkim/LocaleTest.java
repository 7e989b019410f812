package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.message.Message;
import org.mailauth.testkit.InMemoryDns;

/** The default locale decides nothing: in Turkish the small letter of I has no dot, in Arabic digits look different. */
@ResourceLock(Resources.LOCALE)
class LocaleTest {
    private final Locale before = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "az-AZ", "lt-LT", "ar-EG-u-nu-arab", "th-TH-u-nu-thai"})
    void namesAreComparedTheSameInEveryLocale(String tag) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        String message = "FROM: joe@example.com\r\nIn-Reply-To: <1@example.org>\r\nTITLE: I\u0131\u0130\r\n\r\n";
        String field =
                "DKIM-SIGNATURE: v=1; a=rsa-sha256; c=relaxed/relaxed; d=MAIL.EXAMPLE.COM; s=I1; t=1; x=9999999999;"
                        + " i=@MAIL.EXAMPLE.COM; h=FROM:IN-REPLY-TO:title; bh=@BH@; b=@B@";
        String ascii = message.replaceAll("[^\\x00-\\xff]", "\u00ff");
        String signed = HandSigner.rsa("rsa1024.pem").sign(ascii, field, "FROM", "IN-REPLY-TO", "title");
        DkimVerification verification = Checks.verify(
                InMemoryDns.builder()
                        .txt("i1._domainkey.mail.example.com", FixedKeys.record(FixedKeys.RSA_1024))
                        .build(),
                signed);
        Checks.assertReason(verification, DkimReason.VERIFIED);
        assertThat(verification)
                .hasToString("dkim=pass (body hash and signature hold) header.d=mail.example.com header.s=i1");
        assertThat(DkimReason.FROM_NOT_SIGNED.code()).isEqualTo("from-not-signed");
    }

    @Test
    void signaturesAreWrittenTheSameInEveryLocale() {
        List<String> written = List.of("en-US", "tr-TR", "ar-EG-u-nu-arab").stream()
                .map(LocaleTest::sign)
                .toList();
        assertThat(written).containsOnly(written.get(0));
        assertThat(written.get(0))
                .contains("t=1700000000;")
                .contains("in-reply-to")
                .matches("\\p{ASCII}+");
    }

    private static String sign(String tag) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        Message message = Checks.message("From: joe@example.com\r\nIn-Reply-To: <1@example.org>\r\n\r\n");
        return DkimSigner.builder()
                .signingDomain("EXAMPLE.COM")
                .key("I", FixedKeys.ED25519)
                .signedFields(SignedFields.of(List.of("IN-REPLY-TO", "SUBJECT")))
                .clock(Clock.fixed(Checks.NOW, ZoneOffset.UTC))
                .build()
                .sign(message)
                .orElseThrow()
                .toString();
    }
}
