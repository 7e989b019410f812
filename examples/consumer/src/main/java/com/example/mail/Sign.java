package com.example.mail;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.mailauth.dkim.DkimSigner;
import org.mailauth.dkim.DkimSigning;
import org.mailauth.dkim.PreflightCheck;
import org.mailauth.dkim.SigningKey;
import org.mailauth.dkim.SigningPreflight;
import org.mailauth.message.Message;

/** Job 2: signing what is sent. */
final class Sign {
    private Sign() {}

    static void sign(Message message, OutputStream out) throws IOException {
        // snippet: sign
        DkimSigner signer = DkimSigner.builder()
                .signingDomain("example.com")
                .key("s2026e", SigningKey.fromPem(Path.of("s2026e.pem"))) // Ed25519
                .key("s2026r", SigningKey.fromPem(Path.of("s2026r.pem"))) // RSA, for receivers that know no other
                .expiresAfter(Duration.ofDays(7))
                .build();
        message.withPrepended(signer.sign(message).orElseThrow()).writeTo(out);
        // end
    }

    /** Stands for whatever keeps the key. */
    interface KeyService {
        CompletionStage<byte[]> sign(String key, byte[] digest);
    }

    static void external(PublicKey publicKey, KeyService service, Message message, OutputStream out)
            throws IOException {
        // snippet: external
        SigningKey key = SigningKey.externalAsync(
                publicKey, // every signature is checked against it before it is used
                (digest, algorithm) -> service.sign("dkim-2026", digest)); // a CompletionStage<byte[]>
        DkimSigner signer = DkimSigner.builder()
                .signingDomain("example.com")
                .key("s2026k", key)
                .keyTimeout(Duration.ofSeconds(3)) // how long sign() waits; signAsync() waits for nobody
                .preflight(SigningPreflight.standard().allowing(PreflightCheck.EIGHT_BIT_HEADER))
                .build();
        DkimSigning signing = signer.sign(message);
        if (signing instanceof DkimSigning.Signed signed) {
            message.withPrepended(signed.fields()).writeTo(out);
        } else if (signing instanceof DkimSigning.Failed failed) {
            System.err.println("later, perhaps: " + failed.problems());
        }
        // end
    }
}
