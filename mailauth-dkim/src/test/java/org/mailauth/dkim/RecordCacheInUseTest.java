package org.mailauth.dkim;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.mailauth.RecordCache;
import org.mailauth.dns.DnsResolver;
import org.mailauth.message.Message;
import org.mailauth.testkit.InMemoryDns;

/** Decoded keys are shared by their text, and never outlive it. */
class RecordCacheInUseTest {
    private static final SigningKey KEY = SigningKey.generateEd25519(new SecureRandom());
    private static final Message MESSAGE = signed();

    private static Message signed() {
        Message plain = Message.of("From: <a@example.com>\r\nDate: today\r\n\r\nhello\r\n".getBytes(US_ASCII));
        DkimSigner signer =
                DkimSigner.builder().signingDomain("example.com").key("s1", KEY).build();
        return plain.withPrepended(signer.sign(plain).orElseThrow());
    }

    private static DnsResolver publishing(String record) {
        return InMemoryDns.builder().txt("s1._domainkey.example.com", record).build();
    }

    private static String record() {
        return KEY.keyRecord().orElseThrow().toText();
    }

    @Test
    void recordThatChangesCountsAtOnce() {
        AtomicReference<DnsResolver> zone = new AtomicReference<>(publishing(record()));
        DkimVerifier verifier = DkimVerifier.builder()
                .resolver(question -> zone.get().resolve(question))
                .build();
        assertThat(reason(verifier)).isEqualTo(DkimReason.VERIFIED);
        assertThat(reason(verifier)).isEqualTo(DkimReason.VERIFIED);
        zone.set(publishing("v=DKIM1; k=ed25519; p="));
        assertThat(reason(verifier)).isEqualTo(DkimReason.KEY_REVOKED);
        zone.set(publishing("v=DKIM1; junk"));
        assertThat(reason(verifier)).isEqualTo(DkimReason.KEY_MALFORMED);
        assertThat(reason(verifier)).isEqualTo(DkimReason.KEY_MALFORMED);
        zone.set(publishing(record()));
        assertThat(reason(verifier)).isEqualTo(DkimReason.VERIFIED);
    }

    @Test
    void acceptanceOfOneVerifierIsNotTheOthersWhenTheyShare() {
        RecordCache shared = RecordCache.ofSize(8);
        String testing = record().replace("; k=", "; t=y; k=");
        DkimVerifier lenient = DkimVerifier.builder()
                .resolver(publishing(testing))
                .recordCache(shared)
                .build();
        DkimVerifier strict = DkimVerifier.builder()
                .resolver(publishing(testing))
                .recordCache(shared)
                .acceptance(SignatureAcceptance.strict().refusingTestingKeys())
                .build();
        assertThat(reason(lenient)).isEqualTo(DkimReason.VERIFIED);
        assertThat(reason(strict)).isEqualTo(DkimReason.KEY_TESTING_REFUSED);
        assertThat(reason(lenient)).isEqualTo(DkimReason.VERIFIED);
    }

    private static DkimReason reason(DkimVerifier verifier) {
        return verifier.verify(MESSAGE).get(0).reason();
    }
}
