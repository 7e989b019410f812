package com.example.mail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.mailauth.DomainName;
import org.mailauth.SmtpSession;
import org.mailauth.arc.ArcValidation;
import org.mailauth.arc.ArcVerifier;
import org.mailauth.arc.ChainValidationStatus;
import org.mailauth.authenticator.MailAuthenticator;
import org.mailauth.authenticator.MessageAuthentication;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.authres.MethodResult;
import org.mailauth.dkim.DkimResult;
import org.mailauth.dkim.DkimVerification;
import org.mailauth.dkim.DkimVerifier;
import org.mailauth.dkim.SigningKey;
import org.mailauth.dmarc.DmarcRecord;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.dnsjava.DnsjavaResolver;
import org.mailauth.forensics.ForensicReport;
import org.mailauth.message.HeaderField;
import org.mailauth.message.Message;
import org.mailauth.mtasts.CachedPolicy;
import org.mailauth.mtasts.MtaStsPolicy;
import org.mailauth.mtasts.MtaStsPolicyCache;
import org.mailauth.mtasts.MtaStsPolicyFetcher;
import org.mailauth.replay.Replay;
import org.mailauth.replay.ReplayFormatException;
import org.mailauth.report.advice.PolicyAdvice;
import org.mailauth.report.dmarc.AggregateReportReading;
import org.mailauth.spf.SpfEvaluation;
import org.mailauth.spf.SpfResult;
import org.mailauth.testkit.InMemoryDns;
import org.mailauth.tlsrpt.TlsSessionCounter;

/**
 * Runs every example of the README and checks what comes out. Needs no network: keys are made here, the DNS is in memory. Files
 * are made in the working directory, which should be an empty one.
 */
public final class Examples {
    private static final String TEXT = "From: Alice <alice@example.com>\r\n"
            + "To: bob@example.net\r\n"
            + "Subject: Dinner\r\n"
            + "Date: Mon, 30 Nov 2026 12:00:00 +0000\r\n"
            + "Message-ID: <1@example.com>\r\n"
            + "\r\n"
            + "Is dinner ready?\r\n";

    private final Message plain = Message.of(TEXT.getBytes(StandardCharsets.US_ASCII));
    private final KeyPair held;
    private final DnsResolver dns;

    private Examples() throws IOException, GeneralSecurityException {
        SecureRandom random = new SecureRandom();
        held = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        dns = InMemoryDns.builder()
                .txt("s2026e._domainkey.example.com", stored("s2026e.pem", SigningKey.generateEd25519(random)))
                .txt("s2026r._domainkey.example.com", stored("s2026r.pem", SigningKey.generateRsa(2048, random)))
                .txt("arc1._domainkey.lists.example.net", stored("arc1.pem", SigningKey.generateEd25519(random)))
                .txt(
                        "s2026k._domainkey.example.com",
                        recordOf(SigningKey.of(held.getPrivate()).withPublicKey(held.getPublic())))
                .txt("example.com", "v=spf1 ip4:192.0.2.0/28 -all")
                .txt("_dmarc.example.com", "v=DMARC1; p=reject")
                .txt("_mta-sts.example.com", "v=STSv1; id=20261130;")
                .txt("mail.example.org", "v=spf1 a -all")
                .a("mail.example.org", "192.0.2.1")
                .ptr("1.2.0.192.in-addr.arpa", "mail.example.org")
                .build();
    }

    /**
     * Runs all examples; one that fails throws.
     *
     * @param arguments none
     * @throws Exception when an example fails
     */
    public static void main(String[] arguments) throws Exception {
        System.out.println("the examples are in " + describe(Examples.class));
        System.out.println("the library is in " + describe(MailAuthenticator.class));
        Examples examples = new Examples();
        examples.signAndVerify();
        examples.seal();
        examples.replay();
        examples.server();
        examples.reports();
        examples.forensics();
        examples.beforeDelivery();
        examples.oneProtocol();
        examples.external();
        dane();
        resolvers();
        System.out.println("all examples ran");
    }

    private static String describe(Class<?> type) {
        Module module = type.getModule();
        return module.isNamed() ? "module " + module.getName() : "no module";
    }

    private void signAndVerify() throws IOException {
        byte[] signed = signed();
        Files.write(Path.of("message.eml"), signed);
        done("sign");

        List<HeaderField> trace = VerifyEverything.authenticate(dns, new ByteArrayInputStream(signed));
        String results = trace.get(0).toString();
        check(trace.size() >= 2, "there is Authentication-Results and Received-SPF");
        check(results.startsWith("Authentication-Results: mx.example.net;"), results);
        check(results.contains("dmarc=pass"), results);
        done("authenticate");
    }

    private byte[] signed() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Sign.sign(plain, out);
        return out.toByteArray();
    }

    private void replay() throws IOException, ReplayFormatException {
        SmtpSession session = SmtpSession.builder()
                .clientIp("192.0.2.1")
                .helo("mail.example.com")
                .mailFrom("alice@example.com")
                .build();
        try (OutputStream out = Files.newOutputStream(Path.of("strange.json"))) {
            Replay replay = Again.replay(dns, session, signed(), out);
            check(replay.isSame(), replay.toString());
        }
        done("replay");
    }

    private void seal() throws IOException {
        Message received = Message.read(Path.of("message.eml"));
        Message forwarded = received.withPrepended(HeaderField.of("List-Id", " <dinner.lists.example.net>"));
        MailAuthenticator authenticator = MailAuthenticator.builder()
                .resolver(dns)
                .authservId("lists.example.net")
                .build();
        SmtpSession session = SmtpSession.builder()
                .clientIp("192.0.2.1")
                .helo("mail.example.org")
                .mailFrom("alice@example.com")
                .build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Seal.seal(authenticator, session, received, forwarded, out);

        ArcValidation chain = ArcVerifier.builder().resolver(dns).build().verify(Message.of(out.toByteArray()));
        check(chain.status() == ChainValidationStatus.PASS && chain.sets().size() == 1, chain.toString());
        done("seal");
    }

    private void server() throws IOException {
        MailAuthenticator authenticator = MailAuthenticator.builder()
                .resolver(dns)
                .authservId("mx.example.net")
                .build();
        SmtpSession session = SmtpSession.builder()
                .clientIp("192.0.2.1")
                .helo("mail.example.org")
                .mailFrom("alice@example.com")
                .build();
        SmtpSession stranger = SmtpSession.builder()
                .clientIp("203.0.113.66")
                .helo("mail.example.org")
                .mailFrom("alice@example.com")
                .build();
        byte[] octets = Files.readAllBytes(Path.of("message.eml"));
        List<byte[]> chunks = List.of(Arrays.copyOf(octets, 50), Arrays.copyOfRange(octets, 50, octets.length));
        check(Server.receive(authenticator, session, chunks).startsWith("250 "), "the message is taken");
        byte[] forgery = TEXT.getBytes(StandardCharsets.US_ASCII);
        check(Server.receive(authenticator, stranger, List.of(forgery)).startsWith("550 "), "it is refused");
        done("session");

        Message claims = plain.withPrepended(HeaderField.of("Authentication-Results", " MX.example.net; dkim=pass"));
        check(Server.fieldsToDelete(claims.header()).equals(List.of(0)), "the topmost field is forged");
        done("forged");
    }

    private void beforeDelivery() {
        DomainName domain = DomainName.of("example.com");
        DomainName named = DomainName.of("mx1.example.com");
        DomainName other = DomainName.of("mx.example.org");
        MtaStsPolicyCache cache = MtaStsPolicyCache.inMemory(100);
        check(BeforeDelivery.mayDeliver(InMemoryDns.builder().build(), cache, other), "no policy is offered");

        // As it is after the first delivery: the policy is remembered, and the record still names it.
        MtaStsPolicy policy = MtaStsPolicy.of("version: STSv1\nmode: enforce\nmx: *.example.com\nmax_age: 604800\n");
        cache.put(new CachedPolicy(domain, policy, "20261130", Instant.now()));
        check(BeforeDelivery.mayDeliver(dns, cache, named), "the policy names the host");
        check(!BeforeDelivery.mayDeliver(dns, cache, other), "the policy does not name the host");
        done("mta-sts");
        outboundTls();
    }

    private static void outboundTls() {
        DnsResolver zone = InMemoryDns.builder()
                .dnssec(DnssecStatus.INSECURE)
                .mx("example.com", 10, "mx1.example.com")
                .a("mx1.example.com", "192.0.2.25")
                .build();
        MtaStsPolicyFetcher fetcher =
                MtaStsPolicyFetcher.builder().resolver(zone).build();
        TlsSessionCounter counter = new TlsSessionCounter();
        String done = BeforeDelivery.deliver(zone, fetcher, host -> List.of(), counter);
        check(done.equals("send to 10 mx1.example.com: opportunistic"), done);
        check(counter.counts().policyReports().size() == 1, "the session is counted");
        done("tls-plan");
    }

    private void reports() throws IOException {
        DnsResolver asksForReports = InMemoryDns.builder()
                .txt("_dmarc.example.com", "v=DMARC1; p=reject; rua=mailto:reports@example.com")
                .build();
        SmtpSession session = SmtpSession.builder()
                .clientIp("192.0.2.77")
                .helo("mail.example.org")
                .mailFrom("alice@example.com")
                .build();
        MessageAuthentication auth = MailAuthenticator.builder()
                .resolver(asksForReports)
                .authservId("mx.example.net")
                .build()
                .authenticate(session, plain);
        Instant begin = Instant.parse("2026-11-30T00:00:00Z");
        try (OutputStream out = Files.newOutputStream(Path.of("report.eml"))) {
            Reports.write(List.of(auth, auth), begin, Instant.parse("2026-11-30T23:59:59Z"), out);
        }
        done("write-reports");

        List<AggregateReportReading> read = Reports.read();
        check(read.size() == 1 && read.get(0).messageCount() == 2, read.toString());
        check(read.get(0).problems().isEmpty(), read.toString());
        done("read-reports");

        PolicyAdvice advice = Reports.advise(
                DmarcRecord.of("v=DMARC1; p=reject; rua=mailto:reports@example.com"), LocalDate.of(2026, 12, 1));
        check(advice.step() == PolicyAdvice.Step.HOLD && advice.sources().size() == 1, advice.toString());
        done("advise-policy");

        ByteArrayOutputStream xml = new ByteArrayOutputStream();
        Instant end = Instant.parse("2026-11-30T23:59:59Z");
        Reports.count(asksForReports, session, List.of(plain), begin, end, xml);
        check(xml.toString(StandardCharsets.UTF_8).contains("<count>1</count>"), xml.toString(StandardCharsets.UTF_8));
        done("authenticator-to-report");
    }

    private void forensics() {
        HeaderField replyTo = HeaderField.of("Reply-To", " alice@example.org");
        AuthenticationResults failed =
                AuthenticationResults.of("mx.example.net", List.of(MethodResult.of("dmarc", "fail")));
        ForensicReport report = Forensics.examine(plain.withPrepended(replyTo), failed);
        check(report.findings("identity.reply-to-unauthenticated").size() == 1, report.toString());
        done("header-forensics");
    }

    private void oneProtocol() throws IOException {
        List<DkimVerification> verified = OneProtocol.verify(dns);
        check(verified.size() == 2, "two signatures");
        check(verified.stream().allMatch(one -> one.result() == DkimResult.PASS), verified.toString());
        done("verify");

        byte[] octets = Files.readAllBytes(Path.of("message.eml"));
        byte[] start = Arrays.copyOf(octets, 100);
        byte[] rest = Arrays.copyOfRange(octets, 100, octets.length);
        List<DkimVerification> streamed =
                OneProtocol.stream(DkimVerifier.builder().resolver(dns).build(), List.of(start, rest));
        check(streamed.toString().equals(verified.toString()), streamed.toString());
        done("stream");

        SpfEvaluation spf = OneProtocol.spf(dns);
        check(spf.result() == SpfResult.PASS, spf.toString());
        done("spf");

        check(OneProtocol.dmarc(dns, plain, spf, verified).startsWith("250 "), "DMARC passes");
        check(
                OneProtocol.dmarc(
                                InMemoryDns.builder()
                                        .txt("_dmarc.example.com", "v=DMARC1; p=reject")
                                        .build(),
                                plain,
                                OneProtocol.spf(InMemoryDns.builder().build()),
                                List.of())
                        .startsWith("550 "),
                "DMARC fails");
        done("dmarc");
    }

    private void external() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Sign.external(held.getPublic(), this::heldKeySigns, plain, out);
        List<DkimVerification> verified =
                DkimVerifier.builder().resolver(dns).build().verify(Message.of(out.toByteArray()));
        check(verified.size() == 1 && verified.get(0).result() == DkimResult.PASS, verified.toString());
        done("external");
    }

    private CompletionStage<byte[]> heldKeySigns(String key, byte[] digest) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(held.getPrivate());
            signature.update(digest);
            return CompletableFuture.completedFuture(signature.sign());
        } catch (GeneralSecurityException failed) {
            return CompletableFuture.failedFuture(failed);
        }
    }

    private static void dane() {
        InMemoryDns signed = InMemoryDns.builder()
                .dnssec(DnssecStatus.SECURE)
                .a("mx.example.com", "192.0.2.25")
                .build();
        String plain = Dane.dane(signed, List.of());
        check(plain.startsWith("send: unauthenticated"), plain);
        String demanding = Dane.dane(
                signed.toBuilder()
                        .tlsa("_25._tcp.mx.example.com", 3, 1, 1, "ab".repeat(32))
                        .build(),
                List.of());
        check(demanding.startsWith("the next server"), demanding);
        done("dane");
    }

    private static void resolvers() {
        try (DnsjavaResolver resolver = VerifyEverything.resolver()) {
            check(resolver.toString() != null, "the resolver is there");
        }
        done("resolver");

        SigningKey key = SigningKey.generateEd25519(new SecureRandom());
        InMemoryDns memory = OneProtocol.testkit(key);
        check(memory.toZoneText().contains("v=DKIM1"), memory.toZoneText());
        done("testkit");
    }

    private static String stored(String file, SigningKey key) throws IOException {
        Files.writeString(Path.of(file), key.toPem());
        return recordOf(key);
    }

    private static String recordOf(SigningKey key) {
        return key.keyRecord().orElseThrow().toText();
    }

    private static void check(boolean holds, String found) {
        if (!holds) {
            throw new IllegalStateException("not as the README says: " + found);
        }
    }

    private static void done(String name) {
        System.out.println("example " + name + ": ok");
    }
}
