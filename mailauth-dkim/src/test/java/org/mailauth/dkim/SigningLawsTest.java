package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.message.HeaderField;
import org.mailauth.message.LineEndings;
import org.mailauth.message.Message;
import org.mailauth.message.MessageStream;

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
        return strictSigner().preflight(SigningPreflight.lenient());
    }

    private static DkimSigner.Builder strictSigner() {
        return DkimSigner.builder().signingDomain("example.com").clock(Clock.fixed(Checks.NOW, ZoneOffset.UTC));
    }

    @Provide
    Arbitrary<String> submissions() {
        return Submissions.submissions();
    }

    private static Message overTheWire(Message message) {
        return Message.of(octets(message));
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void anyMessageSignedWithTwoKeysVerifiesTwice(
            @ForAll("mails") String mail, @ForAll HeaderCanonicalization header, @ForAll BodyCanonicalization body) {
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

    @Property(tries = 800, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void whatPreflightAcceptsSurvivesItsRelays(
            @ForAll("submissions") String mail,
            @ForAll HeaderCanonicalization header,
            @ForAll BodyCanonicalization body) {
        Message message = Checks.message(mail);
        DkimSigner signer = strictSigner()
                .key("ed", FixedKeys.ED25519)
                .canonicalization(header, body)
                .build();
        DkimSigning signing = signer.sign(message);
        PreflightReport report = signer.preflight(message);
        boolean accepted = signing instanceof DkimSigning.Signed;
        Statistics.label("accepted").collect(accepted).coverage(coverage -> {
            coverage.check(true).percentage(share -> share > 20);
            coverage.check(false).percentage(share -> share > 20);
        });
        assertThat(report.refusals().isEmpty()).isEqualTo(accepted);
        if (signing instanceof DkimSigning.Signed signed) {
            assertThat(signed.warnings()).isEqualTo(report.warnings());
            boolean eightBit = signed.warnings().stream()
                    .anyMatch(warning -> warning.code().equals("dkim.eight-bit-body"));
            String relayed = Submissions.relayed(Mails.text(octets(message.withPrepended(signed.fields()))), eightBit);
            assertThat(VERIFIER.verify(Checks.message(relayed)))
                    .as(relayed)
                    .filteredOn(verification -> verification.signature().isPresent())
                    .extracting(DkimVerification::reason)
                    .containsExactly(DkimReason.VERIFIED);
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void anyChunkingSignsAndFindsTheSame(
            @ForAll("submissions") String mail, @ForAll @IntRange(min = 1, max = 40) int size) {
        DkimSigner signer = strictSigner().key("ed", FixedKeys.ED25519).build();
        DkimSigningSession whole = streamed(signer, mail, mail.length() + 1);
        DkimSigningSession pieces = streamed(signer, mail, size);
        assertThat(pieces.preflight()).isEqualTo(whole.preflight());
        assertThat(pieces.conclude()).isEqualTo(whole.conclude());
        Message message = Checks.message(mail);
        if (message.lineEndings() == LineEndings.CRLF) {
            assertThat(pieces.preflight()).isEqualTo(signer.preflight(message));
            assertThat(pieces.conclude()).isEqualTo(signer.sign(message));
        }
    }

    /** A message from the wire, in pieces of a size. */
    private static DkimSigningSession streamed(DkimSigner signer, String mail, int size) {
        List<DkimSigningSession> sessions = new ArrayList<>(1);
        MessageStream stream = MessageStream.open((header, body) -> sessions.add(signer.open(header, body)));
        byte[] octets = mail.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = 0; at < octets.length; at += size) {
            stream.write(octets, at, Math.min(size, octets.length - at));
        }
        stream.close();
        return sessions.get(0);
    }

    private static byte[] octets(Message message) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        try {
            message.writeTo(wire);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return wire.toByteArray();
    }
}
