package org.mailauth.tlsrpt;

import java.nio.charset.StandardCharsets;
import org.mailauth.DomainName;
import org.mailauth.internal.text.CharacterClasses;
import org.mailauth.internal.text.MessageWriter;

/** Writes the mail that carries a report (RFC 8460 §5.3, RFC 6522, RFC 2045). */
final class MailText {
    private static final int MAX_ID = 100;
    private static final String ID_SIGNS = "!#$%&'*+-/=?^_`{|}~.";

    private final TlsReportMail mail;
    private final MessageWriter text = new MessageWriter();

    MailText(TlsReportMail mail) {
        this.mail = mail;
    }

    byte[] octets() {
        // Neither base64 nor the sentences below have a line that starts like this (RFC 2045 §6.7).
        String boundary = "=_" + mail.unique();
        writeHeader(boundary);
        text.line("--" + boundary)
                .field("Content-Type", "text/plain; charset=us-ascii")
                .field("Content-Transfer-Encoding", "7bit")
                .line("")
                .line("This is an aggregate TLS report from")
                .line(mail.signingDomain().toString())
                .line("about mail to")
                .line(mail.reportDomain() + ".")
                .line("")
                .line("--" + boundary);
        writeReport();
        return text.line("--" + boundary + "--").octets();
    }

    private void writeHeader(String boundary) {
        DomainName submitter = mail.signingDomain();
        String subject = "Report Domain: " + mail.reportDomain() + " Submitter: " + submitter + " Report-ID: <"
                + messageId() + ">";
        text.field("From", mail.from().toString())
                .field("To", mail.to().toString())
                .date(mail.date())
                .field("Subject", subject)
                .field("Message-ID", "<" + mail.unique() + "@" + submitter + ">")
                // RFC 8460 §5.3: both must be there.
                .field("TLS-Report-Domain", mail.reportDomain().toString())
                .field("TLS-Report-Submitter", submitter.toString())
                .field("MIME-Version", "1.0")
                .field("Content-Type", "multipart/report; report-type=tlsrpt; boundary=\"" + boundary + "\"")
                .line("");
    }

    private void writeReport() {
        String type = mail.compressed() ? "application/tlsrpt+gzip" : "application/tlsrpt+json";
        byte[] report = mail.compressed()
                ? mail.report().toGzip()
                : mail.report().toJson().getBytes(StandardCharsets.UTF_8);
        text.field("Content-Type", type)
                .field("Content-Transfer-Encoding", "base64")
                .field("Content-Disposition", "attachment; filename=\"" + mail.fileName() + "\"")
                .line("")
                .base64(report);
    }

    /** RFC 8460 §5.3: left@right. The report's own id, as far as it has the characters of one (RFC 5322 §3.6.4). */
    private String messageId() {
        StringBuilder left = new StringBuilder();
        String id = mail.report().reportId().orElse("");
        for (int at = 0; at < id.length() && left.length() < MAX_ID; at++) {
            char c = id.charAt(at);
            boolean allowed = c < 0x80 && (CharacterClasses.isLetterOrDigit(c) || ID_SIGNS.indexOf(c) >= 0);
            boolean misplacedDot = c == '.' && (left.length() == 0 || left.charAt(left.length() - 1) == '.');
            left.append(allowed && !misplacedDot ? c : '-');
        }
        if (left.length() == 0) {
            left.append(mail.unique());
        }
        if (left.charAt(left.length() - 1) == '.') {
            left.setCharAt(left.length() - 1, '-');
        }
        return left.append('@').append(mail.signingDomain()).toString();
    }

    /** RFC 8460 §5.1, without the extension. */
    static String fileName(TlsReport report, DomainName submitter, DomainName domain) {
        long begin = report.startDatetime().map(time -> time.getEpochSecond()).orElse(0L);
        long end = report.endDatetime().map(time -> time.getEpochSecond()).orElse(0L);
        String id = report.reportId().orElse("");
        boolean unique =
                !id.isEmpty() && id.length() <= MAX_ID && id.chars().allMatch(CharacterClasses::isLetterOrDigit);
        // No sign of a negative number is part of the grammar.
        return submitter + "!" + domain + "!" + Math.max(0, begin) + "!" + Math.max(0, end) + (unique ? "!" + id : "");
    }
}
