package org.mailauth.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.mailauth.AuthenticatedIdentifier;
import org.mailauth.DomainName;
import org.mailauth.SmtpSession;
import org.mailauth.arc.ArcClaim;
import org.mailauth.arc.ArcSealer;
import org.mailauth.arc.ArcSealing;
import org.mailauth.arc.ArcTrust;
import org.mailauth.arc.ArcValidation;
import org.mailauth.arc.ArcVerifier;
import org.mailauth.arc.TrustedSealers;
import org.mailauth.authenticator.MailAuthenticator;
import org.mailauth.authenticator.MessageAuthentication;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.authres.MethodResult;
import org.mailauth.dkim.DkimSession;
import org.mailauth.dkim.DkimSigner;
import org.mailauth.dkim.DkimSigning;
import org.mailauth.dkim.DkimVerification;
import org.mailauth.dkim.DkimVerifier;
import org.mailauth.dkim.PreflightCheck;
import org.mailauth.dkim.SigningKey;
import org.mailauth.dkim.SigningPreflight;
import org.mailauth.dmarc.DmarcEvaluation;
import org.mailauth.dmarc.DmarcEvaluator;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dnsjava.DnsjavaResolver;
import org.mailauth.message.Author;
import org.mailauth.message.AuthorExtractor;
import org.mailauth.message.HeaderField;
import org.mailauth.message.Message;
import org.mailauth.message.MessageStream;
import org.mailauth.spf.SpfEvaluation;
import org.mailauth.spf.SpfEvaluator;
import org.mailauth.testkit.InMemoryDns;

/** The examples of the README as they must compile; {@link ReadmeTest} holds them against its text. */
@SuppressWarnings("unused")
final class ReadmeExamples {
    private ReadmeExamples() {}

    static List<HeaderField> authenticate(InputStream in) throws IOException {
        // snippet: authenticate
        MailAuthenticator authenticator = MailAuthenticator.builder()
                .resolver(DnsjavaResolver.system())
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

    static void verify() throws IOException {
        // snippet: verify
        DkimVerifier verifier = DkimVerifier.builder()
                .resolver(DnsjavaResolver.system()) // any DnsResolver will do
                .build(); // immutable: build once, share
        Message message = Message.read(Path.of("message.eml"));
        for (DkimVerification verification : verifier.verify(message)) {
            System.out.println(verification);
        }
        // end
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

    static void spf(DnsResolver resolver) {
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

    static boolean seal(
            ArcVerifier arcVerifier,
            Message received,
            Message forwarded,
            InetAddress clientIp,
            SpfEvaluation spf,
            DomainName author,
            OutputStream out)
            throws IOException {
        // snippet: seal
        ArcSealer sealer = ArcSealer.builder()
                .signingDomain("lists.example.net")
                .selector("arc1")
                .key(SigningKey.fromPem(Path.of("arc1.pem")))
                .build();
        ArcValidation chain = arcVerifier.verify(received); // before anything in it is changed
        List<MethodResult> found = List.of(chain.methodResult(clientIp), spf.methodResult());
        ArcSealing sealing = sealer.seal(forwarded, chain, AuthenticationResults.of("mx.example.net", found));
        forwarded.withPrepended(sealing.headerFields()).writeTo(out);
        TrustedSealers trusted = TrustedSealers.of("lists.example.org"); // nobody is trusted unasked
        Optional<ArcClaim> claim = ArcTrust.of(chain, trusted).claim();
        boolean vouched = claim.isPresent() && claim.get().dmarcPassedFor(author);
        // end
        return vouched;
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
