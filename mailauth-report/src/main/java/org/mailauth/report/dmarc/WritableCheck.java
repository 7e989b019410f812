package org.mailauth.report.dmarc;

import java.util.List;
import java.util.Optional;
import org.mailauth.DomainName;
import org.mailauth.Problem;
import org.mailauth.internal.text.CharacterClasses;

/** Looks for what keeps a report from being one of RFC 9990. */
final class WritableCheck {
    private static final int MOST_PROBLEMS = 100;
    private static final int LONGEST_ID = 200;
    private static final String ATOM_SIGNS = "!#$%&'*+-/=?^_`{|}~";

    private final Findings findings = new Findings(MOST_PROBLEMS);

    private WritableCheck() {}

    static List<Problem> of(AggregateReport report) {
        WritableCheck check = new WritableCheck();
        check.metadata(report.header().metadata());
        check.policy(report.header().policyPublished());
        check.require(!report.rows().isEmpty(), "a record");
        long number = 0;
        for (AggregateRow row : report.rows()) {
            number++;
            check.findings.inRecord(number);
            check.row(row);
        }
        return check.findings.list();
    }

    private void require(boolean there, String what) {
        if (!there) {
            findings.add(Finding.MISSING, "there must be " + what);
        }
    }

    private void domain(String text, String what) {
        if (DomainName.parse(text).value().isEmpty()) {
            findings.add(Finding.DOMAIN, what + " is no domain name: " + ReportText.shown(text));
        }
    }

    private void metadata(ReportMetadata metadata) {
        require(!metadata.orgName().isEmpty(), "org_name");
        require(!metadata.email().isEmpty(), "email");
        require(metadata.begin().isPresent(), "begin");
        require(metadata.end().isPresent(), "end");
        if (!isReportId(metadata.reportId())) {
            findings.add(Finding.REPORT_ID, "report_id must be a dot-atom: " + ReportText.shown(metadata.reportId()));
        }
        boolean timely = metadata.begin().isEmpty()
                || metadata.end().isEmpty()
                || !metadata.end().get().isBefore(metadata.begin().get());
        boolean late = metadata.begin().stream().anyMatch(time -> time.getEpochSecond() < 0);
        if (!timely || late) {
            findings.add(Finding.DATES, "the period must begin after 1970 and before it ends");
        }
        if (metadata.errors().size() > 1) {
            findings.add(Finding.REPEATED, "there may be one error at most");
        }
    }

    /** RFC 9990 §3.5.1: dot-atom-text, and another one behind an @ where there is one. */
    private static boolean isReportId(String id) {
        int at = id.indexOf('@');
        boolean right = at < 0 || isDotAtom(id.substring(at + 1));
        return id.length() <= LONGEST_ID && right && isDotAtom(at < 0 ? id : id.substring(0, at));
    }

    private static boolean isDotAtom(String text) {
        boolean allowed = !text.isEmpty() && !text.startsWith(".") && !text.endsWith(".") && !text.contains("..");
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            allowed &= c == '.' || ATOM_SIGNS.indexOf(c) >= 0 || (c < 0x80 && CharacterClasses.isLetterOrDigit(c));
        }
        return allowed;
    }

    private void policy(PolicyPublished policy) {
        domain(policy.domain(), "the domain of policy_published");
        require(policy.policy().isPresent(), "p");
    }

    private void row(AggregateRow row) {
        require(row.count() > 0, "a count of at least one");
        PolicyEvaluated evaluated = row.policyEvaluated();
        require(evaluated.disposition().isPresent(), "disposition");
        require(evaluated.dkim().isPresent(), "the aligned result of DKIM");
        require(evaluated.spf().isPresent(), "the aligned result of SPF");
        for (PolicyOverrideReason reason : evaluated.reasons()) {
            require(reason.type().isPresent(), "the type of a reason");
            if (reason.type().stream().anyMatch(PolicyOverrideReason.Type::isOld)) {
                findings.add(Finding.OTHER_SHAPE, "the type of a reason is one of RFC 7489");
            }
        }
        domain(row.identifiers().headerFrom(), "header_from");
        row.authResults().dkim().forEach(this::dkim);
        row.authResults().spf().forEach(this::spf);
        if (row.authResults().spf().size() > 1) {
            findings.add(Finding.REPEATED, "there may be one spf at most");
        }
    }

    private void dkim(DkimAuthResult dkim) {
        domain(dkim.domain(), "the domain of dkim");
        require(!dkim.selector().isEmpty(), "the selector of dkim");
        require(dkim.result().isPresent(), "the result of dkim");
        if (dkim.result().equals(Optional.of(AuthResult.SOFTFAIL))) {
            findings.add(Finding.VALUE, "the result of DKIM is \"softfail\", which only SPF has");
        }
    }

    private void spf(SpfAuthResult spf) {
        domain(spf.domain(), "the domain of spf");
        require(spf.result().isPresent(), "the result of spf");
        if (spf.scope().equals(Optional.of(SpfScope.HELO))) {
            findings.add(Finding.OTHER_SHAPE, "the scope is \"helo\", which RFC 9990 no longer has");
        }
    }
}
