package org.mailauth.cli.options;

import java.util.List;
import org.mailauth.Problem;
import org.mailauth.SmtpSession;

/**
 * What is known of the SMTP session that brought a message.
 *
 * @param session what the client said, as far as it is known
 * @param reversePathKnown whether an empty reverse-path is the null reverse-path, and not an unknown one
 * @param unread what could not be learned
 */
public record SessionFacts(SmtpSession session, boolean reversePathKnown, List<Problem> unread) {
    public SessionFacts {
        unread = List.copyOf(unread);
    }

    /** A session of which nothing is known, and nobody asked. */
    static SessionFacts none() {
        return new SessionFacts(SmtpSession.builder().clientUnknown().build(), false, List.of());
    }
}
