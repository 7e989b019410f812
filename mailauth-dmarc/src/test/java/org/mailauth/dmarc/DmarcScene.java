package org.mailauth.dmarc;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.mailauth.AuthenticatedIdentifier;
import org.mailauth.AuthenticatedIdentifier.Kind;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.DomainName;
import org.mailauth.OrganizationalDomainFinder;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.MessageDns;
import org.mailauth.message.Author;
import org.mailauth.message.AuthorExtractor;
import org.mailauth.message.Message;
import org.mailauth.testkit.InMemoryDns;
import org.mailauth.testkit.RecordingDns;

/** A DNS with DMARC records, and a message before it. */
final class DmarcScene {
    /** Organizations lie one label below a top-level domain, or below co.example. */
    static final OrganizationalDomainFinder FINDER = name -> {
        int suffix = name.isEqualToOrBelow(DomainName.of("co.example")) ? 2 : 1;
        DomainName found = name;
        while (found.labelCount() > suffix + 1) {
            found = found.parent().orElseThrow();
        }
        return found.labelCount() == suffix + 1 ? Optional.of(found) : Optional.empty();
    };

    private final InMemoryDns.Builder zone = InMemoryDns.builder();
    private final List<AuthenticatedIdentifier> identifiers = new ArrayList<>();
    private DmarcMode mode = DmarcMode.rfc9989();
    private RecordingDns asked = RecordingDns.over(zone.build());

    /** A DNS with nothing in it. */
    static DmarcScene empty() {
        return new DmarcScene();
    }

    /** A DNS with one record. */
    static DmarcScene record(String domain, String record) {
        return empty().and(domain, record);
    }

    DmarcScene and(String domain, String record) {
        zone.txt("_dmarc." + domain, record);
        return this;
    }

    DmarcScene txt(String name, String text) {
        zone.txt(name, text);
        return this;
    }

    /** The domain has an address. */
    DmarcScene existing(String domain) {
        zone.a(domain, "192.0.2.1");
        return this;
    }

    DmarcScene alias(String domain, String target) {
        zone.cname(domain, target);
        return this;
    }

    /** No question about the name is answered. */
    DmarcScene failing(String name) {
        zone.fail(name, DnsFailure.SERVER_FAILURE);
        return this;
    }

    DmarcScene legacy() {
        return legacy(new Random(1));
    }

    DmarcScene legacy(Random random) {
        return by(DmarcMode.rfc7489(FINDER, random));
    }

    DmarcScene by(DmarcMode chosen) {
        mode = chosen;
        return this;
    }

    DmarcScene dkim(String domain, String result) {
        return with(dkimOf(domain, result));
    }

    DmarcScene spf(String domain, String result) {
        return with(spfOf(domain, result));
    }

    DmarcScene helo(String domain, String result) {
        return with(new AuthenticatedIdentifier(Kind.SPF_HELO, DomainName.of(domain), result, ""));
    }

    DmarcScene with(AuthenticatedIdentifier identifier) {
        identifiers.add(identifier);
        return this;
    }

    static AuthenticatedIdentifier dkimOf(String domain, String result) {
        return new AuthenticatedIdentifier(Kind.DKIM, DomainName.of(domain), result, "s1");
    }

    static AuthenticatedIdentifier spfOf(String domain, String result) {
        return new AuthenticatedIdentifier(Kind.SPF_MAIL_FROM, DomainName.of(domain), result, "");
    }

    DmarcEvaluation from(String domain) {
        return from(Author.of(DomainName.of(domain)));
    }

    DmarcEvaluation from(Author author) {
        asked = RecordingDns.over(zone.build());
        return DmarcEvaluator.builder().resolver(asked).mode(mode).build().evaluate(author, identifiers);
    }

    /** Evaluates a message with a header. */
    DmarcEvaluation message(String... lines) {
        return from(author(lines));
    }

    static Author author(String... lines) {
        String header = String.join("\r\n", lines) + "\r\n\r\nbody\r\n";
        return AuthorExtractor.extract(
                Message.of(header.getBytes(StandardCharsets.UTF_8)).header());
    }

    DmarcComparison compare(String domain) {
        asked = RecordingDns.over(zone.build());
        MessageDns dns = MessageDns.open(asked, Budget.open(BudgetLimits.defaults()));
        return DmarcEvaluator.builder()
                .resolver(asked)
                .build()
                .compare(DmarcMode.rfc7489(FINDER, new Random(1)), Author.of(DomainName.of(domain)), identifiers, dns);
    }

    /** The DNS as one message sees it. */
    MessageDns dns() {
        asked = RecordingDns.over(zone.build());
        return MessageDns.open(asked, Budget.open(BudgetLimits.defaults()));
    }

    /** The names that the last evaluation asked for, without the prefix where they have it. */
    List<String> questions() {
        return asked.questions().stream()
                .map(question -> question.name().toString())
                .map(name -> name.startsWith("_dmarc.") ? name.substring("_dmarc.".length()) : name)
                .toList();
    }
}
