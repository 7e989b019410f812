package org.mailauth.report.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailauth.AuthenticatedIdentifier;
import org.mailauth.AuthenticatedIdentifier.Kind;
import org.mailauth.DomainName;
import org.mailauth.MailAddress;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.dmarc.DmarcEvaluation;
import org.mailauth.internal.net.IpLiteral;
import org.mailauth.internal.text.MessageWriter;
import org.mailauth.internal.text.Quoting;
import org.mailauth.message.HeaderFields;

/** Makes the fields of the machine-readable part, all of them one line of ASCII. Not thread-safe. */
final class ReportFields {
    private static final int MAX_RECORD = 4_000;
    /** RFC 5322 §2.1.1: a line has at most 998 octets; the field's name and a domain stand before the record. */
    private static final int MAX_UNFOLDED = 650;

    private final DomainName host;
    private final String userAgent;
    private final FailureReportRedaction redaction;
    private final Removals removed;
    private final List<FailureReportField> fields = new ArrayList<>();

    ReportFields(DomainName host, String userAgent, FailureReportRedaction redaction, Removals removed) {
        this.host = host;
        this.userAgent = userAgent;
        this.redaction = redaction;
        this.removed = removed;
    }

    List<FailureReportField> of(FailedMessage message) {
        DmarcEvaluation evaluation = message.evaluation();
        FailedMechanisms failed = FailedMechanisms.of(evaluation);
        add("Feedback-Type", "auth-failure");
        add("User-Agent", userAgent);
        add("Version", "1");
        add("Auth-Failure", "dmarc");
        // RFC 6591 §3.1: the results of one method.
        add(
                "Authentication-Results",
                AuthenticationResults.of(host.toString(), List.of(evaluation.methodResult()))
                        .toPayload());
        add("Identity-Alignment", String.join(", ", failed.words()));
        if (failed.dkim()) {
            FailedMechanisms.alignedFailure(evaluation, Kind.DKIM)
                    .ifPresent(identifier -> dkim(identifier, message.header()));
        }
        if (failed.spf()) {
            FailedMechanisms.alignedFailure(evaluation, Kind.SPF_MAIL_FROM)
                    .ifPresent(identifier -> spf(identifier, message.spfRecord()));
        }
        message.deliveryResult().ifPresent(result -> add("Delivery-Result", result.word()));
        origin(message);
        add("Reported-Domain", evaluation.authorDomain().orElseThrow().toString());
        add("Reporting-MTA", "dns; " + host);
        if (message.incidents() > 1) {
            add("Incidents", Long.toString(message.incidents()));
        }
        return List.copyOf(fields);
    }

    private void add(String name, String value) {
        fields.add(new FailureReportField(name, value));
    }

    private void origin(FailedMessage message) {
        String mailFrom = message.session().mailFrom();
        if (mailFrom.isEmpty()) {
            add("Original-Mail-From", "<>");
        } else {
            Optional<String> told = MailAddress.parse(mailFrom).value().map(this::address);
            told.ifPresentOrElse(
                    address -> add("Original-Mail-From", "<" + address + ">"),
                    () -> removed.add(FailureReportRemoval.Kind.ADDRESS, "Original-Mail-From"));
        }
        add("Arrival-Date", MessageWriter.dateTime(message.arrival()));
        if (message.session().isClientKnown()) {
            add("Source-IP", IpLiteral.format(message.session().clientIp()));
            // RFC 6692 §2: the port says nothing without the address.
            message.sourcePort().ifPresent(port -> add("Source-Port", Integer.toString(port)));
        }
    }

    private String address(MailAddress address) {
        String behind = address.domain()
                .map(DomainName::toString)
                .orElseGet(() -> "[" + address.addressLiteral().orElseThrow() + "]");
        return redaction.localPart(address.localPart(), "Original-Mail-From", removed) + "@" + behind;
    }

    /** RFC 9991 §4: required for an aligned identifier that fails DKIM. */
    private void dkim(AuthenticatedIdentifier identifier, HeaderFields header) {
        DomainName domain = identifier.domain();
        SignatureTags.Identity identity = header.named("DKIM-Signature").stream()
                .flatMap(field -> SignatureTags.of(field).stream())
                .filter(tags -> tags.isFor(domain, identifier.selector()))
                .map(SignatureTags::identity)
                .findFirst()
                .orElse(new SignatureTags.Identity("", domain));
        String local = identity.localPart().isEmpty()
                ? ""
                : redaction.localPart(identity.localPart(), "DKIM-Identity", removed);
        add("DKIM-Domain", domain.toString());
        add("DKIM-Identity", local + "@" + identity.domain());
        if (SignatureTags.isSelector(identifier.selector())) {
            add("DKIM-Selector", identifier.selector());
        } else {
            removed.add(FailureReportRemoval.Kind.LEFT_OUT, "DKIM-Selector");
        }
    }

    /** RFC 9991 §4: required for an aligned identifier that fails SPF. */
    private void spf(AuthenticatedIdentifier identifier, Optional<String> record) {
        Optional<String> quoted = record.map(Quoting::quoted).filter(ReportFields::isWritable);
        quoted.ifPresentOrElse(
                text -> add("SPF-DNS", "txt : " + identifier.domain() + " : " + text),
                () -> removed.add(FailureReportRemoval.Kind.LEFT_OUT, "SPF-DNS"));
    }

    private static boolean isWritable(String text) {
        boolean plain = text.length() <= MAX_RECORD && text.chars().allMatch(c -> c >= ' ' && c < 0x7F);
        if (!plain || text.length() <= MAX_UNFOLDED) {
            return plain;
        }
        // It must be folded. A fold is read as one blank, and a quoted pair must not be torn apart.
        int blank = -1;
        int longest = 0;
        for (int at = 0; at <= text.length(); at++) {
            if (at == text.length() || text.charAt(at) == ' ') {
                longest = Math.max(longest, at - blank);
                blank = at;
            }
        }
        return FailureReportMail.isFoldable(text) && longest <= MAX_UNFOLDED;
    }
}
