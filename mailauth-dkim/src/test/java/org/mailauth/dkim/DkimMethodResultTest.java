package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.authres.MethodResult;
import org.mailauth.message.Message;

/** RFC 8601 §2.7.1 and RFC 6008: what a verification adds to Authentication-Results. */
class DkimMethodResultTest {
    private final DkimVerifier verifier =
            DkimVerifier.builder().resolver(RfcMessages.RFC_8463_KEYS).build();

    private List<MethodResult> results(byte[] message) {
        return verifier.verify(Message.of(message)).stream()
                .map(DkimVerification::methodResult)
                .toList();
    }

    @Test
    void pass_namesDomainAuidSelectorAlgorithmAndSignature() {
        MethodResult ed25519 = results(RfcMessages.RFC_8463_A3).get(0);

        assertThat(ed25519)
                .hasToString(MethodResult.of("dkim", "pass")
                        .with("header", "d", "football.example.com")
                        .with("header", "i", "@football.example.com")
                        .with("header", "a", "ed25519-sha256")
                        .with("header", "s", "brisbane")
                        .with("header", "b", "/gCrinpc")
                        .toString());
    }

    @Test
    void fail_tellsTheReason() {
        byte[] changed = new String(RfcMessages.RFC_8463_A3, StandardCharsets.US_ASCII)
                .replace("lost", "won")
                .getBytes(StandardCharsets.US_ASCII);

        assertThat(results(changed)).allSatisfy(result -> {
            assertThat(result.result()).isEqualTo("fail");
            assertThat(result.reason()).contains(DkimReason.BODY_HASH_MISMATCH.text());
        });
    }

    @Test
    void fieldMadeOfTheResults_readsBackEqual() {
        AuthenticationResults written = AuthenticationResults.of("mx.example.net", results(RfcMessages.RFC_8463_A3));

        assertThat(AuthenticationResults.parse(written.toHeaderField()).value()).contains(written);
    }

    @Test
    void domainOfABrokenSignature_isReportedAsItStands() {
        Message message = Message.of("DKIM-Signature: v=2; d=Example.COM; s=S1\r\nFrom: a@example.com\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));

        MethodResult result = verifier.verify(message).get(0).methodResult();

        assertThat(result.result()).isEqualTo("permerror");
        assertThat(result.value("header", "d")).contains("example.com");
        assertThat(result.value("header", "s")).contains("s1");
        assertThat(result.value("header", "i")).isEmpty();
    }
}
