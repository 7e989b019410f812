package org.mailauth.dkim.internal.key;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.Parsed;
import org.mailauth.RecordCache;
import org.mailauth.dkim.DkimReason;
import org.mailauth.dkim.Selector;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.dns.MessageDns;

/** Fetches the keys that a selector publishes (RFC 6376 §3.6.2 and §6.1.2). */
public final class KeyLookup {
    private KeyLookup() {}

    /**
     * Every well-formed key, or the reason why there is none.
     *
     * @param keys in the order of the answer, revoked ones included; empty when there is a reason
     * @param reason null when there are keys
     * @param detail what is wrong
     * @param dnssec how far DNSSEC vouches for the answer
     */
    public record Outcome(List<KeyRecord> keys, @Nullable DkimReason reason, String detail, DnssecStatus dnssec) {}

    /**
     * Asks for the keys of a selector: one question.
     *
     * @param selector which of the domain's keys
     * @param domain whose keys
     * @param dns answers, and has the budget that pays
     * @param spender who spends, such as {@code dkim}
     * @return the keys, or the reason why there are none
     */
    public static Outcome find(Selector selector, DomainName domain, MessageDns dns, String spender) {
        return find(selector, domain, dns, spender, RecordCache.none());
    }

    /**
     * Asks for the keys of a selector: one question. A record that was decoded before is not decoded again.
     *
     * @param selector which of the domain's keys
     * @param domain whose keys
     * @param dns answers, and has the budget that pays
     * @param spender who spends, such as {@code dkim}
     * @param records remembers decoded records by their text
     * @return the keys, or the reason why there are none
     */
    public static Outcome find(
            Selector selector, DomainName domain, MessageDns dns, String spender, RecordCache records) {
        Parsed<DnsName> name = selector.keyName(domain);
        if (name.value().isEmpty()) {
            return none(DkimReason.NO_KEY, "selector and domain make too long a name", DnssecStatus.INDETERMINATE);
        }
        DnsAnswer answer = dns.ask(name.value().get(), DnsType.TXT, spender);
        DnssecStatus dnssec = answer.evidence().dnssec();
        if (answer instanceof DnsAnswer.Failed failed) {
            // RFC 6376 §6.1.2 step 2: the key may exist, so nothing final can be said.
            DkimReason reason = failed.cause() == DnsFailure.BUDGET_EXHAUSTED
                    ? DkimReason.BUDGET_EXHAUSTED
                    : DkimReason.KEY_UNAVAILABLE;
            return none(reason, "the DNS gave no answer for " + name.value().get() + ": " + describe(failed), dnssec);
        }
        List<DnsRecord.Txt> texts = answer.records(DnsRecord.Txt.class);
        if (texts.isEmpty()) {
            return none(DkimReason.NO_KEY, name.value().get() + " has no TXT record", dnssec);
        }
        return choose(texts, records, dnssec);
    }

    private static Outcome choose(List<DnsRecord.Txt> texts, RecordCache records, DnssecStatus dnssec) {
        List<KeyRecord> keys = new ArrayList<>(1);
        KeyRecordParser.Outcome broken = null;
        for (DnsRecord.Txt text : texts) {
            KeyRecordParser.Outcome outcome = records.get(KeyRecordParser.Outcome.class, text, KeyRecordParser::parse);
            KeyRecord key = outcome.record();
            if (key != null) {
                keys.add(key);
            } else if (broken == null) {
                broken = outcome;
            }
        }
        if (keys.isEmpty() && broken != null) {
            // Junk is final: a broken record is never a temporary failure, or a sender could ask for patience forever.
            return none(broken.reason(), broken.detail(), dnssec);
        }
        return new Outcome(Collections.unmodifiableList(keys), null, "", dnssec);
    }

    private static String describe(DnsAnswer.Failed failed) {
        String cause = failed.cause().text();
        return failed.detail().isEmpty() ? cause : cause + " (" + failed.detail() + ")";
    }

    private static Outcome none(DkimReason reason, String detail, DnssecStatus dnssec) {
        return new Outcome(List.of(), reason, detail, dnssec);
    }
}
