package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.mailauth.message.HeaderField;
import org.mailauth.message.Message;

/** What is signed verifies, whatever the message holds, after a trip over the wire. */
class SigningLawsTest {
    // Whether a message that hides a field is acceptable is another question.
    private static final DkimVerifier VERIFIER = Checks.verifier(FixedKeys.DNS)
            .acceptance(SignatureAcceptance.strict().acceptingHiddenFields())
            .build();

    @Provide
    Arbitrary<String> mails() {
        return Mails.mails();
    }

    private static DkimSigner.Builder signer() {
        return DkimSigner.builder().signingDomain("example.com").clock(Clock.fixed(Checks.NOW, ZoneOffset.UTC));
    }

    private static Message overTheWire(Message message) throws IOException {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        message.writeTo(wire);
        return Message.of(wire.toByteArray());
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void anyMessageSignedWithTwoKeysVerifiesTwice(
            @ForAll("mails") String mail, @ForAll HeaderCanonicalization header, @ForAll BodyCanonicalization body)
            throws IOException {
        DkimSigner signer = signer().key("ed", FixedKeys.ED25519)
                .key("r1", FixedKeys.RSA_1024)
                .canonicalization(header, body)
                .build();
        Message message = Checks.message(mail);
        List<HeaderField> fields = signer.sign(message).orElseThrow();
        List<DkimVerification> verifications = VERIFIER.verify(overTheWire(message.withPrepended(fields)));
        assertThat(verifications)
                .extracting(DkimVerification::reason)
                .containsExactly(DkimReason.VERIFIED, DkimReason.VERIFIED);
        assertThat(verifications).extracting(DkimVerification::field).isEqualTo(fields);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void aSignedMessageThatIsSignedAgainVerifiesTwice(@ForAll("mails") String mail) throws IOException {
        Message message = Checks.message(mail);
        DkimSigner first = signer().key("r1", FixedKeys.RSA_1024).build();
        DkimSigner second = signer().key("ed", FixedKeys.ED25519).build();
        Message once = message.withPrepended(first.sign(message).orElseThrow());
        Message twice = once.withPrepended(second.sign(once).orElseThrow());
        assertThat(VERIFIER.verify(overTheWire(twice)))
                .extracting(DkimVerification::result)
                .containsExactly(DkimResult.PASS, DkimResult.PASS);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void noOctetsMakeSigningOrVerifyingThrow(@ForAll byte[] octets) {
        Message message = Message.of(octets);
        DkimSigner signer = signer().key("ed", FixedKeys.ED25519).build();
        if (signer.sign(message) instanceof DkimSigning.Signed signed) {
            message = message.withPrepended(signed.fields());
        }
        assertThat(VERIFIER.verify(message)).allMatch(verification -> verification.result() == DkimResult.PASS);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void linesOfASignatureHaveSeventyEightOctetsAtMost(@ForAll("mails") String mail) {
        Message message = Checks.message(mail);
        DkimSigner signer = signer().key("some.selector.of-the-year.2026", FixedKeys.RSA_2048)
                .key("ed", FixedKeys.ED25519)
                .build();
        for (HeaderField field : signer.sign(message).orElseThrow()) {
            assertThat(field.toString().split("\r\n")).allMatch(line -> line.length() <= 78);
        }
    }
}
