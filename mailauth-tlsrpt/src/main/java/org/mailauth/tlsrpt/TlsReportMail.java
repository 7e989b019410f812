package org.mailauth.tlsrpt;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.MailAddress;
import org.mailauth.message.Message;

/**
 * The mail that carries a report (RFC 8460 §5.3): {@code multipart/report} with a sentence for people and the report, compressed
 * unless told otherwise, in lines of at most 78 octets.
 *
 * <p>RFC 8460 §3: the mail <b>must</b> carry a DKIM signature by {@link #signingDomain()} that covers the whole body (no
 * {@code l=}), and the recipient must ignore it otherwise; the key record should say {@code s=tlsrpt}. Sign what
 * {@link #message()} gives before it is sent, and retry delivery for at most 24 hours (§5.5).
 *
 * <p>Nothing that the report says gets into the header unless it consists of letters, digits and a few harmless signs. The
 * octets depend on nothing but what the builder was given (and, if compressed, on the platform's compressor). Immutable and
 * thread-safe.
 */
public final class TlsReportMail {
    private final TlsReport report;
    private final DomainName reportDomain;
    private final DomainName submitter;
    private final MailAddress from;
    private final MailAddress to;
    private final boolean compressed;
    private final Instant date;
    private final String unique;

    private TlsReportMail(Builder of) {
        this.report = required("report", of.report);
        this.reportDomain = required("reportDomain", of.reportDomain);
        this.from = required("from", of.from);
        this.to = required("to", of.to);
        this.submitter = required("submitter", of.submitter);
        this.compressed = of.compressed;
        this.date = required("clock", of.clock).instant();
        RandomGenerator random = required("random", of.random);
        this.unique = Long.toHexString(random.nextLong()) + '.' + Long.toHexString(random.nextLong());
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
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The domain that must sign the mail by DKIM, with the key's service type {@code tlsrpt} if it has one (RFC 8460 §3).
     *
     * @return the submitter
     */
    public DomainName signingDomain() {
        return submitter;
    }

    /**
     * The name of the attachment (RFC 8460 §5.1):
     * {@code submitter!report-domain!begin!end!unique-id.json.gz}, times in seconds since 1970.
     *
     * @return the name; without a unique id unless the report's id consists of letters and digits
     */
    public String fileName() {
        return MailText.fileName(report, submitter, reportDomain) + (compressed ? ".json.gz" : ".json");
    }

    /**
     * The mail, not signed yet.
     *
     * @return a message with CRLF line ends
     */
    public Message message() {
        return Message.of(new MailText(this).octets());
    }

    TlsReport report() {
        return report;
    }

    DomainName reportDomain() {
        return reportDomain;
    }

    MailAddress from() {
        return from;
    }

    MailAddress to() {
        return to;
    }

    boolean compressed() {
        return compressed;
    }

    Instant date() {
        return date;
    }

    String unique() {
        return unique;
    }

    /** Collects what the mail needs. Not thread-safe. */
    public static final class Builder {
        private @Nullable TlsReport report;
        private @Nullable DomainName reportDomain;
        private @Nullable DomainName submitter;
        private @Nullable MailAddress from;
        private @Nullable MailAddress to;
        private boolean compressed = true;
        private @Nullable Clock clock;
        private @Nullable RandomGenerator random;

        private Builder() {}

        /**
         * What is reported. Required.
         *
         * @param value the report; where its {@code contact-info} is an address, that one's domain becomes the submitter
         * @return this builder
         */
        public Builder report(TlsReport value) {
            report = Objects.requireNonNull(value, "value");
            if (submitter == null) {
                Optional<MailAddress> contact = value.contactInfo()
                        .flatMap(text -> MailAddress.parse(text).value());
                submitter = contact.flatMap(MailAddress::domain).orElse(null);
            }
            return this;
        }

        /**
         * The domain that the report is about: where {@link TlsRptLookup} found the record. Required.
         *
         * @param domain value of {@code TLS-Report-Domain}
         * @return this builder
         */
        public Builder reportDomain(DomainName domain) {
            reportDomain = Objects.requireNonNull(domain, "domain");
            return this;
        }

        /**
         * The organization that reports. Required, where the report's {@code contact-info} is no address.
         *
         * @param domain value of {@code TLS-Report-Submitter}; it must be able to sign by DKIM
         * @return this builder
         */
        public Builder submitter(DomainName domain) {
            submitter = Objects.requireNonNull(domain, "domain");
            return this;
        }

        /**
         * The author. Required.
         *
         * @param address an address of the submitter
         * @return this builder
         */
        public Builder from(MailAddress address) {
            from = Objects.requireNonNull(address, "address");
            return this;
        }

        /**
         * The recipient. Required.
         *
         * @param address what {@link TlsRptUri#mailAddress()} says; with more than ASCII it takes SMTPUTF8 to deliver the mail
         * @return this builder
         */
        public Builder to(MailAddress address) {
            to = Objects.requireNonNull(address, "address");
            return this;
        }

        /**
         * Sends the report as {@code application/tlsrpt+json}; by default it is compressed, as it should be (RFC 8460 §5.2).
         *
         * @return this builder
         */
        public Builder uncompressed() {
            compressed = false;
            return this;
        }

        /**
         * What time it is. Required.
         *
         * @param value where the Date field is taken from
         * @return this builder
         */
        public Builder clock(Clock value) {
            clock = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * What makes the Message-ID and the boundary unique. Required.
         *
         * @param value a source of random numbers
         * @return this builder
         */
        public Builder random(RandomGenerator value) {
            random = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Makes the mail.
         *
         * @return the mail
         * @throws IllegalStateException when something required is missing
         */
        public TlsReportMail build() {
            return new TlsReportMail(this);
        }
    }
}
