package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailauth.message.Message;

/** RFC 6376 §6.1 and §3.6.2.2: many signatures, and many keys at one selector. */
class SeveralSignaturesTest {
    private static final String SIGNED = new String(RfcMessages.RFC_8463_A3, StandardCharsets.US_ASCII);

    private static List<DkimVerification> verify(String message) {
        DkimVerifier verifier =
                DkimVerifier.builder().resolver(RfcMessages.RFC_8463_KEYS).build();
        return verifier.verify(Message.of(message.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void junkOnTop_doesNotHideASoundSignature() {
        List<DkimVerification> verifications = verify("DKIM-Signature: junk\r\n".repeat(50) + SIGNED);

        assertThat(verifications).hasSize(52);
        assertThat(verifications.get(50).result()).isEqualTo(DkimResult.PASS);
        assertThat(verifications.get(51).result()).isEqualTo(DkimResult.PASS);
    }

    @Test
    void wellFormedSignaturesBeyondTheLimit_areSkippedAndSaidSo() {
        String wellFormed = SIGNED.substring(0, SIGNED.indexOf("DKIM-Signature", 1));

        List<DkimVerification> verifications = verify(wellFormed.repeat(12) + SIGNED);

        assertThat(verifications).hasSize(14);
        assertThat(verifications.subList(0, 10))
                .extracting(DkimVerification::result)
                .containsOnly(DkimResult.PASS);
        assertThat(verifications.subList(10, 14))
                .extracting(DkimVerification::reason)
                .containsOnly(DkimReason.SKIPPED);
    }

    @Test
    void keysThatCannotBeUsed_doNotCrowdOutTheOneThatCan() {
        String ed25519 = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
        DkimVerifier verifier = DkimVerifier.builder()
                .resolver(RfcMessages.RFC_8463_KEYS.toBuilder()
                        .txt("test._domainkey.football.example.com", ed25519 + " ")
                        .txt("test._domainkey.football.example.com", ed25519 + ";")
                        .txt("test._domainkey.football.example.com", ed25519)
                        .build())
                .build();

        assertThat(verifier.verify(Message.of(RfcMessages.RFC_8463_A3)))
                .extracting(DkimVerification::result)
                .containsOnly(DkimResult.PASS);
    }
}
