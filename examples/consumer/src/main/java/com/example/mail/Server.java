package com.example.mail;

import java.io.IOException;
import java.util.List;
import org.mailauth.SmtpSession;
import org.mailauth.authenticator.AuthenticationSession;
import org.mailauth.authenticator.EnvelopeAuthentication;
import org.mailauth.authenticator.MailAuthenticator;
import org.mailauth.authenticator.MessageAuthentication;
import org.mailauth.authenticator.Recommendation;
import org.mailauth.authres.trust.AuthservIds;
import org.mailauth.authres.trust.ForgedResults;
import org.mailauth.message.HeaderFields;

/** What a mail server does while a message arrives, as docs/embedding.md shows it. */
final class Server {
    private Server() {}

    static String receive(MailAuthenticator authenticator, SmtpSession smtpSession, List<byte[]> chunks)
            throws IOException {
        // snippet: session
        AuthenticationSession session = authenticator.open(smtpSession); // at MAIL FROM
        EnvelopeAuthentication envelope = session.checkEnvelope(); // optional: SPF and iprev before DATA
        for (byte[] chunk : chunks) {
            session.message().write(chunk); // header and body as they arrive, cut anywhere
        }
        MessageAuthentication auth = session.conclude(); // at the end of data
        Recommendation what = auth.recommendation();
        return switch (what.action()) {
            case ACCEPT, QUARANTINE -> "250 2.0.0 OK"; // the second one into the junk folder
            case DEFER, REJECT -> what.reply().orElseThrow(); // 451 or 550
        };
        // end
    }

    static List<Integer> fieldsToDelete(HeaderFields header) {
        // snippet: forged
        List<ForgedResults> forged = AuthservIds.of("mx.example.net").forgedIn(header);
        List<Integer> delete = forged.stream().map(ForgedResults::index).toList(); // from the top, counted from zero
        // end
        return delete;
    }
}
