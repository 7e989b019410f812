package org.mailauth.tlsrpt;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.mailauth.Deadline;
import org.mailauth.DomainName;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsQuestion;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.DnssecStatus;

/**
 * Whether a domain wants reports about TLS, and where: what the DNS says at {@code _smtp._tls.<domain>} (RFC 8460 §3).
 * Immutable and thread-safe; no component is null.
 *
 * @param domain the domain that mail goes to
 * @param status what was found
 * @param texts the TXT records there that claim to be TLSRPT records
 * @param record the record, for {@link Status#FOUND} only
 * @param dnssec how far DNSSEC vouches for the answer
 * @param problems what is wrong with the records or the answer
 */
public record TlsRptLookup(
        DomainName domain,
        Status status,
        List<String> texts,
        Optional<TlsRptRecord> record,
        DnssecStatus dnssec,
        List<Problem> problems) {
    private static final String RULE = "RFC 8460 §3";
    private static final String PREFIX = "_smtp._tls";

    /** What was found at a domain. */
    public enum Status {
        /** One record: reports are wanted. */
        FOUND,
        /** No record: no reports are wanted. */
        NONE,
        /** Several records, none of which counts. */
        SEVERAL,
        /** One record that cannot be used. */
        INVALID,
        /** The DNS did not answer; asking later may help. */
        TEMPORARY_ERROR
    }

    /**
     * Copies the lists and checks that nothing is null.
     *
     * @param domain the domain that mail goes to
     * @param status what was found
     * @param texts the TXT records there that claim to be TLSRPT records
     * @param record the record, for {@link Status#FOUND} only
     * @param dnssec how far DNSSEC vouches for the answer
     * @param problems what is wrong with the records or the answer
     */
    public TlsRptLookup {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(status, "status");
        texts = List.copyOf(texts);
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(dnssec, "dnssec");
        problems = List.copyOf(problems);
        if (record.isPresent() != (status == Status.FOUND)) {
            throw new IllegalArgumentException("a record is there when the status is FOUND, and only then");
        }
    }

    /**
     * Asks for the record of a domain: one question.
     *
     * @param domain the domain that mail goes to: the recipient's, or the smart host's
     * @param resolver where to ask
     * @param deadline by when the answer must be there
     * @return what was found; never fails for reasons of the DNS
     */
    public static TlsRptLookup of(DomainName domain, DnsResolver resolver, Deadline deadline) {
        Optional<DnsName> name = domain.prepend(PREFIX).map(DomainName::toDnsName);
        if (name.isEmpty()) {
            // A name for which there is no room in the DNS has no record.
            return without(domain, Status.NONE, List.of(), DnssecStatus.INDETERMINATE, List.of());
        }
        DnsAnswer answer = deadline.hasPassed()
                ? new DnsAnswer.Failed(DnsFailure.TIMEOUT, "the deadline had passed")
                : Objects.requireNonNull(
                        resolver.resolve(new DnsQuestion(name.get(), DnsType.TXT, deadline)), "resolver returned null");
        DnssecStatus dnssec = answer.evidence().dnssec();
        if (answer instanceof DnsAnswer.Failed failed) {
            Problem problem = Problem.of(
                    "tlsrpt.dns", RULE, name.get() + ": " + failed.cause().text());
            return without(domain, Status.TEMPORARY_ERROR, List.of(), dnssec, List.of(problem));
        }
        return read(domain, answer, dnssec);
    }

    private static TlsRptLookup read(DomainName domain, DnsAnswer answer, DnssecStatus dnssec) {
        List<String> texts = new ArrayList<>();
        for (DnsRecord.Txt txt : answer.records(DnsRecord.Txt.class)) {
            // RFC 8460 §3: nothing stands between the character-strings.
            String text = txt.joined();
            if (TlsRptRecord.isTlsRpt(text)) {
                texts.add(text);
            }
        }
        if (texts.isEmpty()) {
            return without(domain, Status.NONE, texts, dnssec, List.of());
        }
        if (texts.size() > 1) {
            // RFC 8460 §3: unless exactly one is left, the domain does not implement TLSRPT.
            Problem several = Problem.of(
                    "tlsrpt.several-records",
                    RULE,
                    domain + " has " + texts.size() + " TLSRPT records, none of which counts");
            return without(domain, Status.SEVERAL, texts, dnssec, List.of(several));
        }
        Parsed<TlsRptRecord> parsed = TlsRptRecord.parse(texts.get(0));
        Status status = parsed.value().isPresent() ? Status.FOUND : Status.INVALID;
        return new TlsRptLookup(domain, status, texts, parsed.value(), dnssec, parsed.problems());
    }

    private static TlsRptLookup without(
            DomainName domain, Status status, List<String> texts, DnssecStatus dnssec, List<Problem> problems) {
        return new TlsRptLookup(domain, status, texts, Optional.empty(), dnssec, problems);
    }
}
