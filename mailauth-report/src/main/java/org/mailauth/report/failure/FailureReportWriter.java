package org.mailauth.report.failure;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.MailAddress;
import org.mailauth.dmarc.DmarcEvaluation;
import org.mailauth.dmarc.DmarcRecord;
import org.mailauth.dmarc.DmarcResult;
import org.mailauth.dmarc.PublicSuffixFlag;
import org.mailauth.internal.text.CharacterClasses;
import org.mailauth.message.Message;
import org.mailauth.report.failure.FailureReportWriting.Refusal;

/**
 * Decides whether a failure of DMARC is reported, and writes the report (RFC 9991, RFC 6591, RFC 5965).
 *
 * <p>A report tells the owner of the author domain what failed, and as little as possible about people (RFC 9991 §8, RFC 6590):
 * by default the fields From, Sender and Message-ID with hashes for what stands before the at sign, and algorithm, domain and
 * selector of DKIM signatures. All else of the message is removed, and the report says what. The body is never told.
 *
 * <p>What the caller must do: ask whether destinations outside of the domain consent ({@code ExternalDestinations}), limit how
 * many reports go to one place (RFC 9991 §2), sign the mail so that it passes DMARC itself (RFC 9991 §5.1), and send it with
 * the null reverse-path. Immutable and thread-safe; no argument may be null.
 */
public final class FailureReportWriter {
    private static final String FEEDBACK_REPORT = "report-type=feedback-report";

    private final DomainName host;
    private final MailAddress from;
    private final String userAgent;
    private final FailureReportRedaction redaction;

    private FailureReportWriter(Builder of) {
        this.host = required("host", of.host);
        this.from = required("from", of.from);
        this.userAgent = of.userAgent;
        this.redaction = of.redaction;
    }

    private static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException(name + " is required");
        }
        return value;
    }

    /**
     * Starts a writer.
     *
     * @param redaction what is told about people; there is no default, since its key is the caller's secret
     * @return a builder
     */
    public static Builder builder(FailureReportRedaction redaction) {
        return new Builder(Objects.requireNonNull(redaction, "redaction"));
    }

    /**
     * Writes the report about a message, unless none is to be sent.
     *
     * @param message what arrived
     * @param to where the record's {@code ruf} says; at least one
     * @param now when the report is written; of the years 1 to 9999
     * @return the mail, or why there is none
     * @throws IllegalArgumentException when {@code to} is empty
     */
    public FailureReportWriting write(FailedMessage message, List<MailAddress> to, Instant now) {
        if (to.isEmpty()) {
            throw new IllegalArgumentException("to must not be empty");
        }
        Optional<Refusal> refusal = refusal(message);
        if (refusal.isPresent()) {
            return new FailureReportWriting.Refused(refusal.get());
        }
        Removals removed = new Removals();
        removed.add(FailureReportRemoval.Kind.BODY, "");
        List<FailureReportField> fields = new ReportFields(host, userAgent, redaction, removed).of(message);
        DomainName author = message.evaluation().authorDomain().orElseThrow();
        DomainName owner = message.evaluation().organizationalDomain().orElse(author);
        byte[] header = ReportedHeader.write(message.header(), owner, redaction, removed);
        List<FailureReportRemoval> removals = removed.list();
        FailureReportMail mail = new FailureReportMail(host, from, to, now);
        byte[] text = mail.text(message, removals);
        FailureReport report = new FailureReport(
                fields,
                Optional.of(text),
                Optional.of(new ReportedMessage(FailureReportMail.HEADERS, true, Message.of(header))));
        return new FailureReportWriting.Written(
                report, mail.message(author, fields, text, header, redaction.isWholeHeader()), removals);
    }

    private static Optional<Refusal> refusal(FailedMessage message) {
        DmarcEvaluation evaluation = message.evaluation();
        DmarcResult result = evaluation.result();
        Optional<DmarcRecord> record = evaluation.record();
        boolean decided = result == DmarcResult.PASS || result == DmarcResult.FAIL;
        if (!decided || record.isEmpty() || evaluation.authorDomain().isEmpty()) {
            return Optional.of(Refusal.NO_VERDICT);
        }
        FailedMechanisms failed = FailedMechanisms.of(evaluation);
        if (!failed.any()) {
            return Optional.of(Refusal.NOTHING_FAILED);
        }
        DmarcRecord published = record.get();
        // RFC 9989 §4.7: without ruf no report. RFC 9991 §2: nor for ruf of a public suffix, unless that is agreed
        // upon.
        boolean asked = !published.failureReportUris().isEmpty()
                && published.publicSuffixFlag() != PublicSuffixFlag.YES
                && failed.areAskedFor(published.failureReportOptions(), result);
        if (!asked) {
            return Optional.of(Refusal.NOT_ASKED_FOR);
        }
        boolean isReport = message.header().named("Content-Type").stream()
                .anyMatch(field -> field.unfoldedBody()
                        .toLowerCase(Locale.ROOT)
                        .chars()
                        // RFC 2045 §5.1: blanks around the equals sign and quotes change nothing
                        .filter(c -> c != ' ' && c != '\t' && c != '"')
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString()
                        .contains(FEEDBACK_REPORT));
        return isReport ? Optional.of(Refusal.IS_A_REPORT) : Optional.empty();
    }

    /** Collects who reports. Not thread-safe. */
    public static final class Builder {
        private final FailureReportRedaction redaction;
        private @Nullable DomainName host;
        private @Nullable MailAddress from;
        private String userAgent = "mailauth";

        private Builder(FailureReportRedaction redaction) {
            this.redaction = redaction;
        }

        /**
         * The host that received the message. Required.
         *
         * @param name its name, which is the authserv-id of the results, too
         * @return this builder
         */
        public Builder host(DomainName name) {
            host = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * The author of reports. Required.
         *
         * @param address an address whose domain signs the mail
         * @return this builder
         */
        public Builder from(MailAddress address) {
            from = Objects.requireNonNull(address, "address");
            return this;
        }

        /**
         * The program that reports.
         *
         * @param product name and version, such as {@code Example/1.2}; {@code mailauth} by default
         * @return this builder
         * @throws IllegalArgumentException when it does not consist of one to 100 characters of ASCII without blanks
         */
        public Builder userAgent(String product) {
            if (product.isEmpty() || product.length() > 100 || !product.chars().allMatch(c -> c == '/' || token(c))) {
                throw new IllegalArgumentException("product must be a name, or a name, a slash and a version");
            }
            userAgent = product;
            return this;
        }

        private static boolean token(int c) {
            return c < 0x80 && CharacterClasses.isToken(c);
        }

        /**
         * Makes the writer.
         *
         * @return the writer
         * @throws IllegalStateException when something required is missing
         */
        public FailureReportWriter build() {
            return new FailureReportWriter(this);
        }
    }
}
