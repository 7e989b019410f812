package org.mailauth.arc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.mailauth.dns.DnsResolver;
import org.mailauth.message.Message;

/** Shortcuts for tests that validate; text has one octet a character. */
final class Checks {
    static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    private Checks() {}

    static Message message(String text) {
        return Message.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static String text(Message message) {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        try {
            message.writeTo(out);
        } catch (java.io.IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    static ArcVerifier.Builder verifier(DnsResolver dns) {
        return ArcVerifier.builder().resolver(dns).clock(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    /** The validation under the keys of {@link Hops}. */
    static ArcValidation verify(String text) {
        return verifier(Hops.DNS).build().verify(message(text));
    }

    static ArcValidation assertReason(String text, ArcReason reason) {
        ArcValidation validation = verify(text);
        assertThat(validation.reason()).as(validation.toString()).isEqualTo(reason);
        assertThat(validation.status()).isEqualTo(reason.status());
        return validation;
    }
}
