package org.mailauth.dkim.lint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.mailauth.DomainName;
import org.mailauth.dkim.DkimKeyRecord;
import org.mailauth.dkim.Selector;
import org.mailauth.dkim.lint.KeyFinding.Severity;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.dns.MessageDns;

/** One look at what a selector publishes (RFC 6376 §3.6.2). */
final class PublishedLint {
    private static final String SPENDER = "dkim-lint";
    /** Nobody names a key like this, so that only a wildcard answers. */
    private static final Selector NO_KEY = Selector.of("no-key-has-this-name-mailauth-lint");

    private final Selector selector;
    private final DomainName domain;
    private final MessageDns dns;
    private final Findings findings = new Findings(OptionalInt.empty());

    PublishedLint(Selector selector, DomainName domain, MessageDns dns) {
        this.selector = selector;
        this.domain = domain;
        this.dns = dns;
    }

    KeyLint lint() {
        Optional<DnsName> name = selector.keyName(domain).value();
        if (name.isEmpty()) {
            findings.add(
                    Severity.ERROR,
                    "name-too-long",
                    "RFC 1035 §2.3.4",
                    "selector and domain make too long a name for the DNS");
            return result(name, List.of(), DnsAnswer.Evidence.NONE);
        }
        DnsAnswer answer = ask(name.get());
        List<String> records = texts(answer);
        if (answer instanceof DnsAnswer.Failed failed) {
            tellFailure(failed);
        } else if (records.isEmpty()) {
            tellMissing(name.get());
        } else {
            RecordSetLint.check(records, findings);
            AnswerFindings.check(answer, name.get(), findings);
            checkWildcard(records);
        }
        return result(name, records, answer.evidence());
    }

    private KeyLint result(Optional<DnsName> name, List<String> records, DnsAnswer.Evidence evidence) {
        DnssecStatus dnssec = evidence.dnssec();
        Duration ttl = evidence.ttl();
        List<DkimKeyRecord> keys = new ArrayList<>();
        records.forEach(text -> DkimKeyRecord.parse(text).value().ifPresent(keys::add));
        return new KeyLint(name, records, keys, dnssec, ttl, findings.sorted());
    }

    private DnsAnswer ask(DnsName name) {
        return dns.ask(name, DnsType.TXT, SPENDER);
    }

    private static List<String> texts(DnsAnswer answer) {
        return answer.records(DnsRecord.Txt.class).stream()
                .map(DnsRecord.Txt::joined)
                .toList();
    }

    private void tellFailure(DnsAnswer.Failed failed) {
        if (failed.cause() == DnsFailure.BOGUS) {
            findings.add(
                    Severity.ERROR,
                    "bogus",
                    "RFC 4035 §4.3",
                    "the signatures of DNSSEC do not hold: receivers that validate cannot see the key");
            return;
        }
        String detail = failed.detail().isEmpty() ? "" : " (" + failed.detail() + ")";
        findings.add(
                Severity.ERROR,
                "dns-failure",
                "RFC 6376 §6.1.2",
                "the DNS gave no answer: " + failed.cause().text() + detail);
    }

    private void tellMissing(DnsName name) {
        findings.add(Severity.ERROR, "no-record", "RFC 6376 §6.1.2", name + " has no TXT record");
        tellMisplaced(DnsName.parse(name + "." + domain).value(), "a final dot is missing in the zone file");
        tellMisplaced(DnsName.parse(selector + "." + domain).value(), "_domainkey is missing in its name");
    }

    private void tellMisplaced(Optional<DnsName> place, String why) {
        if (place.isPresent()
                && texts(ask(place.get())).stream().anyMatch(text -> new RecordText(text).isKeyRecord())) {
            findings.add(
                    Severity.ERROR,
                    "misplaced",
                    "RFC 6376 §3.6.2.1",
                    "there is a key record at " + place.get() + ": " + why);
        }
    }

    private void checkWildcard(List<String> records) {
        Optional<DnsName> nobody = NO_KEY.keyName(domain).value();
        List<String> others = nobody.map(name -> texts(ask(name))).orElse(List.of());
        if (others.isEmpty()) {
            return;
        }
        boolean same = others.size() == records.size() && others.containsAll(records);
        findings.add(
                Severity.WARNING,
                "wildcard",
                "RFC 4592 §2.1",
                same
                        ? "a wildcard answers for this selector and any other: a key cannot be told from a mistake"
                        : "a wildcard answers for selectors that do not exist, so that theirs are broken keys and not"
                                + " missing ones");
    }
}
