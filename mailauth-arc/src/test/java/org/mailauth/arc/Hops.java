package org.mailauth.arc;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.authres.MethodResult;
import org.mailauth.dkim.SigningKey;
import org.mailauth.message.HeaderField;
import org.mailauth.message.Message;
import org.mailauth.testkit.InMemoryDns;

/** Hosts that forward a message, each of which seals: those with odd instances by RSA, the others by Ed25519. */
final class Hops {
    static final String MAIL = """
            Received: from mail.author.example by mx.odd.example; Tue, 14 Nov 2023 22:13:20 +0000
            DKIM-Signature: v=1; a=rsa-sha256; d=author.example; s=s1; h=from; bh=AAAA; b=AAAA
            From: Alice <alice@author.example>
            To: list@odd.example
            Subject:  A  test
            Message-ID: <1@author.example>

            Hello,
              world.

            """.replace("\n", "\r\n");

    static final SigningKey RSA = SigningKey.generateRsa(2048, new SecureRandom());
    static final SigningKey ED25519 = SigningKey.generateEd25519(new SecureRandom());
    static final String ODD = "odd.example";
    static final String EVEN = "even.example";

    static final InMemoryDns DNS = InMemoryDns.builder()
            .txt("r1._domainkey.odd.example", RSA.keyRecord().orElseThrow().toText())
            .txt("e1._domainkey.even.example", ED25519.keyRecord().orElseThrow().toText())
            .build();

    private Hops() {}

    static ArcSealer.Builder sealer(int instance) {
        boolean odd = instance % 2 == 1;
        return ArcSealer.builder()
                .signingDomain(odd ? ODD : EVEN)
                .selector(odd ? "r1" : "e1")
                .key(odd ? RSA : ED25519)
                .clock(Clock.fixed(Checks.NOW, ZoneOffset.UTC));
    }

    static AuthenticationResults results(ArcValidation validation) {
        return AuthenticationResults.of(
                "mx." + ODD,
                List.of(
                        MethodResult.of("dkim", "pass").with("header", "d", "author.example"),
                        MethodResult.of("dmarc", "pass").with("header", "from", "author.example"),
                        validation.methodResult().with("smtp", "remote-ip", "192.0.2.1")));
    }

    static ArcValidation validate(Message message) {
        return Checks.verifier(DNS).build().verify(message);
    }

    /** The message behind one more host. */
    static Message forward(Message message, int instance) {
        ArcValidation received = validate(message);
        ArcSealing sealing = sealer(instance).build().seal(message, received, results(received));
        assertThat(sealing).isInstanceOf(ArcSealing.Sealed.class);
        return message.withPrepended(sealing.headerFields());
    }

    /** {@link #MAIL} behind so many hosts. */
    static Message chain(int hops) {
        Message message = Checks.message(MAIL);
        for (int instance = 1; instance <= hops; instance++) {
            message = forward(message, instance);
        }
        return message;
    }

    /** The one field of a name and instance. */
    static HeaderField field(Message message, FieldKind kind, int instance) {
        return Chain.of(message.header()).sets().get(instance - 1).field(kind);
    }
}
