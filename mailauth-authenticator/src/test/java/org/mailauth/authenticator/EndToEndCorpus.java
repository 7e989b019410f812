package org.mailauth.authenticator;

import java.util.ArrayList;
import java.util.List;
import org.mailauth.SmtpSession;
import org.mailauth.arc.ArcSealer;
import org.mailauth.arc.ArcSealing;
import org.mailauth.arc.TrustedSealers;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsType;
import org.mailauth.message.HeaderField;
import org.mailauth.message.Message;
import org.mailauth.testkit.InMemoryDns;

/**
 * Messages of our own making, from plain mail to the tricks by which authors are forged, each with who brought it. What
 * comes of each stands in {@code end-to-end.txt}.
 */
final class EndToEndCorpus {
    private static final String ALICE = "Alice <alice@example.com>";

    private final List<Case> cases = new ArrayList<>();

    /** One message with who brought it. */
    record Case(String name, SmtpSession session, Message message) {}

    private EndToEndCorpus() {}

    static List<Case> all() {
        EndToEndCorpus corpus = new EndToEndCorpus();
        corpus.addPlain();
        corpus.addForwarded();
        corpus.addInternational();
        corpus.addBrokenSignatures();
        corpus.addForgedAuthors();
        corpus.addForgedAuthentication();
        corpus.addFailures();
        return List.copyOf(corpus.cases);
    }

    /** The zone of all of them. */
    static InMemoryDns dns() {
        return Scene.dns()
                .txt("none.example", "v=spf1 ip4:192.0.2.40 ~all")
                .txt("_dmarc.none.example", "v=DMARC1; p=none; sp=reject; np=reject")
                .txt("strict.example", "v=spf1 ip4:192.0.2.41 -all")
                .txt("_dmarc.strict.example", "v=DMARC1; p=reject; adkim=s; aspf=s")
                .txt("s1._domainkey.strict.example", Scene.keyRecord("strict.example"))
                .txt("testing.example", "v=spf1 -all")
                .txt("_dmarc.testing.example", "v=DMARC1; p=reject; t=y")
                .txt("double.example", "v=spf1 ip4:192.0.2.42 -all", "")
                .txt("_dmarc.double.example", "v=DMARC1; p=reject")
                .txt("_dmarc.double.example", "v=DMARC1; p=none")
                .txt("xn--mller-kva.example", "v=spf1 ip4:192.0.2.43 -all")
                .txt("_dmarc.xn--mller-kva.example", "v=DMARC1; p=quarantine")
                .txt("s1._domainkey.xn--mller-kva.example", Scene.keyRecord("xn--mller-kva.example"))
                .fail("slow.example", DnsType.TXT, DnsFailure.TIMEOUT)
                .fail("_dmarc.slow.example", DnsType.TXT, DnsFailure.TIMEOUT)
                .txt("slowkey.example", "v=spf1 -all")
                .txt("_dmarc.slowkey.example", "v=DMARC1; p=reject")
                .fail("s1._domainkey.slowkey.example", DnsType.TXT, DnsFailure.SERVER_FAILURE)
                .txt("loop.example", "v=spf1 include:loop.example -all")
                .txt("_dmarc.loop.example", "v=DMARC1; p=none")
                .build();
    }

    static MailAuthenticator authenticator() {
        return MailAuthenticator.builder()
                .resolver(dns())
                .authservId(Scene.SELF)
                .clock(Scene.CLOCK)
                .trustedSealers(TrustedSealers.of("lists.example.org"))
                .build();
    }

    private void add(String name, SmtpSession session, Message message) {
        cases.add(new Case(name, session, message));
    }

    private static SmtpSession home(String mailFrom) {
        return Scene.session(Scene.HOME, "mail.example.com", mailFrom);
    }

    static SmtpSession forwarder(String mailFrom) {
        return Scene.session(Scene.FORWARDER, "lists.example.org", mailFrom);
    }

    private static SmtpSession elsewhere(String mailFrom) {
        return Scene.session(Scene.ELSEWHERE, "host.evil.example", mailFrom);
    }

    static Message signedByAlice() {
        return Scene.signed(Scene.plain(ALICE), "example.com", "s1");
    }

    private static Message from(String field) {
        return Scene.message(field, "To: bob@example.net", "Subject: Hello", "Good morning.");
    }

    private void addPlain() {
        add("signed from home", home("alice@example.com"), signedByAlice());
        add("unsigned from home", home("alice@example.com"), Scene.plain(ALICE));
        add("null reverse-path from home", home(""), Scene.plain("postmaster@mail.example.com"));
        add(
                "null reverse-path from elsewhere",
                Scene.session(Scene.ELSEWHERE, "mail.example.com", ""),
                Scene.plain("postmaster@example.com"));
        add("author in a subdomain", home("news@mail.example.com"), Scene.plain("news@mail.example.com"));
        add(
                "author in a subdomain that does not exist",
                elsewhere("x@nope.none.example"),
                Scene.plain("x@nope.none.example"));
        add(
                "domain that asks for nothing",
                Scene.session("192.0.2.99", "client.example", "x@none.example"),
                Scene.plain("x@none.example"));
        add("domain without any policy", elsewhere("x@evil.example"), Scene.plain("x@evil.example"));
        add("domain that only tests its policy", elsewhere("x@testing.example"), Scene.plain("x@testing.example"));
        add("two policy records count as none", elsewhere("x@double.example"), Scene.plain("x@double.example"));
        add(
                "strict alignment is not met by a subdomain",
                Scene.session("192.0.2.41", "mail.strict.example", "x@mail.strict.example"),
                Scene.signed(Scene.plain("x@mail.strict.example"), "strict.example", "s1"));
    }

    private void addForwarded() {
        add("forwarded unchanged, envelope kept", forwarder("alice@example.com"), signedByAlice());
        add("forwarded unchanged, envelope rewritten", forwarder("srs0@lists.example.org"), signedByAlice());
        add("forwarded, unsigned", forwarder("srs0@lists.example.org"), Scene.plain(ALICE));
        Message changed = Scene.message(
                "From: " + ALICE,
                "Subject: [list] Hello",
                "List-Id: <chat.lists.example.org>",
                "Good morning.\r\n-- \r\nthe list");
        Message broken = changed.withPrepended(signedByAlice().header().named("DKIM-Signature"));
        add("mailing list that changes and does not seal", forwarder("bounce@lists.example.org"), broken);
        add(
                "mailing list that takes over the author",
                forwarder("bounce@lists.example.org"),
                Scene.message(
                        "From: Alice via chat <chat@lists.example.org>",
                        "Reply-To: alice@example.com",
                        "List-Id: <chat.lists.example.org>",
                        "Good morning."));
        add(
                "mailing list whose seal is trusted",
                forwarder("bounce@lists.example.org"),
                sealed(broken, "lists.example.org", "arc1"));
        add("sealed by somebody whom nobody trusts", elsewhere("x@evil.example"), sealed(broken, "evil.example", "e1"));
        Message sealed = sealed(broken, "lists.example.org", "arc1");
        add(
                "sealed and changed afterwards",
                forwarder("bounce@lists.example.org"),
                Scene.message("From: " + ALICE, "Subject: other", "Other text.").withPrepended(traceOf(sealed)));
    }

    private static List<HeaderField> traceOf(Message sealed) {
        return sealed.header().all().stream()
                .filter(field -> field.name().startsWith("ARC-"))
                .toList();
    }

    /** What a list does that checks on arrival, changes, and seals. */
    static Message sealed(Message changed, String domain, String selector) {
        MessageAuthentication arrived = MailAuthenticator.builder()
                .resolver(dns())
                .authservId(domain)
                .clock(Scene.CLOCK)
                .build()
                .authenticate(home("alice@example.com"), signedByAlice());
        ArcSealing sealing = ArcSealer.builder()
                .signingDomain(domain)
                .selector(selector)
                .key(Scene.key(domain))
                .clock(Scene.CLOCK)
                .build()
                .seal(changed, arrived.arc(), arrived.results());
        return changed.withPrepended(((ArcSealing.Sealed) sealing).arcSet().headerFields());
    }

    private void addInternational() {
        SmtpSession host = Scene.session("192.0.2.43", "mail.xn--mller-kva.example", "jürgen@müller.example");
        add(
                "international author, signed",
                host,
                Scene.signed(Scene.plain("Jürgen <jürgen@müller.example>"), "xn--mller-kva.example", "s1"));
        add("international author, as A-labels", host, Scene.plain("jurgen@xn--mller-kva.example"));
        add("international author, forged", elsewhere("x@evil.example"), Scene.plain("jürgen@MÜLLER.example"));
        add(
                "look-alike in another script is another domain",
                elsewhere("x@evil.example"),
                Scene.plain("alice@exаmple.com"));
    }

    private void addBrokenSignatures() {
        Message signed = signedByAlice();
        List<HeaderField> signature = signed.header().named("DKIM-Signature");
        add(
                "text added below a signed message",
                home("alice@example.com"),
                Scene.message(
                                "From: " + ALICE,
                                "To: Bob <bob@example.net>",
                                "Subject: Hello",
                                "Good morning.\r\nBuy now.")
                        .withPrepended(signature));
        add(
                "second Subject on top of a signed message",
                elsewhere("x@evil.example"),
                signed.withPrepended(HeaderField.of("Subject", " Buy now")));
        add(
                "second From on top of a signed message",
                elsewhere("x@evil.example"),
                signed.withPrepended(HeaderField.of("From", " eve@evil.example")));
        add(
                "stranger's sound signature beside the author's broken one",
                elsewhere("x@evil.example"),
                Scene.signed(
                        Scene.message("From: " + ALICE, "Subject: Buy now", "Buy now.")
                                .withPrepended(signature),
                        "evil.example",
                        "e1"));
        add(
                "stranger's sound signature alone",
                elsewhere("x@evil.example"),
                Scene.signed(Scene.plain(ALICE), "evil.example", "e1"));
        add(
                "signature without a key",
                elsewhere("x@evil.example"),
                Scene.plain(ALICE)
                        .withPrepended(HeaderField.of(
                                "DKIM-Signature",
                                " v=1; a=rsa-sha256; d=example.com; s=gone; h=from;"
                                        + " bh=frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=; b=AAAA")));
        add(
                "signature whose domain is no name",
                elsewhere("x@evil.example"),
                Scene.plain(ALICE)
                        .withPrepended(HeaderField.of(
                                "DKIM-Signature",
                                " v=1; a=rsa-sha256; d=example.com'(.evil.example; s=x; h=from;"
                                        + " bh=frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=; b=AAAA")));
    }

    private void addForgedAuthors() {
        SmtpSession evil = elsewhere("x@evil.example");
        add("forged author", evil, Scene.plain(ALICE));
        add("forged author and envelope", elsewhere("alice@example.com"), Scene.plain(ALICE));
        add("two From fields", evil, Scene.message("From: x@evil.example", "From: " + ALICE, "Buy now."));
        add("blank before the colon", evil, from("From : " + ALICE));
        add("two authors", evil, from("From: x@evil.example, " + ALICE));
        add("group of authors", evil, from("From: friends: x@evil.example, alice@example.com;"));
        add("empty group", evil, from("From: nobody:;"));
        add("no From field", evil, Scene.message("Sender: alice@example.com", "Subject: Hello", "Buy now."));
        add("address in the display name", evil, from("From: \"alice@example.com\" <x@evil.example>"));
        add("address in an encoded word", evil, from("From: =?utf-8?Q?alice=40example=2Ecom?= <x@evil.example>"));
        add("comment that looks like an address", evil, from("From: (alice@example.com) x@evil.example"));
        add("route that looks like an author", evil, from("From: <@example.com:x@evil.example>"));
        add("quoted local-part with an at sign", evil, from("From: \"alice@example.com,\"@evil.example"));
        add("unbalanced angle brackets", evil, from("From: <alice@example.com>x@evil.example>"));
        add("From hidden behind a lone LF", evil, from("Subject: x\nFrom: " + ALICE));
        add("address literal", evil, from("From: alice@[192.0.2.10]"));
    }

    private void addForgedAuthentication() {
        add(
                "forged results of this host",
                elsewhere("x@evil.example"),
                Scene.plain(ALICE)
                        .withPrepended(HeaderField.of(
                                "Authentication-Results",
                                " " + Scene.SELF
                                        + "; dkim=pass header.d=example.com; dmarc=pass header.from=example.com")));
        add(
                "envelope that wants to write results",
                elsewhere("\"a; dkim=pass header.d=example.com\"@evil.example"),
                Scene.plain("x@evil.example"));
        add(
                "HELO that wants to write results",
                Scene.session(Scene.ELSEWHERE, "x; dkim=pass (header.d=example.com", "x@evil.example"),
                Scene.plain("x@evil.example"));
    }

    private void addFailures() {
        add("policies that cannot be had", elsewhere("x@slow.example"), Scene.plain("x@slow.example"));
        add(
                "author's key that cannot be had",
                elsewhere("x@slowkey.example"),
                Scene.signed(Scene.plain("x@slowkey.example"), "slowkey.example", "s1"));
        add("SPF that includes itself", elsewhere("x@loop.example"), Scene.plain("x@loop.example"));
        add("empty message", elsewhere("x@evil.example"), Message.of(new byte[0]));
        add(
                "host without a name",
                Scene.session("203.0.113.99", "[203.0.113.99]", "x@evil.example"),
                Scene.plain("x@evil.example"));
    }
}
