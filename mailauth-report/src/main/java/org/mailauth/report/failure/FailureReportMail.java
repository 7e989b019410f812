package org.mailauth.report.failure;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.mailauth.DomainName;
import org.mailauth.MailAddress;
import org.mailauth.internal.net.IpLiteral;
import org.mailauth.internal.text.MessageWriter;
import org.mailauth.message.Message;

/** The mail that carries a report (RFC 5965 §2): sentences for people, the fields, and the header of the reported message. */
record FailureReportMail(DomainName host, MailAddress from, List<MailAddress> to, Instant now) {
    static final String HEADERS = "text/rfc822-headers";

    /** Whether folding and unfolding gives back the same text: every run of blanks is a space. */
    static boolean isFoldable(String value) {
        return !value.contains("  ") && value.indexOf('\t') < 0 && value.indexOf('\\') < 0;
    }

    /** What people read; nothing in it was written by the sender of the message. */
    byte[] text(FailedMessage message, List<FailureReportRemoval> removed) {
        List<String> lines = new ArrayList<>();
        lines.add("This is an authentication failure report about a message from the domain");
        lines.add(message.evaluation().authorDomain().orElseThrow().toString());
        lines.add("that was received by");
        lines.add(host.toString());
        if (message.session().isClientKnown()) {
            lines.add("from the address " + IpLiteral.format(message.session().clientIp()));
        }
        lines.add("on " + MessageWriter.dateTime(message.arrival()) + ".");
        lines.add("No aligned pass came from: "
                + String.join(", ", FailedMechanisms.of(message.evaluation()).words()) + ".");
        lines.add("");
        lines.add("This report does not tell:");
        removed.forEach(each -> lines.add("- " + each));
        return String.join("\r\n", lines).getBytes(StandardCharsets.US_ASCII);
    }

    Message message(
            DomainName author, List<FailureReportField> fields, byte[] text, byte[] header, boolean wholeHeader) {
        MessageWriter machine = new MessageWriter();
        fields.forEach(field -> write(machine, field));
        String unique = unique(text, machine.octets(), header);
        // No line below starts like this: that line would hold a hash of itself.
        String boundary = "=_" + unique;
        MessageWriter mail = new MessageWriter()
                .field("From", from.toString())
                .field("To", to.stream().map(MailAddress::toString).collect(Collectors.joining(", ")))
                .date(now)
                .field("Subject", "DMARC failure report for " + author)
                .field("Message-ID", "<" + unique + "@" + host + ">")
                .field("Auto-Submitted", "auto-generated")
                .field("MIME-Version", "1.0")
                .field("Content-Type", "multipart/report; report-type=feedback-report; boundary=\"" + boundary + "\"")
                .line("")
                .line("--" + boundary)
                .field("Content-Type", "text/plain; charset=us-ascii")
                .line("")
                .line(new String(text, StandardCharsets.US_ASCII))
                .line("--" + boundary)
                .field("Content-Type", "message/feedback-report")
                .line("");
        fields.forEach(field -> write(mail, field));
        mail.line("").line("--" + boundary).field("Content-Type", HEADERS);
        if (wholeHeader) {
            // A header told as it is may hold any octets, and line ends that are none.
            mail.field("Content-Transfer-Encoding", "base64").line("").base64(header);
        } else {
            mail.line("").line(new String(header, StandardCharsets.US_ASCII));
        }
        return Message.of(mail.line("--" + boundary + "--").octets());
    }

    private static void write(MessageWriter out, FailureReportField field) {
        if (isFoldable(field.value())) {
            out.field(field.name(), field.value());
        } else {
            out.line(field.name() + ": " + field.value());
        }
    }

    /** The same for the same mail, and for no other. */
    private String unique(byte[] text, byte[] fields, byte[] header) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((from + "\n" + to + "\n" + now + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(text);
            digest.update(fields);
            digest.update(header);
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
