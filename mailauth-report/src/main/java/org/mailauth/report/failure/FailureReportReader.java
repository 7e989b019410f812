package org.mailauth.report.failure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.mailauth.Parsed;

/**
 * Reads failure reports (RFC 9991, RFC 6591) and other feedback (RFC 5965) from the mails that carry them.
 *
 * <p>What can be read is read, and every deviation is a problem beside the data. Nothing in a report is proven: whoever
 * reports may invent it, and the reported message is a stranger's. Immutable and thread-safe.
 */
public final class FailureReportReader {
    private final FailureReportLimits limits;

    private FailureReportReader(FailureReportLimits limits) {
        this.limits = limits;
    }

    /**
     * A reader with {@linkplain FailureReportLimits#defaults() limits for strangers}.
     *
     * @return a reader
     */
    public static FailureReportReader withDefaultLimits() {
        return of(FailureReportLimits.defaults());
    }

    /**
     * A reader.
     *
     * @param limits how much is read
     * @return a reader
     */
    public static FailureReportReader of(FailureReportLimits limits) {
        return new FailureReportReader(Objects.requireNonNull(limits, "limits"));
    }

    /**
     * Reads a mail.
     *
     * @param mail its octets, with CRLF or LF
     * @return the report; unusable without a part {@code message/feedback-report} (RFC 5965 §3)
     */
    public Parsed<FailureReport> read(byte[] mail) {
        FailureFindings findings = new FailureFindings(limits.problems());
        byte[] readable = mail;
        if (mail.length > limits.inputOctets()) {
            findings.add(FailureFinding.LIMIT_INPUT, "the mail has more than " + limits.inputOctets() + " octets");
            readable = Arrays.copyOf(mail, limits.inputOctets());
        }
        ReportParts parts = ReportParts.read(readable, limits, findings);
        Optional<byte[]> part = parts.report();
        if (part.isEmpty()) {
            findings.add(FailureFinding.NOT_A_REPORT, "the mail has no part message/feedback-report");
            return Parsed.unusable(findings.list());
        }
        List<FailureReportField> fields = FieldLines.read(part.get(), limits, findings);
        FailureReport report = new FailureReport(fields, parts.text(), parts.original());
        FailureChecks.of(report, findings).run();
        return Parsed.of(report, findings.list());
    }

    /**
     * Reads a mail.
     *
     * @param mail a stream, read to its end or to the limit, and not closed
     * @return the report; unusable without a part {@code message/feedback-report} (RFC 5965 §3)
     * @throws IOException when the stream fails
     */
    public Parsed<FailureReport> read(InputStream mail) throws IOException {
        return read(mail.readNBytes(limits.inputOctets() + 1));
    }

    /**
     * Reads a mail.
     *
     * @param file the file it is in
     * @return the report; unusable without a part {@code message/feedback-report} (RFC 5965 §3)
     * @throws IOException when the file cannot be read
     */
    public Parsed<FailureReport> read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        }
    }
}
