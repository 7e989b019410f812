package org.mailauth.tlsrpt;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import org.mailauth.DomainName;
import org.mailauth.internal.text.CharacterClasses;
import org.mailauth.internal.text.Folding;

/** Writes the mail that carries a report (RFC 8460 §5.3, RFC 6522, RFC 2045). */
final class MailText {
    private static final String CRLF = "\r\n";
    private static final int MAX_ID = 100;
    private static final int BASE64_LINE = 76;
    private static final String ID_SIGNS = "!#$%&'*+-/=?^_`{|}~.";

    private final TlsReportMail mail;
    private final StringBuilder text = new StringBuilder();

    MailText(TlsReportMail mail) {
        this.mail = mail;
    }

    byte[] octets() {
        // Neither base64 nor the sentences below have a line that starts like this (RFC 2045 §6.7).
        String boundary = "=_" + mail.unique();
        writeHeader(boundary);
        text.append("--").append(boundary).append(CRLF);
        field("Content-Type", List.of("text/plain;", " charset=us-ascii"));
        field("Content-Transfer-Encoding", List.of("7bit"));
        text.append(CRLF);
        writeSentences();
        text.append(CRLF + "--").append(boundary).append(CRLF);
        writeReport();
        text.append("--").append(boundary).append("--" + CRLF);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void writeHeader(String boundary) {
        DomainName submitter = mail.signingDomain();
        field("From", List.of(mail.from().toString()));
        field("To", List.of(mail.to().toString()));
        field("Date", List.of(date()));
        field(
                "Subject",
                List.of(
                        "Report Domain:", " " + mail.reportDomain(),
                        " Submitter:", " " + submitter,
                        " Report-ID:", " <" + messageId() + ">"));
        field("Message-ID", List.of("<" + mail.unique() + "@" + submitter + ">"));
        // RFC 8460 §5.3: both must be there.
        field("TLS-Report-Domain", List.of(mail.reportDomain().toString()));
        field("TLS-Report-Submitter", List.of(submitter.toString()));
        field("MIME-Version", List.of("1.0"));
        field("Content-Type", List.of("multipart/report;", " report-type=tlsrpt;", " boundary=\"" + boundary + "\""));
        text.append(CRLF);
    }

    private void writeSentences() {
        text.append("This is an aggregate TLS report from" + CRLF).append(mail.signingDomain());
        text.append(CRLF + "about mail to" + CRLF).append(mail.reportDomain());
        text.append('.' + CRLF);
    }

    private void writeReport() {
        String type = mail.compressed() ? "application/tlsrpt+gzip" : "application/tlsrpt+json";
        byte[] report = mail.compressed()
                ? mail.report().toGzip()
                : mail.report().toJson().getBytes(StandardCharsets.UTF_8);
        field("Content-Type", List.of(type));
        field("Content-Transfer-Encoding", List.of("base64"));
        field("Content-Disposition", List.of("attachment;", " filename=\"" + mail.fileName() + "\""));
        text.append(CRLF)
                .append(Base64.getMimeEncoder(BASE64_LINE, CRLF.getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(report))
                .append(CRLF);
    }

    private void field(String name, List<String> parts) {
        String body = " " + String.join("", parts);
        text.append(name)
                .append(':')
                .append(Folding.fold(name.length() + 1, List.of(body)))
                .append(CRLF);
    }

    private String date() {
        // RFC 5322 §3.3: English names, whatever the locale; the zone as a number.
        return DateTimeFormatter.RFC_1123_DATE_TIME
                .format(mail.date().atOffset(ZoneOffset.UTC))
                .replace("GMT", "+0000");
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
