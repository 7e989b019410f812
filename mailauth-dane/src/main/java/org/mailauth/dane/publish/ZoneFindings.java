package org.mailauth.dane.publish;

import java.time.Duration;
import java.util.Locale;
import org.mailauth.dane.SmtpServer;
import org.mailauth.dane.TlsaLookup;
import org.mailauth.dane.TlsaQuestion;
import org.mailauth.dane.publish.TlsaFinding.Severity;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsType;

/** Whether the records are there, whether they can be believed, and how a client finds them. */
final class ZoneFindings {
    private static final Duration LONG_TTL = Duration.ofDays(1);

    private final Findings findings;

    ZoneFindings(Findings findings) {
        this.findings = findings;
    }

    void add(TlsaLookup lookup) {
        if (lookup instanceof TlsaLookup.Unreachable unreachable) {
            findings.add(
                    Severity.ERROR,
                    word(unreachable.obstacle()),
                    unreachable.obstacle().reference(),
                    "senders with DANE cannot deliver: " + unreachable.reason() + "; " + unreachable.detail());
            return;
        }
        if (lookup instanceof TlsaLookup.NotOffered absent) {
            findings.add(
                    Severity.ERROR,
                    word(absent.absence()),
                    absent.absence().reference(),
                    "nothing is protected: " + absent.reason());
            return;
        }
        addMx(lookup.server());
        addAliases(lookup);
        addTtl(lookup);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void addMx(SmtpServer server) {
        if (!server.isSecurelyNamed()) {
            findings.add(
                    Severity.WARNING,
                    "mx-insecure",
                    "RFC 7672 §2.2.1",
                    "the MX record is not signed, so that mail can be led to another host");
        }
    }

    private void addAliases(TlsaLookup lookup) {
        for (TlsaQuestion question : lookup.questions()) {
            boolean alias = !question.answer().evidence().aliases().isEmpty();
            if (alias && question.type() == DnsType.A) {
                findings.add(
                        Severity.WARNING,
                        "host-alias",
                        "RFC 2181 §10.3",
                        lookup.server().host()
                                + " is an alias: clients differ in what they make of it, and the host of an "
                                + "MX record must be none; records are used at " + lookup.serverName());
            }
            if (alias && question.type() == DnsType.TLSA && question.answer() instanceof DnsAnswer.Found) {
                findings.add(
                        Severity.INFO,
                        "record-alias",
                        "RFC 7671 §7",
                        question.name() + " is an alias: whoever holds its target decides which certificate is right");
            }
        }
    }

    private void addTtl(TlsaLookup lookup) {
        lookup.questions().stream()
                .filter(question -> question.type() == DnsType.TLSA)
                .map(question -> question.answer().evidence().ttl())
                .filter(ttl -> ttl.compareTo(LONG_TTL) > 0)
                .findFirst()
                .ifPresent(ttl -> findings.add(
                        Severity.WARNING,
                        "long-ttl",
                        "RFC 7671 §8",
                        "records are remembered for " + ttl.toHours()
                                + " hours: a lost key cannot be replaced sooner"));
    }
}
