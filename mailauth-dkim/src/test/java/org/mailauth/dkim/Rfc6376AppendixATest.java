package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.mailauth.message.Message;

/** RFC 6376 Appendix A.2: the example signed with simple canonicalization. */
class Rfc6376AppendixATest {
    private final DkimVerifier verifier =
            DkimVerifier.builder().resolver(RfcMessages.RFC_6376_KEYS).build();

    private DkimResult verify(byte[] message) {
        return verifier.verify(Message.of(message)).get(0).result();
    }

    @Test
    void signature_passes() {
        assertThat(verify(RfcMessages.RFC_6376_A2)).isEqualTo(DkimResult.PASS);
    }

    @Test
    void anyChangedOctetFromTheSignatureOn_fails() {
        int body = "DKIM-Signature:".length();
        for (int at = body; at < RfcMessages.RFC_6376_A2.length; at++) {
            byte[] changed = RfcMessages.RFC_6376_A2.clone();
            changed[at] = (byte) (changed[at] == 'Z' ? 'Y' : 'Z');
            assertThat(verify(changed)).as("octet %d", at).isNotEqualTo(DkimResult.PASS);
        }
    }

    @Test
    void whiteSpaceThatTheRelaxedFormWouldDrop_fails() {
        String text = new String(RfcMessages.RFC_6376_A2, StandardCharsets.US_ASCII);

        assertThat(verify(text.replace("game. Are", "game.  Are").getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(DkimResult.FAIL);
        assertThat(verify(text.replace("Subject: Is", "subject: Is").getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(DkimResult.FAIL);
    }

    @Test
    void linesAddedAtTheEnd_pass() {
        String text = new String(RfcMessages.RFC_6376_A2, StandardCharsets.US_ASCII);

        assertThat(verify((text + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(DkimResult.PASS);
    }
}
