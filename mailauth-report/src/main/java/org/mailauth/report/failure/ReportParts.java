package org.mailauth.report.failure;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.jspecify.annotations.Nullable;
import org.mailauth.message.Message;

/** The three parts of a report (RFC 5965 §2), wherever in the mail they are. What is in the reported message is no part. */
final class ReportParts {
    private static final int MAX_LINE = 64 * 1024;
    private static final int MAX_FIELD = 256 * 1024;
    private static final int MAX_FIELDS = 1_000;
    /** Multiparts in each other. Each of them is a stream that reads from the one around it. */
    private static final int MAX_DEPTH = 16;

    private final FailureReportLimits limits;
    private final FailureFindings findings;
    private int depth;
    private boolean multipartSeen;
    private String contentType = "";
    private byte @Nullable [] text;
    private byte @Nullable [] report;
    private @Nullable String originalType;
    private byte @Nullable [] original;

    private ReportParts(FailureReportLimits limits, FailureFindings findings) {
        this.limits = limits;
        this.findings = findings;
    }

    static ReportParts read(byte[] mail, FailureReportLimits limits, FailureFindings findings) {
        MimeConfig config = MimeConfig.custom()
                .setMaxLineLen(MAX_LINE)
                .setMaxHeaderLen(MAX_FIELD)
                .setMaxHeaderCount(MAX_FIELDS)
                .setCountLineNumbers(false)
                .build();
        ReportParts parts = new ReportParts(limits, findings);
        MimeTokenStream tokens = new MimeTokenStream(config);
        // The reported message is data, whatever it holds: another report in it is not this one.
        tokens.setRecursionMode(RecursionMode.M_NO_RECURSE);
        tokens.parse(new ByteArrayInputStream(mail));
        try {
            parts.walk(tokens);
        } catch (MimeException | IOException broken) {
            findings.add(FailureFinding.MAIL, "the mail cannot be read to its end: " + broken.getMessage());
        }
        return parts;
    }

    private void walk(MimeTokenStream tokens) throws IOException, MimeException {
        EntityState state = tokens.getState();
        while (state != EntityState.T_END_OF_STREAM) {
            if (state == EntityState.T_START_MULTIPART) {
                if (!multipartSeen) {
                    multipartSeen = true;
                    checkContainer(type(tokens.getBodyDescriptor()));
                }
                depth++;
                if (depth > MAX_DEPTH) {
                    findings.add(FailureFinding.LIMIT_NESTING, "more than " + MAX_DEPTH + " parts are in each other");
                    return;
                }
            } else if (state == EntityState.T_FIELD
                    && tokens.getField().getName().equalsIgnoreCase("Content-Type")) {
                contentType = tokens.getField().getBody();
            } else if (state == EntityState.T_END_MULTIPART) {
                depth--;
            } else if (state == EntityState.T_BODY) {
                body(tokens);
            }
            state = tokens.next();
        }
    }

    /** RFC 5965 §2: multipart/report; report-type=feedback-report. */
    private void checkContainer(String type) {
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

    private static String type(BodyDescriptor body) {
        String type = body.getMimeType();
        return type == null ? "" : type.toLowerCase(Locale.ROOT);
    }

    private void body(MimeTokenStream tokens) throws IOException {
        String type = type(tokens.getBodyDescriptor());
        switch (type) {
            case "message/feedback-report" -> {
                if (report == null) {
                    report = octets(tokens);
                } else {
                    findings.add(FailureFinding.SECOND_REPORT, "the mail has a second machine-readable part");
                }
            }
            case "message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers" -> {
                // RFC 5965 §2: the third part. Behind the second only: a forwarder's attachments may come first.
                if (report != null && original == null) {
                    originalType = type;
                    original = octets(tokens);
                }
            }
            default -> {
                if (report == null && text == null && type.equals("text/plain")) {
                    text = octets(tokens);
                }
            }
        }
    }

    private byte[] octets(MimeTokenStream tokens) throws IOException {
        // Decoded text is never longer than the mail, whose length has its limit.
        return tokens.getDecodedInputStream().readNBytes(limits.inputOctets());
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
