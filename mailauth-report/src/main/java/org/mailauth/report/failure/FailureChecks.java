package org.mailauth.report.failure;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Compares a report with what the standards demand of it. */
final class FailureChecks {
    private static final List<String> REQUIRED = List.of("Feedback-Type", "User-Agent", "Version");
    private static final List<String> ONCE = List.of(
            "Feedback-Type",
            "User-Agent",
            "Version",
            "Original-Envelope-Id",
            "Original-Mail-From",
            "Reporting-MTA",
            "Source-IP",
            "Source-Port",
            "Incidents",
            "Auth-Failure",
            "Delivery-Result",
            "Identity-Alignment",
            "DKIM-Domain",
            "DKIM-Identity",
            "DKIM-Selector");
    private static final Set<String> FAILURES = Set.of("adsp", "bodyhash", "revoked", "signature", "spf", "dmarc");
    private static final Set<String> DELIVERY_RESULTS = Set.of("delivered", "spam", "policy", "reject", "other");
    private static final Set<String> ALIGNMENTS = Set.of("dkim", "spf", "none");

    private final FailureReport report;
    private final FailureFindings findings;

    private FailureChecks(FailureReport report, FailureFindings findings) {
        this.report = report;
        this.findings = findings;
    }

    static FailureChecks of(FailureReport report, FailureFindings findings) {
        return new FailureChecks(report, findings);
    }

    void run() {
        REQUIRED.forEach(name -> require(FailureFinding.MISSING, name));
        // RFC 5965 §3.1: the version of the standard is 1.
        report.value("Version")
                .filter(version -> !version.equals("1"))
                .ifPresent(version -> findings.add(FailureFinding.VERSION, "the version is not 1"));
        for (String name : ONCE) {
            atMostOnce(name, report.values(name).size());
        }
        // RFC 5965 §3.2: Received-Date is the older name; either of them, and once.
        atMostOnce(
                "Arrival-Date",
                report.values("Arrival-Date").size()
                        + report.values("Received-Date").size());
        if (report.isAuthFailure()) {
            checkAuthFailure();
        }
        checkValues();
        if (report.original().isEmpty()) {
            findings.add(FailureFinding.ORIGINAL_MISSING, "the reported message is missing");
        }
    }

    private void checkAuthFailure() {
        require(FailureFinding.AUTH_MISSING, "Auth-Failure");
        require(FailureFinding.AUTH_MISSING, "Authentication-Results");
        // RFC 6591 §3.1: there is one of them for each report.
        atMostOnce(
                "Authentication-Results",
                report.values("Authentication-Results").size());
        if (report.isDmarcFailure()) {
            require(FailureFinding.DMARC_MISSING, "Identity-Alignment");
        }
    }

    private void checkValues() {
        oneOf("Auth-Failure", FAILURES);
        oneOf("Delivery-Result", DELIVERY_RESULTS);
        if (!report.identityAlignment().stream().allMatch(word -> ALIGNMENTS.contains(word.toLowerCase(Locale.ROOT)))) {
            badValue("Identity-Alignment");
        }
        if (!report.values("Source-IP").stream().allMatch(Values::isPlainAddress)) {
            badValue("Source-IP");
        }
        if (report.value("Source-Port").isPresent() && report.sourcePort().isEmpty()) {
            badValue("Source-Port");
        }
        if (report.value("Incidents")
                .filter(text -> Values.number(text, 0, Values.MAX_INCIDENTS).isEmpty())
                .isPresent()) {
            badValue("Incidents");
        }
        if (report.authenticationResults().size()
                < report.values("Authentication-Results").size()) {
            badValue("Authentication-Results");
        }
    }

    private void oneOf(String name, Set<String> words) {
        if (!report.values(name).stream().allMatch(value -> words.contains(value.toLowerCase(Locale.ROOT)))) {
            badValue(name);
        }
    }

    private void badValue(String name) {
        findings.add(FailureFinding.VALUE, "the value of " + name + " is not as it must be");
    }

    private void require(FailureFinding finding, String name) {
        if (report.values(name).isEmpty()) {
            findings.add(finding, name + " is missing");
        }
    }

    private void atMostOnce(String name, int times) {
        if (times > 1) {
            findings.add(FailureFinding.REPEATED, name + " is there " + times + " times");
        }
    }
}
