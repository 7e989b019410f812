package org.mailauth.cli.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.mailauth.tlsrpt.TlsFailureDetails;
import org.mailauth.tlsrpt.TlsPolicyReport;
import org.mailauth.tlsrpt.TlsReport;

/** TLS reports as CSV: a record for each policy with its counts, and behind it one for each kind of failure. */
final class TlsRows {
    private static final int SHARED = 7;
    private static final List<String> HEAD = List.of(
            "file",
            "reporter",
            "report_id",
            "start",
            "end",
            "policy_type",
            "policy_domain",
            "successful_sessions",
            "failed_sessions",
            "result_type",
            "result_sessions",
            "sending_mta_ip",
            "receiving_mx",
            "receiving_helo",
            "receiving_ip",
            "reason",
            "more");

    private TlsRows() {}

    static String head() {
        return CsvLine.of(HEAD);
    }

    static String rows(String file, TlsReport report) {
        StringBuilder rows = new StringBuilder();
        for (TlsPolicyReport policy : report.policies()) {
            List<String> shared = List.of(
                    file,
                    report.organizationName().orElse(""),
                    report.reportId().orElse(""),
                    report.startDatetime().map(Instant::toString).orElse(""),
                    report.endDatetime().map(Instant::toString).orElse(""),
                    policy.policyType().orElse(""),
                    policy.policyDomain().orElse(""));
            rows.append(line(
                    shared,
                    List.of(number(policy.totalSuccessfulSessionCount()), number(policy.totalFailureSessionCount()))));
            for (TlsFailureDetails failure : policy.failureDetails()) {
                rows.append(line(
                        shared,
                        List.of(
                                // empty: the sum over the column stays right
                                "",
                                "",
                                failure.resultType().orElse(""),
                                number(failure.failedSessionCount()),
                                failure.sendingMtaIp().orElse(""),
                                failure.receivingMxHostname().orElse(""),
                                failure.receivingMxHelo().orElse(""),
                                failure.receivingIp().orElse(""),
                                failure.failureReasonCode().orElse(""),
                                failure.additionalInformation().orElse(""))));
            }
        }
        return rows.toString();
    }

    private static String line(List<String> shared, List<String> own) {
        List<String> fields = new ArrayList<>(HEAD.size());
        fields.addAll(shared.subList(0, SHARED));
        fields.addAll(own);
        while (fields.size() < HEAD.size()) {
            fields.add("");
        }
        return CsvLine.of(fields);
    }

    private static String number(OptionalLong count) {
        return count.isPresent() ? String.valueOf(count.getAsLong()) : "";
    }
}
