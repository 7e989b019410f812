package org.mailauth.report.failure;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.message.Message;
import org.mailauth.report.internal.mail.MailParts;

/** The three parts of a report (RFC 5965 §2), wherever in the mail they are. What is in the reported message is no part. */
final class ReportParts implements MailParts.PartHandler {
    private final FailureReportLimits limits;
    private final FailureFindings findings;
    private boolean multipartSeen;
    private byte @Nullable [] text;
    private byte @Nullable [] report;
    private @Nullable String originalType;
    private byte @Nullable [] original;

    private ReportParts(FailureReportLimits limits, FailureFindings findings) {
        this.limits = limits;
        this.findings = findings;
    }

    static ReportParts read(byte[] mail, FailureReportLimits limits, FailureFindings findings) {
        ReportParts parts = new ReportParts(limits, findings);
        try {
            // The reported message is data, whatever it holds: another report in it is not this one.
            MailParts.End end = MailParts.read(new ByteArrayInputStream(mail), limits.inputOctets(), false, parts);
            if (end == MailParts.End.TOO_DEEP) {
                findings.add(
                        FailureFinding.LIMIT_NESTING, "more than " + MailParts.MAX_DEPTH + " parts are in each other");
            }
        } catch (IOException broken) {
            findings.add(FailureFinding.MAIL, "the mail cannot be read to its end: " + broken.getMessage());
        }
        return parts;
    }

    @Override
    public void multipart(String type, String contentType) {
        if (!multipartSeen) {
            multipartSeen = true;
            checkContainer(type, contentType);
        }
    }

    /** RFC 5965 §2: multipart/report; report-type=feedback-report. */
    private void checkContainer(String type, String contentType) {
        StringBuilder bare = new StringBuilder();
        contentType
                .toLowerCase(Locale.ROOT)
                .chars()
                .filter(c -> c > ' ' && c != '"')
                .forEach(c -> bare.append((char) c));
        if (!type.equals("multipart/report")) {
            findings.add(FailureFinding.CONTAINER, "the mail is no multipart/report");
        } else if (bare.indexOf(";report-type=feedback-report") < 0) {
            findings.add(FailureFinding.CONTAINER, "the report-type is not feedback-report");
        }
    }

    @Override
    public boolean part(int number, String type, InputStream decoded) throws IOException {
        switch (type) {
            case "message/feedback-report" -> {
                if (report == null) {
                    report = octets(decoded);
                } else {
                    findings.add(FailureFinding.SECOND_REPORT, "the mail has a second machine-readable part");
                }
            }
            case "message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers" -> {
                // RFC 5965 §2: the third part. Behind the second only: a forwarder's attachments may come first.
                if (report != null && original == null) {
                    originalType = type;
                    original = octets(decoded);
                }
            }
            default -> {
                if (report == null && text == null && type.equals("text/plain")) {
                    text = octets(decoded);
                }
            }
        }
        return true;
    }

    private byte[] octets(InputStream decoded) throws IOException {
        // Decoded text is never longer than the mail, whose length has its limit.
        return decoded.readNBytes(limits.inputOctets());
    }

    /** The sentences for people; empty without them. */
    Optional<byte[]> text() {
        return Optional.ofNullable(text);
    }

    /** The machine-readable part. */
    Optional<byte[]> report() {
        return Optional.ofNullable(report);
    }

    /** The reported message. */
    Optional<ReportedMessage> original() {
        if (original == null || originalType == null) {
            return Optional.empty();
        }
        boolean headerOnly = originalType.endsWith("headers");
        return Optional.of(new ReportedMessage(originalType, headerOnly, Message.of(original)));
    }
}
