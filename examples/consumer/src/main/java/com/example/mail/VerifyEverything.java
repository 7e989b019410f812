package com.example.mail;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.mailauth.SmtpSession;
import org.mailauth.authenticator.MailAuthenticator;
import org.mailauth.authenticator.MessageAuthentication;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dnsjava.DnsjavaResolver;
import org.mailauth.message.HeaderField;
import org.mailauth.message.Message;

/** Job 1: what is known of a received message. */
final class VerifyEverything {
    private VerifyEverything() {}

    static DnsjavaResolver resolver() {
        // snippet: resolver
        DnsjavaResolver resolver = DnsjavaResolver.system(); // keeps a cache: build once, share, close at the end
        // end
        return resolver;
    }

    static List<HeaderField> authenticate(DnsResolver resolver, InputStream in) throws IOException {
        // snippet: authenticate
        MailAuthenticator authenticator = MailAuthenticator.builder()
                .resolver(resolver)
                .authservId("mx.example.net")
                .build(); // immutable: build once, share
        SmtpSession session = SmtpSession.builder()
                .clientIp("192.0.2.1")
                .helo("mail.example.org")
                .mailFrom("") // the null reverse-path
                .build();
        MessageAuthentication auth = authenticator.authenticate(session, Message.read(in));
        System.out.println(auth.recommendation()); // accept, quarantine, defer or reject, and why
        List<HeaderField> trace = auth.headerFields(); // Authentication-Results and Received-SPF, to be put on top
        // end
        return trace;
    }
}
