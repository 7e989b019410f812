package org.mailauth.report.dmarc;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Who reports, and of which time (RFC 9990 §3.1.1). Whatever the report lacks is empty.
 *
 * <p>Immutable and thread-safe; no component is null.
 *
 * @param orgName the organization that reports
 * @param email how to reach it: a stranger's text, mostly an address
 * @param extraContactInfo more of that
 * @param reportId what distinguishes the report from others of the same organization (RFC 9990 §3.5.1)
 * @param begin first second of the period
 * @param end last second of the period; may lie before its begin, which a problem then says
 * @param errors what went wrong on the receiver's side; RFC 9990 has at most one
 * @param generator the software
 */
public record ReportMetadata(
        String orgName,
        String email,
        Optional<String> extraContactInfo,
        String reportId,
        Optional<Instant> begin,
        Optional<Instant> end,
        List<String> errors,
        Optional<String> generator) {

    /**
     * Cleans the texts, and takes times to the second.
     *
     * @param orgName the organization that reports
     * @param email how to reach it: a stranger's text, mostly an address
     * @param extraContactInfo more of that
     * @param reportId what distinguishes the report from others of the same organization (RFC 9990 §3.5.1)
     * @param begin first second of the period
     * @param end last second of the period; may lie before its begin, which a problem then says
     * @param errors what went wrong on the receiver's side; RFC 9990 has at most one
     * @param generator the software
     */
    public ReportMetadata {
        orgName = ReportText.clean(orgName);
        email = ReportText.clean(email);
        extraContactInfo = ReportText.clean(extraContactInfo);
        reportId = ReportText.clean(reportId);
        begin = begin.map(time -> time.truncatedTo(ChronoUnit.SECONDS));
        end = end.map(time -> time.truncatedTo(ChronoUnit.SECONDS));
        errors = errors.stream().map(ReportText::clean).toList();
        generator = ReportText.clean(generator);
    }
}
