package org.mailauth.cli.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mailauth.dmarc.DmarcPolicy;
import org.mailauth.report.dmarc.AggregateReportHeader;
import org.mailauth.report.dmarc.AggregateRow;
import org.mailauth.report.dmarc.AlignedResult;
import org.mailauth.report.dmarc.AuthResult;
import org.mailauth.report.dmarc.Disposition;
import org.mailauth.report.dmarc.PolicyOverrideReason;

/** Rows of aggregate reports as CSV, one record each. */
final class DmarcRows {
    private DmarcRows() {}

    static String head() {
        return CsvLine.of(List.of(
                "file",
                "reporter",
                "report_id",
                "begin",
                "end",
                "policy_domain",
                "p",
                "source_ip",
                "count",
                "class",
                "disposition",
                "dkim",
                "spf",
                "reasons",
                "header_from",
                "envelope_from",
                "envelope_to",
                "auth_dkim",
                "auth_spf"));
    }

    static String row(String file, AggregateReportHeader header, AggregateRow row) {
        return CsvLine.of(List.of(
                file,
                header.metadata().orgName(),
                header.metadata().reportId(),
                header.metadata().begin().map(Instant::toString).orElse(""),
                header.metadata().end().map(Instant::toString).orElse(""),
                header.policyPublished().domain(),
                header.policyPublished().policy().map(DmarcPolicy::word).orElse(""),
                row.sourceIp().getHostAddress(),
                String.valueOf(row.count()),
                RowClass.of(row).member(),
                row.policyEvaluated().disposition().map(Disposition::word).orElse(""),
                row.policyEvaluated().dkim().map(AlignedResult::word).orElse(""),
                row.policyEvaluated().spf().map(AlignedResult::word).orElse(""),
                row.policyEvaluated().reasons().stream()
                        .map(reason -> reason.type()
                                .map(PolicyOverrideReason.Type::word)
                                .orElse("unknown"))
                        .collect(Collectors.joining(" ")),
                row.identifiers().headerFrom(),
                row.identifiers().envelopeFrom().orElse(""),
                row.identifiers().envelopeTo().orElse(""),
                row.authResults().dkim().stream()
                        .map(result -> result.domain() + "/" + result.selector() + "=" + word(result.result()))
                        .collect(Collectors.joining(" ")),
                row.authResults().spf().stream()
                        .map(result -> result.domain() + "=" + word(result.result()))
                        .collect(Collectors.joining(" "))));
    }

    private static String word(Optional<AuthResult> result) {
        return result.map(AuthResult::word).orElse("");
    }
}
