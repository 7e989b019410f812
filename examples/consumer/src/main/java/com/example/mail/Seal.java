package com.example.mail;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.mailauth.SmtpSession;
import org.mailauth.arc.ArcSealer;
import org.mailauth.arc.ArcSealing;
import org.mailauth.authenticator.MailAuthenticator;
import org.mailauth.authenticator.MessageAuthentication;
import org.mailauth.dkim.SigningKey;
import org.mailauth.message.Message;

/** Job 3: sealing a message that is changed and forwarded. */
final class Seal {
    private Seal() {}

    static void seal(
            MailAuthenticator authenticator, SmtpSession session, Message received, Message forwarded, OutputStream out)
            throws IOException {
        // snippet: seal
        ArcSealer sealer = ArcSealer.builder()
                .signingDomain("lists.example.net")
                .selector("arc1")
                .key(SigningKey.fromPem(Path.of("arc1.pem")))
                .build();
        MessageAuthentication auth = authenticator.authenticate(session, received); // before anything in it is changed
        ArcSealing sealing = sealer.seal(forwarded, auth.arc(), auth.results()); // after every change
        forwarded.withPrepended(sealing.headerFields()).writeTo(out);
        // end
    }
}
