package org.mailauth.authenticator;

import java.util.List;
import org.mailauth.SmtpSession;
import org.mailauth.message.Message;
import org.mailauth.testkit.InMemoryDns;

/** Ten messages as they come in every day, with the DNS of who is in them. */
record TypicalMessage(String name, SmtpSession session, Message message) {
    static InMemoryDns dns() {
        return Scene.dns()
                .txt("shop.example", "v=spf1 include:_spf.esp.example include:_spf.office.example -all")
                .txt("_dmarc.shop.example", "v=DMARC1; p=reject")
                .txt("s1._domainkey.shop.example", Scene.keyRecord("shop.example"))
                .txt("bounce.shop.example", "v=spf1 include:_spf.esp.example -all")
                .txt("_spf.esp.example", "v=spf1 include:_a.esp.example include:_b.esp.example -all")
                .txt("_a.esp.example", "v=spf1 ip4:203.0.113.0/26 -all")
                .txt("_b.esp.example", "v=spf1 ip4:198.51.100.128/25 -all")
                .txt("_spf.office.example", "v=spf1 ip4:192.0.2.128/25 -all")
                .txt("esp.example", "v=spf1 include:_a.esp.example -all")
                .txt("s1._domainkey.esp.example", Scene.keyRecord("esp.example"))
                .txt("_dmarc.esp.example", "v=DMARC1; p=none")
                .a("out.esp.example", "203.0.113.5")
                .ptr("5.113.0.203.in-addr.arpa", "out.esp.example")
                .txt("provider.example", "v=spf1 redirect=_spf.provider.example")
                .txt("_spf.provider.example", "v=spf1 include:_n1.provider.example include:_n2.provider.example ~all")
                .txt("_n1.provider.example", "v=spf1 ip4:192.0.2.200 ~all")
                .txt("_n2.provider.example", "v=spf1 ip4:192.0.2.201 ~all")
                .txt("s1._domainkey.provider.example", Scene.keyRecord("provider.example"))
                .txt("_dmarc.provider.example", "v=DMARC1; p=none; sp=quarantine")
                .a("out.provider.example", "192.0.2.201")
                .ptr("201.2.0.192.in-addr.arpa", "out.provider.example")
                .txt("small.example", "v=spf1 mx -all")
                .mx("small.example", 10, "mx1.small.example")
                .mx("small.example", 20, "mx2.small.example")
                .a("mx1.small.example", "192.0.2.90")
                .a("mx2.small.example", "192.0.2.91")
                .ptr("91.2.0.192.in-addr.arpa", "mx2.small.example")
                .build();
    }

    static List<TypicalMessage> all() {
        Message alice = Scene.signed(Scene.plain("alice@example.com"), "example.com", "s1");
        Message shop = Scene.signed(
                Scene.signed(Scene.plain("orders@shop.example"), "shop.example", "s1"), "esp.example", "s1");
        return List.of(
                new TypicalMessage(
                        "signed, from the domain's own host",
                        Scene.session(Scene.HOME, "mail.example.com", "alice@example.com"),
                        alice),
                new TypicalMessage(
                        "not signed, from the domain's own host",
                        Scene.session(Scene.HOME, "mail.example.com", "alice@example.com"),
                        Scene.plain("alice@example.com")),
                new TypicalMessage(
                        "newsletter of a sending service, two signatures",
                        Scene.session("203.0.113.5", "out.esp.example", "b-1@bounce.shop.example"),
                        shop),
                new TypicalMessage(
                        "large provider, policy by redirect and includes",
                        Scene.session("192.0.2.201", "out.provider.example", "carol@provider.example"),
                        Scene.signed(Scene.plain("carol@provider.example"), "provider.example", "s1")),
                new TypicalMessage(
                        "small domain that sends from its mail exchanger",
                        Scene.session("192.0.2.91", "mx2.small.example", "dave@small.example"),
                        Scene.plain("dave@small.example")),
                new TypicalMessage(
                        "forwarded with a rewritten envelope",
                        Scene.session(Scene.FORWARDER, "lists.example.org", "srs0=alice@lists.example.org"),
                        alice),
                new TypicalMessage(
                        "delivery report without a reverse-path",
                        Scene.session("192.0.2.201", "out.provider.example", ""),
                        Scene.plain("postmaster@provider.example")),
                new TypicalMessage(
                        "author deep below the domain with the policy",
                        Scene.session(Scene.HOME, "mail.example.com", "news@eu.news.mail.example.com"),
                        Scene.signed(Scene.plain("news@eu.news.mail.example.com"), "example.com", "s1")),
                new TypicalMessage(
                        "forged author",
                        Scene.session(Scene.ELSEWHERE, "host.evil.example", "x@evil.example"),
                        Scene.signed(Scene.plain("alice@example.com"), "evil.example", "e1")),
                new TypicalMessage(
                        "unknown domain, host without a name",
                        Scene.session("203.0.113.99", "[203.0.113.99]", "who@nowhere.example"),
                        Scene.plain("who@nowhere.example")));
    }
}
