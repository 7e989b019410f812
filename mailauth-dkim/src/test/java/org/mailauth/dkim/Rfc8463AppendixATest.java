package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailauth.message.Message;

/** RFC 8463 Appendix A: the example signed with both algorithms. */
class Rfc8463AppendixATest {
    private static final int FIRST_SIGNATURE = 0;
    private static final int SECOND_SIGNATURE = 1;

    private final DkimVerifier verifier = DkimVerifier.builder()
            .resolver(RfcMessages.RFC_8463_KEYS)
            .clock(Clock.fixed(Instant.ofEpochSecond(1528637909), ZoneOffset.UTC))
            .build();

    @Test
    void bothSignatures_pass() {
        List<DkimVerification> verifications = verifier.verify(Message.of(RfcMessages.RFC_8463_A3));

        assertThat(verifications).extracting(DkimVerification::result).containsOnly(DkimResult.PASS);
        assertThat(verifications)
                .extracting(
                        verification -> verification.signature().orElseThrow().algorithm())
                .containsExactly(SigningAlgorithm.ED25519_SHA256, SigningAlgorithm.RSA_SHA256);
        assertThat(verifications)
                .extracting(
                        verification -> verification.keyRecord().orElseThrow().keyBits())
                .containsExactly(256, 1024);
    }

    @Test
    void anyChangedOctetOfASignedFieldOrTheBody_failsBoth() {
        byte[] message = RfcMessages.RFC_8463_A3;
        int signed = new String(message, StandardCharsets.US_ASCII).indexOf("From: Joe");
        for (int at = signed; at < message.length; at++) {
            for (DkimVerification verification : verifier.verify(changedAt(at))) {
                assertThat(verification.result()).as("octet %d", at).isNotEqualTo(DkimResult.PASS);
            }
        }
    }

    @Test
    void anyChangedOctetOfASignatureField_failsThatSignature() {
        String text = new String(RfcMessages.RFC_8463_A3, StandardCharsets.US_ASCII);
        int second = text.indexOf("DKIM-Signature:", 1);
        int end = text.indexOf("From: Joe");
        // The field's own name is compared without case; everything behind its colon is hashed or decoded.
        int body = "DKIM-Signature:".length();
        for (int at = body; at < second - 2; at++) {
            assertFails(at, FIRST_SIGNATURE);
        }
        for (int at = second + body; at < end - 2; at++) {
            assertFails(at, SECOND_SIGNATURE);
        }
    }

    private void assertFails(int at, int signature) {
        List<DkimVerification> verifications = verifier.verify(changedAt(at));
        assertThat(verifications.get(signature).result()).as("octet %d", at).isNotEqualTo(DkimResult.PASS);
    }

    @Test
    void changesThatTheRelaxedFormDropsPassStill() {
        String text = new String(RfcMessages.RFC_8463_A3, StandardCharsets.US_ASCII)
                .replace("Subject: Is dinner", "SUBJECT:\t Is\r\n  dinner")
                .replace("game.  Are", "game. \t Are")
                .replace("Joe.\r\n", "Joe.  \r\n\r\n\t\r\n");

        assertThat(verifier.verify(Message.of(text.getBytes(StandardCharsets.US_ASCII))))
                .extracting(DkimVerification::result)
                .containsOnly(DkimResult.PASS);
    }

    private static Message changedAt(int at) {
        byte[] changed = RfcMessages.RFC_8463_A3.clone();
        changed[at] = (byte) (changed[at] == 'Z' ? 'Y' : 'Z');
        return Message.of(changed);
    }
}
