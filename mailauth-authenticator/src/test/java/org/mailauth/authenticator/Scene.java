package org.mailauth.authenticator;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.mailauth.SmtpSession;
import org.mailauth.dkim.DkimSigner;
import org.mailauth.dkim.SigningKey;
import org.mailauth.dkim.SigningPreflight;
import org.mailauth.message.HeaderField;
import org.mailauth.message.Message;
import org.mailauth.testkit.InMemoryDns;

/** People, hosts and domains that the tests of this module share; keys are fixed, so that signatures are, too. */
final class Scene {
    static final String SELF = "mx.example.net";
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    /** The host that example.com sends from. */
    static final String HOME = "192.0.2.10";
    /** A host that forwards for others. */
    static final String FORWARDER = "198.51.100.7";
    /** A host that nobody vouches for. */
    static final String ELSEWHERE = "203.0.113.66";

    private Scene() {}

    /** A key of its own for each name. */
    static SigningKey key(String name) {
        byte[] seed = new byte[32];
        byte[] octets = name.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(octets, 0, seed, 0, Math.min(octets.length, seed.length));
        return SigningKey.fromEd25519Seed(Base64.getEncoder().encodeToString(seed));
    }

    static String keyRecord(String name) {
        return key(name).keyRecord().orElseThrow().toText();
    }

    /** The DNS of all domains. */
    static InMemoryDns.Builder dns() {
        return InMemoryDns.builder()
                .txt("example.com", "v=spf1 ip4:192.0.2.0/28 -all")
                .txt("_dmarc.example.com", "v=DMARC1; p=reject; rua=mailto:rua@example.com")
                .txt("s1._domainkey.example.com", keyRecord("example.com"))
                .txt("mail.example.com", "v=spf1 ip4:192.0.2.10 -all")
                .a("mail.example.com", HOME)
                .ptr("10.2.0.192.in-addr.arpa", "mail.example.com")
                .txt("lists.example.org", "v=spf1 ip4:198.51.100.7 -all")
                .txt("arc1._domainkey.lists.example.org", keyRecord("lists.example.org"))
                .txt("_dmarc.example.org", "v=DMARC1; p=quarantine")
                .a("lists.example.org", FORWARDER)
                .ptr("7.100.51.198.in-addr.arpa", "lists.example.org")
                .txt("evil.example", "v=spf1 ip4:203.0.113.66 -all")
                .txt("e1._domainkey.evil.example", keyRecord("evil.example"))
                .a("host.evil.example", ELSEWHERE)
                .ptr("66.113.0.203.in-addr.arpa", "host.evil.example");
    }

    static SmtpSession session(String clientIp, String helo, String mailFrom) {
        return SmtpSession.builder()
                .clientIp(clientIp)
                .helo(helo)
                .mailFrom(mailFrom)
                .build();
    }

    /** A message; each element but the last is a header field, the last one is the body. */
    static Message message(String... parts) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < parts.length - 1; at++) {
            text.append(parts[at]).append("\r\n");
        }
        text.append("\r\n").append(parts[parts.length - 1]).append("\r\n");
        return Message.of(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    static Message plain(String from) {
        return message(
                "From: " + from,
                "To: Bob <bob@example.net>",
                "Subject: Hello",
                "Date: Sat, 21 Nov 2026 11:59:00 +0000",
                "Message-ID: <1@example.com>",
                "Good morning.");
    }

    static Message signed(Message message, String domain, String selector) {
        List<HeaderField> fields = DkimSigner.builder()
                .signingDomain(domain)
                .key(selector, key(domain.toLowerCase(Locale.ROOT)))
                .clock(CLOCK)
                .preflight(SigningPreflight.lenient())
                .build()
                .sign(message)
                .orElseThrow();
        return message.withPrepended(fields);
    }

    static MailAuthenticator.Builder authenticator(InMemoryDns dns) {
        return MailAuthenticator.builder().resolver(dns).authservId(SELF).clock(CLOCK);
    }
}
