package org.mailauth.cli.lint;

import java.util.List;
import java.util.Optional;
import org.mailauth.DomainName;
import org.mailauth.dmarc.DmarcComparison;
import org.mailauth.dmarc.DmarcEvaluation;
import org.mailauth.dmarc.DmarcPolicy;
import org.mailauth.dmarc.DmarcRecord;
import org.mailauth.dmarc.PolicyReason;
import org.mailauth.dmarc.ReportDestination;

/**
 * What was found about the DMARC policy of a domain.
 *
 * @param domain the domain
 * @param records the TXT records at its {@code _dmarc} name, as published
 * @param domainItself a message in the domain's name that nobody vouches for, by RFC 9989 and by RFC 7489
 * @param below the same for a name below the domain that should not exist; empty when there is no room for one
 * @param reports where reports go
 * @param findings mistakes and remarks, the gravest first
 */
record DmarcLint(
        DomainName domain,
        List<String> records,
        DmarcComparison domainItself,
        Optional<DmarcComparison> below,
        List<Report> reports,
        List<Finding> findings) {

    /** How much a finding matters, the gravest first. */
    enum Severity {
        ERROR,
        WARNING,
        INFO
    }

    /** One mistake or remark; {@code reference} may be empty. */
    record Finding(Severity severity, String code, String text, String reference) {}

    /** One URI of {@code rua} or {@code ruf}. */
    record Report(String tag, ReportDestination destination) {}

    DmarcLint {
        records = List.copyOf(records);
        reports = List.copyOf(reports);
        findings = List.copyOf(findings);
    }

    boolean hasErrors() {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }

    /** What is done with forged mail from a name below the domain that exists; empty when there is no policy. */
    static Optional<DmarcPolicy> existing(DmarcEvaluation below) {
        return policyBelow(below, false);
    }

    /** What is done with forged mail from a name below the domain that does not exist; empty when there is no policy. */
    static Optional<DmarcPolicy> nonexistent(DmarcEvaluation below) {
        return policyBelow(below, true);
    }

    private static Optional<DmarcPolicy> policyBelow(DmarcEvaluation below, boolean nonexistent) {
        Optional<DmarcPolicy> found = below.publishedPolicy();
        Optional<PolicyReason> reason = below.policyReason();
        boolean chosenAmongTags = reason.isPresent()
                && reason.get() != PolicyReason.REPORTS_ONLY
                && !below.policyDomain().equals(below.authorDomain());
        if (chosenAmongTags && below.record().isPresent()) {
            DmarcRecord record = below.record().get();
            found = record.subdomainPolicy().or(record::policy);
            // RFC 9989 §4.10.1: np is for names that do not exist; RFC 7489 does not know it.
            if (nonexistent
                    && isRfc9989(below)
                    && record.nonexistentSubdomainPolicy().isPresent()) {
                found = record.nonexistentSubdomainPolicy();
            }
        }
        boolean testing =
                isRfc9989(below) && below.record().map(DmarcRecord::isTesting).orElse(false);
        return testing ? found.map(DmarcPolicy::oneLevelLower) : found;
    }

    private static boolean isRfc9989(DmarcEvaluation evaluation) {
        return evaluation.mode().discoveryMethod().equals("treewalk");
    }
}
