package org.mailauth.report.advice;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.mailauth.DomainName;
import org.mailauth.dmarc.DmarcMode;
import org.mailauth.dmarc.DmarcRecord;
import org.mailauth.report.dmarc.AggregateReportHeader;
import org.mailauth.report.dmarc.AggregateRow;
import org.mailauth.report.dmarc.AlignedResult;
import org.mailauth.report.dmarc.AuthResult;
import org.mailauth.report.dmarc.AuthResults;
import org.mailauth.report.dmarc.Identifiers;
import org.mailauth.report.dmarc.PolicyEvaluated;
import org.mailauth.report.dmarc.PolicyOverrideReason;
import org.mailauth.report.dmarc.PolicyPublished;
import org.mailauth.report.dmarc.ReportMetadata;
import org.mailauth.report.dmarc.SpfAuthResult;

/** Rows as the reader hands them over, for tests with too many of them to write XML. */
final class Rows {
    static final DomainName DOMAIN = DomainName.of("example.com");

    private Rows() {}

    /** The header of a report of a day; one in the older shape does not say {@code t}. */
    static AggregateReportHeader header(LocalDate day, String reporter, DmarcRecord record, boolean older) {
        PolicyPublished seen = PolicyPublished.of(DOMAIN, record, DmarcMode.rfc9989());
        PolicyPublished published = new PolicyPublished(
                seen.domain(),
                seen.policy(),
                seen.subdomainPolicy(),
                seen.nonexistentSubdomainPolicy(),
                seen.dkimAlignment(),
                seen.spfAlignment(),
                seen.discoveryMethod(),
                seen.failureReportOptions(),
                older ? Optional.empty() : seen.testing(),
                older ? OptionalInt.of(record.percent()) : seen.percent());
        return AggregateReportHeader.of(
                new ReportMetadata(
                        reporter,
                        "d@example.net",
                        Optional.empty(),
                        "r1",
                        Optional.of(day.atStartOfDay(ZoneOffset.UTC).toInstant()),
                        Optional.of(day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()),
                        List.of(),
                        Optional.empty()),
                published);
    }

    /** A row; {@code authenticated} is a domain of its own with an SPF pass, or empty; so is the word of the override. */
    static AggregateRow row(
            String ip,
            long count,
            boolean dkim,
            boolean spf,
            String authenticated,
            Optional<PolicyOverrideReason.Type> override) {
        return new AggregateRow(
                address(ip),
                count,
                new PolicyEvaluated(
                        Optional.empty(),
                        Optional.of(dkim ? AlignedResult.PASS : AlignedResult.FAIL),
                        Optional.of(spf ? AlignedResult.PASS : AlignedResult.FAIL),
                        override.map(type -> List.of(PolicyOverrideReason.of(type, "")))
                                .orElse(List.of())),
                new Identifiers("example.com", Optional.empty(), Optional.empty()),
                new AuthResults(
                        List.of(),
                        authenticated.isEmpty()
                                ? List.of()
                                : List.of(new SpfAuthResult(
                                        authenticated,
                                        Optional.empty(),
                                        Optional.of(AuthResult.PASS),
                                        Optional.empty()))));
    }

    private static InetAddress address(String ip) {
        try {
            String[] numbers = ip.split("\\.", -1);
            byte[] octets = new byte[4];
            for (int at = 0; at < 4; at++) {
                octets[at] = (byte) Integer.parseInt(numbers[at]);
            }
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
