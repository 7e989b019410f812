package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.mailauth.dns.DnsResolver;
import org.mailauth.message.Message;

/** Shortcuts for tests that verify; text has one octet a character. */
final class Checks {
    static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    private Checks() {}

    static Message message(String text) {
        return Message.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static DkimVerifier.Builder verifier(DnsResolver dns) {
        return DkimVerifier.builder().resolver(dns).clock(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    /** The verdict on the only signature, under the keys of {@link FixedKeys}. */
    static DkimVerification verify(String text) {
        return verify(verifier(FixedKeys.DNS).build(), text);
    }

    static DkimVerification verify(DnsResolver dns, String text) {
        return verify(verifier(dns).build(), text);
    }

    static DkimVerification verify(DkimVerifier verifier, String text) {
        List<DkimVerification> verifications = verifier.verify(message(text));
        assertThat(verifications).hasSize(1);
        return verifications.get(0);
    }

    static void assertReason(DkimVerification verification, DkimReason reason) {
        assertThat(verification.reason()).as(verification.toString()).isEqualTo(reason);
        assertThat(verification.result()).isEqualTo(reason.result());
    }
}
