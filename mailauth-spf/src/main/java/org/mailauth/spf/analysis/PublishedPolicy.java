package org.mailauth.spf.analysis;

import java.util.List;
import java.util.Optional;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.mailauth.spf.SpfRecord;
import org.mailauth.spf.SpfResult;
import org.mailauth.spf.internal.SpfDomain;

/**
 * What a domain published (RFC 7208 §4.4 to §4.6).
 *
 * @param status what it is to an evaluator
 * @param spfRecords the SPF records, each as its character-strings
 * @param otherTexts the other TXT records of the name
 * @param record the record, when it is usable
 * @param problems its syntax errors, or why the DNS failed
 * @param isVoid whether the DNS has no TXT record at all (RFC 7208 §4.6.4)
 */
record PublishedPolicy(
        Status status,
        List<List<String>> spfRecords,
        List<String> otherTexts,
        Optional<SpfRecord> record,
        List<Problem> problems,
        boolean isVoid) {

    /** What a publication is to an evaluator. */
    enum Status {
        USABLE,
        NONE,
        SEVERAL,
        MALFORMED,
        DNS_FAILED,
        NOT_ASKED
    }

    PublishedPolicy {
        spfRecords = List.copyOf(spfRecords);
        otherTexts = List.copyOf(otherTexts);
        problems = List.copyOf(problems);
    }

    static PublishedPolicy ask(AnalyzerDns dns, SpfDomain domain) {
        if (!domain.canHavePolicy()) {
            // RFC 7208 §4.3: a single label has no policy, and is not asked for.
            return empty(Status.NONE, List.of());
        }
        DnsName name = domain.name();
        DnsAnswer answer = dns.ask(name, DnsType.TXT);
        if (answer instanceof DnsAnswer.Failed failed) {
            return dns.wasNotAsked(failed)
                    ? notAsked()
                    : empty(
                            Status.DNS_FAILED,
                            List.of(Problem.of(
                                    "spf.dns",
                                    "RFC 7208 §4.4",
                                    "the DNS failed for " + name + ": "
                                            + failed.cause().text())));
        }
        if (!(answer instanceof DnsAnswer.Found)) {
            return new PublishedPolicy(Status.NONE, List.of(), List.of(), Optional.empty(), List.of(), true);
        }
        List<DnsRecord.Txt> texts = answer.records(DnsRecord.Txt.class);
        List<List<String>> spf = texts.stream()
                .filter(text -> SpfRecord.isSpf(text.joined()))
                .map(DnsRecord.Txt::strings)
                .toList();
        List<String> others = texts.stream()
                .map(DnsRecord.Txt::joined)
                .filter(text -> !SpfRecord.isSpf(text))
                .toList();
        return of(spf, others);
    }

    /** A record that is not published yet. */
    static PublishedPolicy draft(String text) {
        return SpfRecord.isSpf(text) ? of(List.of(List.of(text)), List.of()) : of(List.of(), List.of(text));
    }

    static PublishedPolicy notAsked() {
        return empty(Status.NOT_ASKED, List.of());
    }

    private static PublishedPolicy empty(Status status, List<Problem> problems) {
        return new PublishedPolicy(status, List.of(), List.of(), Optional.empty(), problems, false);
    }

    private static PublishedPolicy of(List<List<String>> spf, List<String> others) {
        if (spf.size() != 1) {
            // RFC 7208 §4.5: no record is none, several are permerror.
            Status status = spf.isEmpty() ? Status.NONE : Status.SEVERAL;
            return new PublishedPolicy(status, spf, others, Optional.empty(), List.of(), false);
        }
        Parsed<SpfRecord> parsed = SpfRecord.parse(String.join("", spf.get(0)));
        Status status = parsed.value().isPresent() ? Status.USABLE : Status.MALFORMED;
        return new PublishedPolicy(status, spf, others, parsed.value(), parsed.problems(), false);
    }

    /** The text of each SPF record. */
    List<String> recordTexts() {
        return spfRecords.stream().map(strings -> String.join("", strings)).toList();
    }

    /** What check_host() answers without looking at a term. */
    PossibleResults withoutTerms() {
        return switch (status) {
            case USABLE -> PossibleResults.NOTHING_YET;
            case NONE -> PossibleResults.of(SpfResult.NONE);
            case SEVERAL, MALFORMED -> PossibleResults.of(SpfResult.PERMERROR);
            case DNS_FAILED -> PossibleResults.of(SpfResult.TEMPERROR);
            case NOT_ASKED -> PossibleResults.ANY;
        };
    }
}
