package org.mailauth.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.mailauth.SmtpSession;
import org.mailauth.dkim.DkimSigner;
import org.mailauth.dkim.SigningKey;
import org.mailauth.dkim.SigningPreflight;
import org.mailauth.message.Message;
import org.mailauth.testkit.InMemoryDns;

/** A signed message, who brought it, and the DNS around it. */
final class Sample {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final SigningKey KEY = SigningKey.fromEd25519Seed(Base64.getEncoder().encodeToString(new byte[32]));
    static final SmtpSession SESSION = SmtpSession.builder()
            .clientIp("192.0.2.10")
            .helo("mail.example.com")
            .mailFrom("alice@example.com")
            .build();
    static final String TEXT =
            "From: Alice <alice@example.com>\r\nTo: bob@example.net\r\nSubject: Hello\r\n\r\nA secret.\r\n";

    private Sample() {}

    static InMemoryDns.Builder dns() {
        return InMemoryDns.builder()
                .txt("example.com", "v=spf1 ip4:192.0.2.0/28 -all")
                .txt("_dmarc.example.com", "v=DMARC1; p=reject; rua=mailto:rua@example.com")
                .txt("s1._domainkey.example.com", KEY.keyRecord().orElseThrow().toText())
                .txt("mail.example.com", "v=spf1 ip4:192.0.2.10 -all")
                .a("mail.example.com", "192.0.2.10")
                .ptr("10.2.0.192.in-addr.arpa", "mail.example.com");
    }

    static byte[] signed() {
        return signed(TEXT.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] signed(byte[] octets) {
        Message message = Message.of(octets);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            message.withPrepended(DkimSigner.builder()
                            .signingDomain("example.com")
                            .key("s1", KEY)
                            .clock(CLOCK)
                            .preflight(SigningPreflight.lenient())
                            .build()
                            .sign(message)
                            .orElseThrow())
                    .writeTo(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    static ReplaySettings.Builder settings() {
        return ReplaySettings.builder().authservId("mx.example.net");
    }

    static ReplayRecorder.Builder recorder() {
        return ReplayRecorder.builder()
                .settings(settings().build())
                .resolver(dns().build())
                .clock(CLOCK);
    }

    static ReplayBundle bundle() {
        return recorder().build().record(SESSION, signed()).bundle();
    }
}
