package org.mailauth.cli.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailauth.DomainName;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.SmtpSession;
import org.mailauth.cli.options.SessionFacts;
import org.mailauth.cli.options.SessionOptions;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;
import org.mailauth.message.ReceivedField;

/**
 * Takes the facts of a session from what a trusted host wrote on top of the message: its topmost Received field, and the
 * Return-Path field next above. Whoever sends a message can write such fields into it, too, but not above those of the host,
 * so one that cannot be read ends the search. What the command line says counts for more.
 */
final class ReceivedSession implements SessionSource {
    private static final String RULE = "RFC 5321 §4.4";
    private static final String RETURN_PATH = "Return-Path";

    private final DomainName host;
    private final SessionOptions said;

    ReceivedSession(DomainName host, SessionOptions said) {
        this.host = host;
        this.said = said;
    }

    @Override
    public boolean needsHeader() {
        return true;
    }

    @Override
    public SessionFacts of(HeaderFields header) {
        List<HeaderField> fields = header.all();
        List<Problem> unread = new ArrayList<>();
        int place = placeOfReceived(fields, unread);
        Optional<ReceivedField> received = place < 0
                ? Optional.empty()
                : ReceivedField.parse(fields.get(place)).value();
        Optional<String> helo = said.helo().or(() -> received.flatMap(ReceivedField::helo));
        Optional<String> mailFrom =
                said.mailFrom().or(() -> received.flatMap(found -> reversePath(fields.subList(0, place), found)));
        SmtpSession.Builder session = said.client()
                .orElseGet(() -> received.flatMap(ReceivedField::clientIp)
                        .map(address -> SmtpSession.builder().clientIp(address))
                        .orElseGet(() -> SmtpSession.builder().clientUnknown()));
        session.helo(helo.orElse("")).mailFrom(mailFrom.orElse(""));
        SmtpSession known = session.build();
        if (received.isPresent()) {
            addMissing(unread, known.isClientKnown(), "client", "it does not tell the client's address");
            addMissing(unread, helo.isPresent(), "helo", "it does not tell the name in HELO");
            addMissing(
                    unread,
                    mailFrom.isPresent(),
                    "mail-from",
                    "neither it nor a Return-Path field above it tells the reverse-path, so SPF is not evaluated");
        }
        return new SessionFacts(known, mailFrom.isPresent(), unread);
    }

    private void addMissing(List<Problem> unread, boolean known, String what, String sentence) {
        if (!known) {
            unread.add(Problem.of("session.no-" + what, RULE, "of the Received field by " + host + ": " + sentence));
        }
    }

    /** Where the host's topmost field stands that tells of another machine, or -1. */
    private int placeOfReceived(List<HeaderField> fields, List<Problem> unread) {
        for (int at = 0; at < fields.size(); at++) {
            if (!fields.get(at).isNamed(ReceivedField.FIELD_NAME)) {
                continue;
            }
            Parsed<ReceivedField> parsed = ReceivedField.parse(fields.get(at));
            if (parsed.value().isEmpty()) {
                unread.add(Problem.of(
                        "session.unreadable",
                        RULE,
                        "a Received field cannot be read, so those below it are not trusted: "
                                + parsed.problems().get(0).text()));
                return -1;
            }
            ReceivedField field = parsed.value().get();
            // A host that hands a message to itself, for a content filter, writes twice.
            boolean fromItself = field.clientIp()
                    .filter(address -> address.isLoopbackAddress())
                    .isPresent();
            if (!fromItself && field.byDomain().equals(Optional.of(host))) {
                return at;
            }
        }
        unread.add(Problem.of("session.no-received", RULE, "there is no Received field by " + host));
        return -1;
    }

    /** RFC 5321 §4.4: the host that delivers writes the reverse-path on top; some write it into their Received field. */
    private static Optional<String> reversePath(List<HeaderField> above, ReceivedField received) {
        for (int at = above.size() - 1; at >= 0; at--) {
            if (above.get(at).isNamed(RETURN_PATH)) {
                return path(above.get(at).unfoldedBody().strip());
            }
        }
        return received.envelopeFrom();
    }

    private static Optional<String> path(String text) {
        boolean angles = text.length() >= 2 && text.startsWith("<") && text.endsWith(">");
        String path = angles ? text.substring(1, text.length() - 1) : text;
        boolean sound = angles || path.indexOf('@') > 0;
        return Optional.of(path).filter(known -> sound && known.indexOf('<') < 0 && known.indexOf('>') < 0);
    }
}
