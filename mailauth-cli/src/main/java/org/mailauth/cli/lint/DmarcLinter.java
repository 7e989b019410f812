package org.mailauth.cli.lint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.DomainName;
import org.mailauth.Problem;
import org.mailauth.cli.lint.DmarcLint.Finding;
import org.mailauth.cli.lint.DmarcLint.Severity;
import org.mailauth.cli.output.Words;
import org.mailauth.dmarc.DmarcComparison;
import org.mailauth.dmarc.DmarcEvaluation;
import org.mailauth.dmarc.DmarcEvaluator;
import org.mailauth.dmarc.DmarcMode;
import org.mailauth.dmarc.DmarcPolicy;
import org.mailauth.dmarc.DmarcRecord;
import org.mailauth.dmarc.DmarcResult;
import org.mailauth.dmarc.ExternalDestinations;
import org.mailauth.dmarc.PolicyReason;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.MessageDns;
import org.mailauth.message.Author;
import org.mailauth.publicsuffix.PublicSuffixList;

/** Looks at the DMARC policy of a domain as its owner should. One linter looks at one domain. */
final class DmarcLinter {
    private static final BudgetLimits LIMITS =
            BudgetLimits.defaults().withDnsQuestions(1000).withElapsed(Duration.ofSeconds(60));
    /** A name that nobody has, so that what is said of it holds for every name that does not exist. */
    private static final String PROBE = "mailauth-lint-no-such-name";
    /** Draws the lowest number always: {@code pct} is told as a finding, and must not make results change by chance. */
    private static final RandomGenerator LOWEST = () -> 0L;

    private static final List<String> GRAVE =
            List.of("dmarc.several-records", "dmarc.no-policy", "dmarc.policy-value", "dmarc.duplicate-tag");
    private static final List<String> HARMLESS =
            List.of("dmarc.unknown-tag", "dmarc.historic-tag", "dmarc.value-case", "dmarc.tag-case");

    private final DomainName domain;
    private final MessageDns dns;
    private final DmarcEvaluator evaluator;
    private final List<Finding> findings = new ArrayList<>();

    private DmarcLinter(DomainName domain, DnsResolver resolver) {
        this.domain = domain;
        this.dns = MessageDns.open(resolver, Budget.open(LIMITS));
        this.evaluator = DmarcEvaluator.builder().resolver(resolver).build();
    }

    /** Asks for all that matters for the domain, at most 60 seconds long. */
    static DmarcLint lint(DomainName domain, DnsResolver resolver) {
        return new DmarcLinter(domain, resolver).lint();
    }

    private DmarcLint lint() {
        List<String> records = records();
        DmarcComparison itself = evaluate(domain);
        Optional<DmarcComparison> below = domain.prepend(PROBE).map(this::evaluate);
        checkPolicy(itself.first());
        below.ifPresent(probe -> checkBelow(itself.first(), probe.first()));
        checkStandards(itself, below);
        List<DmarcLint.Report> reports = reports(itself.first());
        reports.forEach(this::checkDestination);
        findings.sort(Comparator.comparing(Finding::severity));
        return new DmarcLint(domain, records, itself, below, reports, findings);
    }

    private DmarcComparison evaluate(DomainName name) {
        DmarcMode legacy = DmarcMode.rfc7489(PublicSuffixList.builtIn(), LOWEST);
        return evaluator.compare(legacy, Author.of(name), List.of(), dns);
    }

    private void add(Severity severity, String code, String text, String reference) {
        findings.add(new Finding(severity, code, text, reference));
    }

    private List<String> records() {
        List<String> records = new ArrayList<>();
        Optional<DomainName> name = domain.prepend("_dmarc");
        if (name.isPresent()) {
            for (DnsRecord.Txt record :
                    dns.ask(name.get().toDnsName(), DnsType.TXT, "lint").records(DnsRecord.Txt.class)) {
                String text = record.joined();
                records.add(text);
                if (!DmarcRecord.isDmarc(text)) {
                    Problem why = DmarcRecord.parse(text).problems().get(0);
                    add(
                            Severity.WARNING,
                            "dmarc.not-a-record",
                            "a TXT record at " + name.get() + " is ignored: " + why.text(),
                            why.reference());
                }
            }
        }
        return records;
    }

    private void checkPolicy(DmarcEvaluation evaluation) {
        for (Problem problem : evaluation.problems()) {
            Severity severity = GRAVE.contains(problem.code())
                    ? Severity.ERROR
                    : HARMLESS.contains(problem.code()) ? Severity.INFO : Severity.WARNING;
            add(severity, problem.code(), problem.text(), problem.reference());
        }
        if (evaluation.result() == DmarcResult.TEMPERROR) {
            return;
        }
        Optional<DmarcRecord> record = evaluation.record();
        if (record.isEmpty() || evaluation.publishedPolicy().isEmpty()) {
            add(
                    Severity.ERROR,
                    "dmarc.none",
                    "no policy applies: anybody may write in the name of " + domain,
                    "RFC 9989 §4.10.1");
            return;
        }
        DomainName owner = evaluation.policyDomain().orElse(domain);
        if (!owner.equals(domain)) {
            add(Severity.INFO, "dmarc.inherited", "the policy is that of " + owner, "RFC 9989 §4.10.1");
        }
        if (evaluation.publishedPolicy().equals(Optional.of(DmarcPolicy.NONE))) {
            add(
                    Severity.WARNING,
                    "dmarc.policy-none",
                    "the policy is none: forged mail is only watched",
                    "RFC 9989 §4.7");
        }
        checkRecord(record.get());
    }

    private void checkRecord(DmarcRecord record) {
        if (record.policy().isEmpty()) {
            add(Severity.WARNING, "dmarc.no-p", "the record has no valid p", "RFC 9989 §4.7");
        }
        if (record.isTesting()) {
            add(Severity.WARNING, "dmarc.testing", "t=y: receivers apply the next milder policy", "RFC 9989 §4.7");
        }
        if (record.percent() < 100) {
            add(
                    Severity.WARNING,
                    "dmarc.percent",
                    "pct=" + record.percent()
                            + ": receivers by RFC 7489 spare the rest of what fails, those by RFC 9989 do not",
                    "RFC 7489 §6.6.4");
        }
        if (record.aggregateReportUris().isEmpty()) {
            add(Severity.WARNING, "dmarc.no-reports", "nobody gets aggregate reports: rua is missing", "RFC 9989 §4.7");
        }
    }

    /** What a forger can do with names below the domain. */
    private void checkBelow(DmarcEvaluation itself, DmarcEvaluation below) {
        Optional<DmarcPolicy> own = itself.appliedPolicy();
        Optional<DmarcPolicy> existing = DmarcLint.existing(below);
        Optional<DmarcPolicy> nonexistent = DmarcLint.nonexistent(below);
        if (own.isEmpty() || below.result() == DmarcResult.TEMPERROR) {
            return;
        }
        if (existing.isEmpty() || existing.get().compareTo(own.get()) < 0) {
            add(
                    Severity.WARNING,
                    "dmarc.subdomains",
                    "names below are protected less than " + domain + ": " + word(existing) + " instead of "
                            + own.get().word(),
                    "RFC 9989 §4.7");
        }
        if (existing.isPresent() && nonexistent.isPresent() && nonexistent.get().compareTo(existing.get()) < 0) {
            add(
                    Severity.WARNING,
                    "dmarc.nonexistent-subdomains",
                    "names below that do not exist are protected less than those that do: " + word(nonexistent)
                            + " instead of " + word(existing),
                    "RFC 9989 §4.7");
        }
        boolean npPublished =
                below.record().flatMap(DmarcRecord::nonexistentSubdomainPolicy).isPresent();
        if (npPublished && !below.policyReason().equals(Optional.of(PolicyReason.NP))) {
            add(
                    Severity.INFO,
                    "dmarc.np-without-effect",
                    "every name below exists, so that np has no effect",
                    "RFC 9989 §3.2.13");
        }
    }

    private static String word(Optional<DmarcPolicy> policy) {
        return policy.map(DmarcPolicy::word).orElse("no policy");
    }

    private void checkStandards(DmarcComparison itself, Optional<DmarcComparison> below) {
        List<DmarcComparison> all = new ArrayList<>(List.of(itself));
        below.ifPresent(all::add);
        for (DmarcComparison each : all) {
            // Without any policy, organizations matter to nobody.
            boolean policy = each.first().policyDomain().isPresent()
                    || each.second().policyDomain().isPresent();
            if (policy && !each.agrees()) {
                DomainName name = each.first().authorDomain().orElse(domain);
                add(
                        Severity.WARNING,
                        "dmarc.standards-differ",
                        (name.equals(domain) ? "mail from " + domain : "mail from names below")
                                + " is seen differently by RFC 9989 and RFC 7489: "
                                + each.differences().stream().map(Words::of).toList(),
                        "RFC 9989 §4.10");
            }
        }
    }

    private List<DmarcLint.Report> reports(DmarcEvaluation evaluation) {
        List<DmarcLint.Report> reports = new ArrayList<>();
        if (evaluation.record().isPresent() && evaluation.policyDomain().isPresent()) {
            DomainName owner = evaluation.policyDomain().get();
            DmarcRecord record = evaluation.record().get();
            ExternalDestinations destinations = ExternalDestinations.by(evaluation.mode());
            destinations.aggregate(owner, record, dns).forEach(each -> reports.add(new DmarcLint.Report("rua", each)));
            destinations.failure(owner, record, dns).forEach(each -> reports.add(new DmarcLint.Report("ruf", each)));
        }
        return reports;
    }

    private void checkDestination(DmarcLint.Report report) {
        String problem = switch (report.destination().status()) {
            case SAME_ORGANIZATION, VERIFIED, REDIRECTED -> "";
            case NOT_VERIFIED -> "is another organization's, which does not agree: no reports are sent";
            case REDIRECTED_ELSEWHERE -> "is redirected to another host: no reports are sent";
            case TEMPORARY_ERROR -> "could not be verified now";
            case OTHER_SCHEME -> "is no mailto: URI and is ignored";
            case NO_HOST -> "has no host that could agree";
            case OVER_LIMIT -> "is one of too many";
            case PUBLIC_SUFFIX -> "must not get failure reports, since psd=y";
        };
        if (!problem.isEmpty()) {
            boolean grave = switch (report.destination().status()) {
                case NOT_VERIFIED, REDIRECTED_ELSEWHERE -> true;
                default -> false;
            };
            add(
                    grave ? Severity.ERROR : Severity.WARNING,
                    "dmarc.destination-" + Words.of(report.destination().status()),
                    report.tag() + " " + report.destination().published() + " " + problem,
                    "RFC 9990 §4");
        }
    }
}
