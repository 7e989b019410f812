package org.mailauth.mtasts;

import java.util.List;
import java.util.Optional;
import org.mailauth.DomainName;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.MessageDns;

/**
 * What the DNS says at {@code _mta-sts.} and a domain (RFC 8461 §3.1): one question.
 *
 * @param record the record; empty when there is not exactly one valid record
 * @param reason why there is no record; empty when there is one, and when the DNS gave no answer
 * @param failure why the DNS gave no answer
 * @param answer what the DNS said
 * @param problems what is wrong with the records, or with the answer
 */
record RecordLookup(
        Optional<MtaStsRecord> record,
        Optional<MtaStsLookup.Reason> reason,
        Optional<DnsFailure> failure,
        DnsAnswer answer,
        List<Problem> problems) {

    private static final String LABEL = "_mta-sts";
    private static final String SPENDER = "mta-sts";

    /** The name of the record; empty for a domain that can have none. */
    static Optional<DomainName> name(DomainName domain) {
        // RFC 8461 §3.4: mail to an address literal has no Policy Domain. Four bare numbers are no domain either.
        String last = domain.labels().get(domain.labelCount() - 1);
        boolean number = last.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Optional.empty() : domain.prepend(LABEL);
    }

    static RecordLookup ask(DomainName name, MessageDns dns) {
        // RFC 8461 §3.4: the domain itself and no other; a policy says nothing about the domains below.
        DnsAnswer answer = dns.ask(name.toDnsName(), DnsType.TXT, SPENDER);
        if (answer instanceof DnsAnswer.Failed failed) {
            Problem why = Rule.RECORD.problem(
                    "mtasts.record-unknown",
                    "no answer about " + name + ": " + failed.cause().text());
            return new RecordLookup(
                    Optional.empty(), Optional.empty(), Optional.of(failed.cause()), answer, List.of(why));
        }
        List<String> records = answer.records(DnsRecord.Txt.class).stream()
                .map(DnsRecord.Txt::joined)
                .filter(MtaStsRecord::isMtaSts)
                .toList();
        if (records.isEmpty()) {
            return without(answer, MtaStsLookup.Reason.NO_RECORD, List.of());
        }
        if (records.size() > 1) {
            Problem several = Rule.RECORD.problem(
                    "mtasts.several-records", records.size() + " MTA-STS records at " + name + ": none counts");
            return without(answer, MtaStsLookup.Reason.SEVERAL_RECORDS, List.of(several));
        }
        Parsed<MtaStsRecord> parsed = MtaStsRecord.parse(records.get(0));
        return parsed.value().isEmpty()
                ? without(answer, MtaStsLookup.Reason.RECORD_INVALID, parsed.problems())
                : new RecordLookup(parsed.value(), Optional.empty(), Optional.empty(), answer, parsed.problems());
    }

    private static RecordLookup without(DnsAnswer answer, MtaStsLookup.Reason reason, List<Problem> problems) {
        return new RecordLookup(Optional.empty(), Optional.of(reason), Optional.empty(), answer, problems);
    }
}
