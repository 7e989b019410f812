package org.mailauth.report.dmarc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.MailAddress;
import org.mailauth.Problem;
import org.mailauth.internal.text.CharacterClasses;
import org.mailauth.internal.text.MessageWriter;
import org.mailauth.message.Message;

/**
 * The mail that carries a report (RFC 9990 §3.5.2): a sentence for people and the report, compressed by gzip.
 *
 * <p>RFC 9990 §3.5.2: the mail must itself pass DMARC. Sign what {@link #message()} gives by DKIM with the domain of its author
 * before it is sent. Nothing of the report but its id and domain gets into the header, and both consist of harmless signs. The
 * octets depend on nothing but what the builder was given, and on the platform's compressor. Immutable and thread-safe.
 */
public final class AggregateReportMail {
    private final AggregateReport report;
    private final DomainName policyDomain;
    private final DomainName submitter;
    private final MailAddress from;
    private final List<MailAddress> to;
    private final Instant date;

    private AggregateReportMail(Builder of) {
        this.report = of.report;
        List<Problem> problems = AggregateReportWriter.problems(report);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("report cannot be written: " + problems.get(0));
        }
        this.policyDomain = report.header().policyPublished().policyDomain().orElseThrow();
        this.submitter = required("submitter", of.submitter);
        this.from = required("from", of.from);
        this.to = List.copyOf(of.to);
        this.date = required("date", of.date);
        if (to.isEmpty()) {
            throw new IllegalStateException("to is required");
        }
    }

    private static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException(name + " is required");
        }
        return value;
    }

    /**
     * Starts a mail.
     *
     * @param report what is reported, without {@linkplain AggregateReportWriter#problems problems}
     * @return a builder
     */
    public static Builder builder(AggregateReport report) {
        return new Builder(Objects.requireNonNull(report, "report"));
    }

    /**
     * The name of the attachment (RFC 9990 §3.5.2): {@code submitter!policy-domain!begin!end!unique-id.xml.gz}, times in
     * seconds since 1970. Whoever sends a report again uses the same name.
     *
     * @return the name; without a unique id unless the report's id consists of letters and digits
     */
    public String fileName() {
        ReportMetadata metadata = report.header().metadata();
        String id = metadata.reportId();
        boolean unique = id.chars().allMatch(CharacterClasses::isLetterOrDigit);
        return submitter + "!" + policyDomain + "!" + seconds(metadata.begin().orElseThrow()) + "!"
                + seconds(metadata.end().orElseThrow()) + (unique ? "!" + id : "") + ".xml.gz";
    }

    private static long seconds(Instant time) {
        return time.getEpochSecond();
    }

    /**
     * The value of Subject (RFC 9990 §3.5.2).
     *
     * @return one line of ASCII
     */
    public String subject() {
        return "Report Domain: " + policyDomain + " Submitter: " + submitter + " Report-ID: <"
                + report.header().metadata().reportId() + ">";
    }

    /**
     * The mail, not signed yet.
     *
     * @return a message with CRLF line ends
     */
    public Message message() {
        String unique = unique();
        // Neither base64 nor the sentences below have a line that starts like this (RFC 2045 §6.7).
        String boundary = "=_" + unique;
        MessageWriter mail = new MessageWriter()
                .field("From", from.toString())
                .field("To", to.stream().map(MailAddress::toString).collect(Collectors.joining(", ")))
                .date(date)
                .field("Subject", subject())
                .field("Message-ID", "<" + unique + "@" + submitter + ">")
                .field("Auto-Submitted", "auto-generated")
                .field("MIME-Version", "1.0")
                .field("Content-Type", "multipart/mixed; boundary=\"" + boundary + "\"")
                .line("")
                .line("--" + boundary)
                .field("Content-Type", "text/plain; charset=us-ascii")
                .line("")
                .line("This is a DMARC aggregate report from")
                .line(submitter.toString())
                .line("about mail from")
                .line(policyDomain + ".")
                .line("")
                .line("--" + boundary)
                .field("Content-Type", "application/gzip")
                .field("Content-Transfer-Encoding", "base64")
                .field("Content-Disposition", "attachment; filename=\"" + fileName() + "\"")
                .line("")
                .base64(AggregateReportWriter.toGzip(report))
                .line("--" + boundary + "--");
        return Message.of(mail.octets());
    }

    /** The same for the same mail, and for no other. */
    private String unique() {
        String all = fileName() + "\n" + subject() + "\n" + from + "\n" + to + "\n" + date;
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** Collects what the mail needs. Not thread-safe. */
    public static final class Builder {
        private final AggregateReport report;
        private @Nullable DomainName submitter;
        private @Nullable MailAddress from;
        private final List<MailAddress> to = new ArrayList<>();
        private @Nullable Instant date;

        private Builder(AggregateReport report) {
            this.report = report;
        }

        /**
         * The organization that reports. Required.
         *
         * @param domain the domain that Subject and file name give
         * @return this builder
         */
        public Builder submitter(DomainName domain) {
            submitter = Objects.requireNonNull(domain, "domain");
            return this;
        }

        /**
         * The author. Required.
         *
         * @param address an address whose domain signs the mail
         * @return this builder
         */
        public Builder from(MailAddress address) {
            from = Objects.requireNonNull(address, "address");
            return this;
        }

        /**
         * A recipient; at least one is required.
         *
         * @param address a destination that the record asks for and that consents; with more than ASCII it takes SMTPUTF8 to
         *     deliver the mail
         * @return this builder
         */
        public Builder to(MailAddress address) {
            to.add(Objects.requireNonNull(address, "address"));
            return this;
        }

        /**
         * When the mail is written. Required.
         *
         * @param time for the Date field
         * @return this builder
         */
        public Builder date(Instant time) {
            date = Objects.requireNonNull(time, "time");
            return this;
        }

        /**
         * Makes the mail.
         *
         * @return the mail
         * @throws IllegalStateException when something required is missing
         * @throws IllegalArgumentException when the report has {@linkplain AggregateReportWriter#problems problems}
         */
        public AggregateReportMail build() {
            return new AggregateReportMail(this);
        }
    }
}
