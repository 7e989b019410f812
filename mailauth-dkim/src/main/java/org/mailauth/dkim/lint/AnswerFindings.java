package org.mailauth.dkim.lint;

import java.time.Duration;
import java.util.List;
import org.mailauth.dkim.lint.KeyFinding.Severity;
import org.mailauth.dns.DnsAlias;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnssecStatus;

/** What can be said of the answer besides its records: aliases, DNSSEC, TTL, size. */
final class AnswerFindings {
    private static final Duration SHORT = Duration.ofMinutes(5);
    private static final Duration LONG = Duration.ofDays(1);
    /** What fits into a UDP reply by the usual EDNS payload, less header, question and owner name. */
    private static final int LARGE = 1100;
    /** Name, type, class, TTL and length of a record whose name is compressed. */
    private static final int RECORD_OVERHEAD = 12;

    private AnswerFindings() {}

    static void check(DnsAnswer answer, DnsName name, Findings findings) {
        checkAliases(answer.evidence().aliases(), name, findings);
        if (answer.evidence().dnssec() == DnssecStatus.BOGUS) {
            findings.add(
                    Severity.ERROR,
                    "bogus",
                    "RFC 4035 §4.3",
                    "the signatures of DNSSEC do not hold: receivers that validate cannot see the key");
        } else if (answer.evidence().dnssec() == DnssecStatus.INSECURE) {
            findings.add(
                    Severity.NOTE,
                    "unsigned",
                    "RFC 6376 §8.5",
                    "DNSSEC does not protect the key: who forges DNS answers can sign in your name");
        }
        checkTtl(answer.evidence().ttl(), findings);
        checkSize(answer, findings);
    }

    private static void checkAliases(List<DnsAlias> aliases, DnsName name, Findings findings) {
        if (!aliases.isEmpty()) {
            DnsName target = aliases.get(aliases.size() - 1).target();
            findings.add(
                    Severity.NOTE,
                    "alias",
                    "RFC 1034 §3.6.2",
                    name + " is an alias of " + target + ": whoever holds that name decides which key is yours");
        }
    }

    private static void checkTtl(Duration ttl, Findings findings) {
        if (ttl.compareTo(LONG) > 0) {
            findings.add(
                    Severity.WARNING,
                    "ttl-long",
                    "RFC 6376 §8.3",
                    "resolvers may remember the key for " + ttl + ": for so long a stolen key cannot be revoked");
        } else if (!ttl.isZero() && ttl.compareTo(SHORT) < 0) {
            findings.add(
                    Severity.NOTE,
                    "ttl-short",
                    "RFC 1035 §3.2.1",
                    "resolvers remember the key for " + ttl
                            + " only, which costs every receiver questions; unless this is"
                            + " what was left of a longer time, an hour is usual");
        }
    }

    private static void checkSize(DnsAnswer answer, Findings findings) {
        int octets = answer.records(DnsRecord.Txt.class).stream()
                .mapToInt(record -> RECORD_OVERHEAD
                        + record.strings().stream()
                                .mapToInt(string -> string.length() + 1)
                                .sum())
                .sum();
        if (octets > LARGE) {
            findings.add(
                    Severity.NOTE,
                    "large-answer",
                    "RFC 6376 §3.3.3",
                    "the answer has about " + octets + " octets, too many for one UDP packet; receivers need TCP");
        }
    }
}
