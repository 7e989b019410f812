package org.mailauth.report.failure;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailauth.DomainName;
import org.mailauth.internal.text.MessageWriter;
import org.mailauth.message.AuthorExtractor;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;
import org.mailauth.message.Mailbox;

/**
 * Writes the header of the reported message anew. Nothing is copied from it: what is told was read as a domain, a selector or a
 * known word, or is a hash. So no text of a stranger gets into a report.
 */
final class ReportedHeader {
    private static final int MAX_FIELDS = 50;
    private static final int MAX_MAILBOXES = 20;
    /** Names that may be told as removed. Other names may be a stranger's words. */
    private static final Map<String, String> KNOWN = Stream.of(
                    "ARC-Authentication-Results",
                    "ARC-Message-Signature",
                    "ARC-Seal",
                    "Authentication-Results",
                    "Bcc",
                    "Cc",
                    "Comments",
                    "Content-Language",
                    "Content-Transfer-Encoding",
                    "Content-Type",
                    "Date",
                    "Delivered-To",
                    "DKIM-Signature",
                    "From",
                    "In-Reply-To",
                    "Keywords",
                    "List-Id",
                    "List-Unsubscribe",
                    "Message-ID",
                    "MIME-Version",
                    "Organization",
                    "Received",
                    "Received-SPF",
                    "References",
                    "Reply-To",
                    "Return-Path",
                    "Sender",
                    "Subject",
                    "To",
                    "User-Agent",
                    "X-Mailer")
            .collect(Collectors.toUnmodifiableMap(name -> name.toLowerCase(Locale.ROOT), Function.identity()));

    private final DomainName owner;
    private final FailureReportRedaction redaction;
    private final Removals removed;
    private final MessageWriter out = new MessageWriter();
    private int written;

    private ReportedHeader(DomainName owner, FailureReportRedaction redaction, Removals removed) {
        this.owner = owner;
        this.redaction = redaction;
        this.removed = removed;
    }

    /**
     * The header as the report tells it, each field with CRLF.
     *
     * @param owner the domain whose owner gets the report
     */
    static byte[] write(HeaderFields header, DomainName owner, FailureReportRedaction redaction, Removals removed) {
        if (redaction.isWholeHeader()) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            header.forEach(field -> all.writeBytes(field.octets()));
            return all.toByteArray();
        }
        ReportedHeader reported = new ReportedHeader(owner, redaction, removed);
        header.forEach(reported::field);
        return reported.out.octets();
    }

    private void field(HeaderField field) {
        String name = KNOWN.getOrDefault(field.name().toLowerCase(Locale.ROOT), "");
        Optional<String> value = written >= MAX_FIELDS ? Optional.empty() : value(name, field);
        if (value.isPresent()) {
            out.field(name, value.get());
            written++;
        } else if (name.isEmpty()) {
            removed.add(FailureReportRemoval.Kind.OTHER_FIELDS, "");
        } else {
            removed.add(FailureReportRemoval.Kind.FIELD, name);
        }
    }

    private Optional<String> value(String name, HeaderField field) {
        return switch (name) {
            case "From", "Sender" -> addresses(name, field);
            case "Message-ID" -> messageId(field);
            case "DKIM-Signature" -> signature(field);
            default -> Optional.empty();
        };
    }

    private Optional<String> addresses(String name, HeaderField field) {
        List<String> told = new ArrayList<>();
        for (Mailbox mailbox : AuthorExtractor.extract(field).mailboxes()) {
            Optional<DomainName> domain = mailbox.domain();
            if (domain.isEmpty() || told.size() >= MAX_MAILBOXES) {
                removed.add(FailureReportRemoval.Kind.ADDRESS, name);
                continue;
            }
            if (mailbox.displayName().isPresent()) {
                removed.add(FailureReportRemoval.Kind.DISPLAY_NAME, name);
            }
            told.add(redaction.localPart(mailbox.localPart(), name, removed) + "@" + domain.get());
        }
        return told.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", told));
    }

    /**
     * RFC 5322 §3.6.4: its left side is often made of a name or an address, its right side may be the name of somebody's
     * computer. Only the owner's own names are told.
     */
    private Optional<String> messageId(HeaderField field) {
        String text = field.unfoldedBody();
        int at = text.lastIndexOf('@');
        if (at < 1 || !text.startsWith("<") || !text.endsWith(">")) {
            return Optional.empty();
        }
        return DomainName.parse(text.substring(at + 1, text.length() - 1))
                .value()
                .filter(domain -> domain.isEqualToOrBelow(owner))
                .map(domain ->
                        "<" + redaction.localPart(text.substring(1, at), "Message-ID", removed) + "@" + domain + ">");
    }

    private Optional<String> signature(HeaderField field) {
        Optional<SignatureTags> tags = SignatureTags.of(field);
        tags.ifPresent(known -> removed.add(FailureReportRemoval.Kind.SIGNATURE_DATA, "DKIM-Signature"));
        return tags.map(
                known -> known.algorithm().map(word -> "a=" + word + "; ").orElse("") + "d=" + known.domain() + "; s="
                        + known.selector());
    }
}
