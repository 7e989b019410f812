package org.mailauth.tlsrpt;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a sender reports about the TLS of its sessions with the servers of one domain (RFC 8460 §4.4).
 *
 * <p>A report that was read may lack any field ({@link TlsReportReader}); one that is {@linkplain #builder() built} has them
 * all. Every text is as the report has it, and may be anything: who shows one to people makes it visible first. Immutable and
 * thread-safe.
 *
 * @param organizationName {@code organization-name}: who reports
 * @param startDatetime {@code start-datetime}: the first second covered; years 0 to 9999
 * @param endDatetime {@code end-datetime}: the last second covered; years 0 to 9999
 * @param contactInfo {@code contact-info}: an address of who reports
 * @param reportId {@code report-id}
 * @param policies {@code policies}
 */
public record TlsReport(
        Optional<String> organizationName,
        Optional<Instant> startDatetime,
        Optional<Instant> endDatetime,
        Optional<String> contactInfo,
        Optional<String> reportId,
        List<TlsPolicyReport> policies) {
    /**
     * Copies the lists and checks the components.
     *
     * @param organizationName {@code organization-name}: who reports
     * @param startDatetime {@code start-datetime}: the first second covered; years 0 to 9999
     * @param endDatetime {@code end-datetime}: the last second covered; years 0 to 9999
     * @param contactInfo {@code contact-info}: an address of who reports
     * @param reportId {@code report-id}
     * @param policies {@code policies}
     */
    public TlsReport {
        Objects.requireNonNull(organizationName, "organizationName");
        requireYear("startDatetime", startDatetime);
        requireYear("endDatetime", endDatetime);
        Objects.requireNonNull(contactInfo, "contactInfo");
        Objects.requireNonNull(reportId, "reportId");
        policies = List.copyOf(policies);
    }

    private static void requireYear(String name, Optional<Instant> time) {
        if (time.isPresent() && !DateTimes.isWritable(time.get())) {
            throw new IllegalArgumentException(name + " must lie in the years 0 to 9999: " + time.get());
        }
    }

    /**
     * Starts a report of one's own.
     *
     * @return a builder that wants every field
     */
    public static TlsReportBuilder builder() {
        return new TlsReportBuilder();
    }

    /**
     * Writes the report as JSON: strict I-JSON (RFC 7493) in UTF-8, times as RFC 3339 has them. What is empty is left out;
     * halves of surrogate pairs and noncharacters become U+FFFD.
     *
     * @param out where to; it is not closed
     * @throws IOException when {@code out} does
     */
    public void writeTo(OutputStream out) throws IOException {
        ReportWriter.write(this, out);
    }

    /**
     * The report as JSON, see {@link #writeTo}: media type {@code application/tlsrpt+json}.
     *
     * @return the text
     */
    public String toJson() {
        return ReportWriter.octets(this).toString(StandardCharsets.UTF_8);
    }

    /**
     * The report as JSON, compressed: media type {@code application/tlsrpt+gzip}.
     *
     * @return octets of one gzip member
     */
    public byte[] toGzip() {
        return ReportWriter.gzip(this);
    }
}
