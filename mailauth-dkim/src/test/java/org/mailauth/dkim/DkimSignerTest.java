package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.Provider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.Problem;
import org.mailauth.message.BodyStream;
import org.mailauth.message.HeaderField;
import org.mailauth.message.Message;
import org.mailauth.message.MessageLimits;

/** RFC 6376 §5: what a signer writes and what it refuses. */
class DkimSignerTest {
    private static final Message MESSAGE = Checks.message("From: joe@example.com\r\n"
            + "To: a@example.org\r\nSubject: Dinner\r\nDate: Tue, 14 Nov 2023 22:13:20 +0000\r\n"
            + "Message-ID: <1@example.com>\r\nX-Other: x\r\n\r\nHi.\r\n");
    private static final DkimVerifier VERIFIER = Checks.verifier(FixedKeys.DNS).build();

    private static DkimSigner.Builder signer() {
        return DkimSigner.builder().signingDomain("example.com").clock(Clock.fixed(Checks.NOW, ZoneOffset.UTC));
    }

    private static DkimSignature signature(DkimSigner.Builder builder) {
        HeaderField field = builder.build().sign(MESSAGE).orElseThrow().get(0);
        return DkimSignature.parse(field).orElseThrow();
    }

    private static List<DkimReason> verified(Message message, DkimSigner signer) {
        return VERIFIER.verify(message.withPrepended(signer.sign(message).orElseThrow())).stream()
                .map(DkimVerification::reason)
                .toList();
    }

    @Test
    void byDefaultBothSidesAreRelaxedAndTheWholeBodyIsSigned() {
        DkimSignature signature = signature(signer().key("ed", FixedKeys.ED25519));
        assertThat(signature.headerCanonicalization()).isEqualTo(HeaderCanonicalization.RELAXED);
        assertThat(signature.bodyCanonicalization()).isEqualTo(BodyCanonicalization.RELAXED);
        assertThat(signature.bodyLength()).isEmpty();
        assertThat(signature.timestamp()).hasValue(Checks.NOW);
        assertThat(signature.expiration()).isEmpty();
        assertThat(signature.auid()).hasToString("@example.com");
    }

    @Test
    void byDefaultTheFieldsAReaderSeesAreSignedOnceMoreThanTheyOccur() {
        List<String> signed = signature(signer().key("ed", FixedKeys.ED25519)).signedFields();
        assertThat(signed).containsSubsequence("from", "from").containsSubsequence("to", "to");
        assertThat(signed).containsOnlyOnce("cc", "reply-to", "content-type", "mime-version", "references");
        assertThat(signed).doesNotContain("x-other", "received", "return-path", "list-id");
        for (String name : List.of("from", "to", "subject", "date", "message-id")) {
            assertThat(signed).filteredOn(name::equals).hasSize(2);
        }
    }

    @Test
    void byDefaultWhatTheNextServerAddsDoesNotSpoilTheSignature() {
        Message bare = Checks.message("From: joe@example.com\r\n\r\nHi.\r\n");
        Message signed = bare.withPrepended(
                signer().key("ed", FixedKeys.ED25519).build().sign(bare).orElseThrow());
        Message completed = signed.withPrepended(
                HeaderField.of("Date", " Tue, 14 Nov 2023 22:13:20 +0000"),
                HeaderField.of("Message-ID", " <1@example.com>"),
                HeaderField.of("List-Id", " <list.example.com>"),
                HeaderField.of("Resent-From", " ann@example.net"));
        assertThat(VERIFIER.verify(completed))
                .extracting(DkimVerification::reason)
                .containsExactly(DkimReason.VERIFIED);
    }

    @Test
    void theAuidIsWrittenAndVerifies() {
        DkimSigner signer = signer().key("ed", FixedKeys.ED25519)
                .auid("jo;e=\u00fc", "mail.example.com")
                .build();
        HeaderField field = signer.sign(MESSAGE).orElseThrow().get(0);
        assertThat(field.toString()).contains("i=jo=3Be=3D=C3=BC@mail.example.com;");
        assertThat(DkimSignature.parse(field).orElseThrow().auid()).hasToString("jo;e=\u00fc@mail.example.com");
        assertThat(verified(MESSAGE, signer)).containsExactly(DkimReason.VERIFIED);
    }

    @Test
    void anAuidOutsideOfTheSigningDomainIsAMistake() {
        DkimSigner.Builder signer = signer().key("ed", FixedKeys.ED25519).auid("joe", "ample.com");
        assertThatIllegalStateException().isThrownBy(signer::build).withMessageContaining("outside");
        assertThatIllegalArgumentException().isThrownBy(() -> signer().auid("x".repeat(65), "example.com"));
        assertThatIllegalArgumentException().isThrownBy(() -> signer().auid("", "not a domain"));
    }

    @Test
    void lengthIsNeverWritten() {
        assertThat(signer().key("ed", FixedKeys.ED25519)
                        .build()
                        .sign(MESSAGE)
                        .orElseThrow()
                        .toString())
                .doesNotContain("l=");
    }

    @Test
    void twoKeysMakeTwoSignaturesInTheirOrder() {
        DkimSigner signer = signer().key("r2", FixedKeys.RSA_2048)
                .key("ed", FixedKeys.ED25519)
                .build();
        List<HeaderField> fields = signer.sign(MESSAGE).orElseThrow();
        assertThat(fields).extracting(HeaderField::name).containsOnly("DKIM-Signature");
        assertThat(fields)
                .extracting(field -> DkimSignature.parse(field).orElseThrow().algorithm())
                .containsExactly(SigningAlgorithm.RSA_SHA256, SigningAlgorithm.ED25519_SHA256);
        assertThat(verified(MESSAGE, signer)).containsExactly(DkimReason.VERIFIED, DkimReason.VERIFIED);
    }

    @Test
    void aStreamIsSignedAsTheMessageIs() throws IOException {
        DkimSigner signer = signer().key("ed", FixedKeys.ED25519).build();
        String text = "From: joe@example.com\r\nSubject: x\r\n\r\n" + "Hello.  \r\n".repeat(10_000);
        for (String mail : List.of(text, text.replace("\r\n", "\n"), "To: x\r\n\r\n", "", text + "\n")) {
            byte[] octets = mail.getBytes(StandardCharsets.US_ASCII);
            assertThat(signer.sign(new ByteArrayInputStream(octets))).isEqualTo(signer.sign(Message.of(octets)));
        }
    }

    @Test
    void aStreamBeyondALimitIsRefused() throws IOException {
        byte[] octets =
                "From: joe@example.com\r\n\r\nIn the body, more follows.\r\n".getBytes(StandardCharsets.US_ASCII);
        DkimSigner signer = signer().key("ed", FixedKeys.ED25519).build();
        MessageLimits limits = MessageLimits.defaults().withMessageOctets(50);
        assertRefused(signer.sign(new ByteArrayInputStream(octets), limits), "message.too-large");
        MessageLimits enough = MessageLimits.defaults().withMessageOctets(octets.length);
        assertThat(signer.sign(new ByteArrayInputStream(octets), enough)).isInstanceOf(DkimSigning.Signed.class);
    }

    @Test
    void aStreamThatBreaksIsNotSigned() {
        InputStream broken = new InputStream() {
            private int left = 100;

            @Override
            public int read() throws IOException {
                if (left == 0) {
                    throw new IOException("gone");
                }
                return "From: a@b.example\r\n\r\n".charAt(--left % 20);
            }

            @Override
            public int read(byte[] octets, int offset, int length) throws IOException {
                octets[offset] = (byte) read();
                return 1;
            }
        };
        DkimSigner signer = signer().key("ed", FixedKeys.ED25519).build();
        assertThatIOException().isThrownBy(() -> signer.sign(broken)).withMessage("gone");
    }

    @Test
    void halfAMessageIsNotSigned() {
        BodyStream body = BodyStream.open();
        DkimSigningSession session =
                signer().key("ed", FixedKeys.ED25519).build().open(MESSAGE.header(), body);
        body.write('x');
        assertThatIllegalStateException().isThrownBy(session::conclude).withMessageContaining("not ended");
        assertThatIllegalStateException().isThrownBy(session::concludeAsync).withMessageContaining("not ended");
        body.close();
        assertThat(session.conclude()).isInstanceOf(DkimSigning.Signed.class);
    }

    @Test
    void severalSignersShareOnePassOverABody() {
        BodyStream body = BodyStream.open();
        DkimSigningSession first = signer().key("ed", FixedKeys.ED25519).build().open(MESSAGE.header(), body);
        DkimSigningSession second = signer().key("r2", FixedKeys.RSA_2048)
                .canonicalization(HeaderCanonicalization.SIMPLE, BodyCanonicalization.SIMPLE)
                .build()
                .open(MESSAGE.header(), body);
        body.write("Hi.\r\n".getBytes(StandardCharsets.US_ASCII), 0, 5);
        body.close();
        List<HeaderField> fields = new ArrayList<>(first.conclude().orElseThrow());
        fields.addAll(second.conclude().orElseThrow());
        assertThat(VERIFIER.verify(MESSAGE.withPrepended(fields)))
                .extracting(DkimVerification::reason)
                .containsExactly(DkimReason.VERIFIED, DkimReason.VERIFIED);
    }

    @Test
    void theMessageIsLeftAsItWas() {
        Message before = Checks.message("From: a@example.com\r\n\r\nb");
        signer().key("ed", FixedKeys.ED25519).build().sign(before);
        assertThat(before.header().size()).isEqualTo(1);
    }

    @Test
    void expirationIsCountedFromTheClock() {
        DkimSignature signature =
                signature(signer().key("ed", FixedKeys.ED25519).expiresAfter(Duration.ofDays(7)));
        assertThat(signature.timestamp()).hasValue(Checks.NOW);
        assertThat(signature.expiration()).hasValue(Checks.NOW.plus(Duration.ofDays(7)));
    }

    @Test
    void aFractionOfASecondNeverMakesExpirationMeetTheTimestamp() {
        Clock late = Clock.fixed(Instant.ofEpochSecond(100, 999_999_999), ZoneOffset.UTC);
        DkimSignature signature =
                signature(signer().key("ed", FixedKeys.ED25519).clock(late).expiresAfter(Duration.ofSeconds(1)));
        assertThat(signature.expiration()).hasValue(Instant.ofEpochSecond(101));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.9S", "PT-1S", "P3654D", "PT2562047788015215H"})
    void aLifetimeThatMakesNoSenseIsAMistake(String lifetime) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> signer().expiresAfter(Duration.parse(lifetime)))
                .withMessageContaining("one second");
    }

    @Test
    void anExpiredSignatureIsPolicy() {
        DkimSigner signer = signer().key("ed", FixedKeys.ED25519)
                .clock(Clock.fixed(Checks.NOW.minus(Duration.ofDays(8)), ZoneOffset.UTC))
                .expiresAfter(Duration.ofDays(7))
                .build();
        assertThat(verified(MESSAGE, signer)).containsExactly(DkimReason.EXPIRED);
    }

    @Test
    void aMessageWithoutFromIsRefused() {
        DkimSigning signing = signer().key("ed", FixedKeys.ED25519).build().sign(Checks.message("To: a\r\n\r\n"));
        assertRefused(signing, "dkim.no-from");
        assertThatIllegalStateException().isThrownBy(signing::orElseThrow).withMessageContaining("dkim.no-from");
    }

    @Test
    void anEmptyMessageIsRefused() {
        assertRefused(signer().key("ed", FixedKeys.ED25519).build().sign(Message.of(new byte[0])), "dkim.no-from");
    }

    @Test
    void moreThanTwoHundredAndFiftySixSignedFieldsAreRefused() {
        String header = "From: joe@example.com\r\n";
        DkimSigner signer = signer().key("ed", FixedKeys.ED25519)
                .signedFields(SignedFields.of(List.of("x")))
                .build();
        Message most = Checks.message(header + "X: y\r\n".repeat(254) + "\r\n");
        assertThat(verified(most, signer)).containsExactly(DkimReason.VERIFIED);
        Message tooMany = Checks.message(header + "X: y\r\n".repeat(255) + "\r\n");
        assertRefused(signer.sign(tooMany), "dkim.too-many-fields");
    }

    @Test
    void aMessageBeyondALimitIsRefused() {
        byte[] octets =
                "From: joe@example.com\r\n\r\nIn the body, much more follows.\r\n".getBytes(StandardCharsets.US_ASCII);
        Message cut = Message.of(octets, MessageLimits.defaults().withMessageOctets(50));
        DkimSigning signing = signer().key("ed", FixedKeys.ED25519).build().sign(cut);
        assertThat(signing)
                .isInstanceOfSatisfying(
                        DkimSigning.Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::code)
                                .contains("message.too-large"));
    }

    private static void assertRefused(DkimSigning signing, String code) {
        assertThat(signing)
                .isInstanceOfSatisfying(
                        DkimSigning.Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::code)
                                .containsExactly(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"From: eve@evil.example", "Subject: x", "To: x", "Reply-To: x", "Content-Type: text/html"})
    void aFieldAddedAfterSigningSpoilsTheSignature(String field) {
        DkimSigner signer = signer().key("ed", FixedKeys.ED25519).build();
        Message signed = MESSAGE.withPrepended(signer.sign(MESSAGE).orElseThrow());
        int colon = field.indexOf(':');
        HeaderField added = HeaderField.of(field.substring(0, colon), field.substring(colon + 1));
        assertThat(VERIFIER.verify(signed.withPrepended(added)))
                .extracting(DkimVerification::reason)
                .containsExactly(DkimReason.SIGNATURE_MISMATCH);
    }

    @Test
    void aTraceFieldAddedAfterSigningDoesNot() {
        DkimSigner signer = signer().key("ed", FixedKeys.ED25519).build();
        Message signed = MESSAGE.withPrepended(signer.sign(MESSAGE).orElseThrow());
        assertThat(VERIFIER.verify(signed.withPrepended(HeaderField.of("Received", " from a"))))
                .extracting(DkimVerification::reason)
                .containsExactly(DkimReason.VERIFIED);
    }

    @Test
    void aSelectorAndADomainOfManyLabelsFit() {
        String domain = "a".repeat(60) + "." + "b".repeat(60) + ".example.com";
        HeaderField field = DkimSigner.builder()
                .signingDomain(domain)
                .key("s".repeat(60) + ".t", FixedKeys.ED25519)
                .build()
                .sign(MESSAGE)
                .orElseThrow()
                .get(0);
        DkimSignature signature = DkimSignature.parse(field).orElseThrow();
        assertThat(signature.signingDomain()).hasToString(domain);
        assertThat(field.toString().split("\r\n")).allMatch(line -> line.length() <= 998);
    }

    @Test
    void aFieldNameOfAnyLengthFits() {
        String name = "x".repeat(300);
        Message message = Checks.message("From: a@example.com\r\n" + name + ": y\r\n\r\n");
        DkimSigner signer = signer().key("ed", FixedKeys.ED25519)
                .signedFields(SignedFields.of(List.of(name)))
                .build();
        assertThat(verified(message, signer)).containsExactly(DkimReason.VERIFIED);
    }

    @Test
    void anInternationalizedDomainIsWrittenInALabels() {
        HeaderField field = DkimSigner.builder()
                .signingDomain("bücher.example")
                .key("s", FixedKeys.ED25519)
                .build()
                .sign(MESSAGE)
                .orElseThrow()
                .get(0);
        assertThat(field.toString()).contains("d=xn--bcher-kva.example;");
    }

    @Test
    void whatIsMissingOrWrongIsNamed() {
        assertThatIllegalStateException().isThrownBy(() -> DkimSigner.builder().build());
        assertThatIllegalStateException().isThrownBy(() -> signer().build());
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> DkimSigner.builder().key("s", FixedKeys.ED25519).build());
        assertThatIllegalArgumentException().isThrownBy(() -> signer().signingDomain("com"));
        assertThatIllegalArgumentException().isThrownBy(() -> signer().signingDomain("not a domain"));
        assertThatIllegalArgumentException().isThrownBy(() -> signer().key("no selector", FixedKeys.ED25519));
        assertThatIllegalArgumentException().isThrownBy(() -> signer().key("", FixedKeys.ED25519));
        assertThatNullPointerException()
                .isThrownBy(() -> signer().key("s", null))
                .withMessage("key");
    }

    static List<Provider> providers() {
        return List.of(new BouncyCastleProvider(), new Provider("Empty", "1", "offers nothing") {
            private static final long serialVersionUID = 1L;
        });
    }

    @ParameterizedTest
    @MethodSource("providers")
    void anyProviderSignsAndVerifiesWhatTheOthersDo(Provider provider) {
        DkimSigner other = signer().key("r2", FixedKeys.RSA_2048)
                .key("ed", FixedKeys.ED25519)
                .provider(provider)
                .build();
        assertThat(verified(MESSAGE, other)).containsExactly(DkimReason.VERIFIED, DkimReason.VERIFIED);
        Message signed = MESSAGE.withPrepended(signer().key("r2", FixedKeys.RSA_2048)
                .key("ed", FixedKeys.ED25519)
                .build()
                .sign(MESSAGE)
                .orElseThrow());
        DkimVerifier verifier =
                Checks.verifier(FixedKeys.DNS).provider(provider).build();
        assertThat(verifier.verify(signed))
                .extracting(DkimVerification::result)
                .containsExactly(DkimResult.PASS, DkimResult.PASS);
    }

    @Test
    void aKeyThatCannotSignIsAFailureAndNoException() {
        PrivateKey hollow = new PrivateKey() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getAlgorithm() {
                return "RSA";
            }

            @Override
            public String getFormat() {
                return null;
            }

            @Override
            public byte[] getEncoded() {
                return null;
            }
        };
        DkimSigner signer = signer().key("s", SigningKey.of(hollow)).build();
        assertThat(signer.sign(MESSAGE)).isInstanceOfSatisfying(DkimSigning.Failed.class, failed -> {
            assertThat(failed.fields()).isEmpty();
            assertThat(failed.problems()).extracting(Problem::code).containsExactly("dkim.key-failed");
        });
        assertThatIllegalStateException()
                .isThrownBy(() -> signer.sign(MESSAGE).orElseThrow())
                .withMessageContaining("the key cannot sign");
    }
}
