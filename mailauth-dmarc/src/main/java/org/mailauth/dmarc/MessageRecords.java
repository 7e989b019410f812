package org.mailauth.dmarc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailauth.DomainName;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.RecordCache;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.dns.MessageDns;

/** The records and walks of one evaluation: each name is asked and each record read once. Not safe for concurrent use. */
final class MessageRecords {
    /** The name under which evaluation spends from a budget. */
    static final String SPENDER = "dmarc";

    private static final String PREFIX = "_dmarc";

    private final MessageDns dns;
    private final RecordCache cache;
    private final Map<DomainName, PublishedRecord> records = new HashMap<>();
    private final Map<DomainName, TreeWalk> walks = new HashMap<>();
    private int walksForIdentifiers;

    MessageRecords(MessageDns dns) {
        this(dns, RecordCache.none());
    }

    MessageRecords(MessageDns dns, RecordCache cache) {
        this.dns = dns;
        this.cache = cache;
    }

    /** What a name publishes. */
    PublishedRecord at(DomainName owner) {
        PublishedRecord known = records.get(owner);
        if (known == null) {
            known = ask(owner);
            records.put(owner, known);
        }
        return known;
    }

    /** The walk that starts at a name. */
    TreeWalk walk(DomainName start) {
        TreeWalk known = walks.get(start);
        if (known == null) {
            known = TreeWalk.from(start, this);
            walks.put(start, known);
        }
        return known;
    }

    /** Whether a walk for an identifier may be made: it is known already, or there are not too many. */
    boolean mayWalkFor(DomainName identifier) {
        if (walks.containsKey(identifier)) {
            return true;
        }
        walksForIdentifiers++;
        return walksForIdentifiers <= DmarcEvaluator.MAX_IDENTIFIER_WALKS;
    }

    /** Where the record of a name is; empty when there is no room for it in the DNS. */
    static Optional<DnsName> recordName(DomainName owner) {
        return owner.prepend(PREFIX).map(DomainName::toDnsName);
    }

    private PublishedRecord ask(DomainName owner) {
        Optional<DnsName> name = recordName(owner);
        if (name.isEmpty()) {
            // A name for which there is no room in the DNS has no record.
            return new PublishedRecord(owner, 0, Optional.empty(), null, DnssecStatus.INDETERMINATE, List.of());
        }
        DnsAnswer answer = text(name.get());
        DnssecStatus dnssec = answer.evidence().dnssec();
        if (answer instanceof DnsAnswer.Failed failed) {
            Problem problem = Problem.of(
                    "dmarc.dns",
                    "RFC 9989 §4.10.1",
                    name.get() + ": " + failed.cause().text());
            return new PublishedRecord(owner, 0, Optional.empty(), failed, dnssec, List.of(problem));
        }
        return read(owner, answer, dnssec);
    }

    private PublishedRecord read(DomainName owner, DnsAnswer answer, DnssecStatus dnssec) {
        List<String> texts = new ArrayList<>();
        for (DnsRecord.Txt record : answer.records(DnsRecord.Txt.class)) {
            // RFC 9989 §4.5: nothing stands between the character-strings.
            String text = record.joined();
            if (DmarcRecord.isDmarc(text)) {
                texts.add(text);
            }
        }
        if (texts.size() > 1) {
            Problem several = Problem.of(
                    "dmarc.several-records",
                    "RFC 9989 §4.10",
                    owner + " has " + texts.size() + " DMARC records, none of which counts");
            return new PublishedRecord(owner, texts.size(), Optional.empty(), null, dnssec, List.of(several));
        }
        if (texts.isEmpty()) {
            return new PublishedRecord(owner, 0, Optional.empty(), null, dnssec, List.of());
        }
        Parsed<DmarcRecord> parsed =
                cache.get(Reading.class, texts.get(0), Reading::of).parsed();
        return new PublishedRecord(owner, 1, parsed.value(), null, dnssec, parsed.problems());
    }

    /** The answer to a question for TXT records. */
    DnsAnswer text(DnsName name) {
        return dns.ask(name, DnsType.TXT, SPENDER);
    }

    /** What a record says, which is the same for the same text. */
    private record Reading(Parsed<DmarcRecord> parsed) {
        static Reading of(String text) {
            return new Reading(DmarcRecord.parse(text));
        }
    }

    /** Whether a domain exists (RFC 9989 §3.2.13, §A.4). */
    Existence existence(DomainName domain) {
        // Any type tells; SPF has mostly asked for this one.
        DnsAnswer answer = text(domain.toDnsName());
        if (answer instanceof DnsAnswer.Failed) {
            return Existence.UNKNOWN;
        }
        // The name that does not exist may be the target of an alias: the alias itself exists then.
        boolean missing = answer instanceof DnsAnswer.NxDomain none
                && none.evidence().aliases().isEmpty();
        return missing ? Existence.MISSING : Existence.EXISTS;
    }

    /** Whether a domain exists. */
    enum Existence {
        EXISTS,
        MISSING,
        UNKNOWN
    }
}
