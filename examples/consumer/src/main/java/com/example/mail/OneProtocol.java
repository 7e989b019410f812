package com.example.mail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mailauth.AuthenticatedIdentifier;
import org.mailauth.SmtpSession;
import org.mailauth.dkim.DkimSession;
import org.mailauth.dkim.DkimVerification;
import org.mailauth.dkim.DkimVerifier;
import org.mailauth.dkim.SigningKey;
import org.mailauth.dmarc.DmarcEvaluation;
import org.mailauth.dmarc.DmarcEvaluator;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsResolver;
import org.mailauth.message.Author;
import org.mailauth.message.AuthorExtractor;
import org.mailauth.message.Message;
import org.mailauth.message.MessageStream;
import org.mailauth.spf.SpfEvaluation;
import org.mailauth.spf.SpfEvaluator;
import org.mailauth.testkit.InMemoryDns;

/** Each protocol by itself, and DNS for tests. */
final class OneProtocol {
    private OneProtocol() {}

    static List<DkimVerification> verify(DnsResolver resolver) throws IOException {
        // snippet: verify
        DkimVerifier verifier = DkimVerifier.builder().resolver(resolver).build(); // immutable: build once, share
        List<DkimVerification> verifications = verifier.verify(Message.read(Path.of("message.eml")));
        verifications.forEach(System.out::println);
        // end
        return verifications;
    }

    static List<DkimVerification> stream(DkimVerifier verifier, List<byte[]> chunks) throws IOException {
        // snippet: stream
        List<DkimSession> dkim = new ArrayList<>();
        MessageStream message = MessageStream.open((header, body) -> dkim.add(verifier.open(header, body)));
        for (byte[] chunk : chunks) {
            message.write(chunk); // as it arrives; the keys are fetched once the header is there
        }
        message.close();
        List<DkimVerification> verifications = dkim.get(0).conclude();
        // end
        return verifications;
    }

    static SpfEvaluation spf(DnsResolver resolver) {
        // snippet: spf
        SpfEvaluator spf = SpfEvaluator.builder().resolver(resolver).build();
        SmtpSession session = SmtpSession.builder()
                .clientIp("192.0.2.1")
                .helo("mail.example.org")
                .mailFrom("alice@example.com") // empty for the null reverse-path
                .build();
        SpfEvaluation evaluation = spf.checkMailFrom(session);
        System.out.println(evaluation.result() + ", decided by " + evaluation.match());
        evaluation.trace().ifPresent(System.out::println); // every term, what it resolved to and what it cost
        // end
        return evaluation;
    }

    static String dmarc(DnsResolver resolver, Message message, SpfEvaluation spf, List<DkimVerification> dkim) {
        // snippet: dmarc
        DmarcEvaluator dmarc = DmarcEvaluator.builder().resolver(resolver).build();
        Author author = AuthorExtractor.extract(message.header()); // one domain, or why there is not exactly one
        List<AuthenticatedIdentifier> identifiers = new ArrayList<>(); // or what your own SPF and DKIM found
        spf.authenticatedIdentifier().ifPresent(identifiers::add);
        dkim.forEach(signature -> signature.authenticatedIdentifier().ifPresent(identifiers::add));
        DmarcEvaluation evaluation = dmarc.evaluate(author, identifiers);
        System.out.println(evaluation.result() + " because " + evaluation.reason());
        return switch (evaluation.outcome()) {
            case ACCEPT -> "250 2.0.0 OK";
            case QUARANTINE -> "250 2.0.0 OK, but suspicious";
            case DEFER -> "451 4.7.1 DMARC: please try again later";
            case REJECT, AMBIGUOUS -> "550 5.7.1 DMARC: " + evaluation.reason();
        };
        // end
    }

    static InMemoryDns testkit(SigningKey key) {
        // snippet: testkit
        InMemoryDns dns = InMemoryDns.builder()
                .txt("s1._domainkey.example.com", key.keyRecord().orElseThrow().toText())
                .fail("slow.example.com", DnsFailure.TIMEOUT)
                .build();
        // end
        return dns;
    }
}
