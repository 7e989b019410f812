package org.mailauth.authenticator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailauth.Problem;
import org.mailauth.SmtpSession;
import org.mailauth.message.BodyStream;
import org.mailauth.message.HeaderFields;
import org.mailauth.message.MessageStream;

/**
 * The evaluation of a message while it arrives, for servers: first what the client said, then header and body in any
 * pieces, then all verdicts. Opened by {@link MailAuthenticator#open}.
 *
 * <p>Memory does not grow with the body. The budget's time runs from the moment the session was opened, so that a slow
 * client can use it up: then keys and policies are missing, and verdicts are temporary errors. Not safe for concurrent use.
 */
public final class AuthenticationSession {
    private final Evaluation evaluation;
    private final MessageStream message;
    private @Nullable BodyStream taken;
    private @Nullable MessageAuthentication concluded;

    private AuthenticationSession(Evaluation evaluation, MessageStream message) {
        this.evaluation = evaluation;
        this.message = message;
    }

    /** For a message from the wire. */
    static AuthenticationSession open(Settings settings, SmtpSession session, GivenVerdicts given) {
        Evaluation evaluation = new Evaluation(settings, session, given);
        return new AuthenticationSession(evaluation, MessageStream.open(settings.messageLimits(), evaluation::header));
    }

    /** For a message from a file. */
    static AuthenticationSession openStored(Settings settings, SmtpSession session, GivenVerdicts given) {
        Evaluation evaluation = new Evaluation(settings, session, given);
        return new AuthenticationSession(
                evaluation, MessageStream.openStored(settings.messageLimits(), evaluation::header));
    }

    /**
     * Evaluates what is known at MAIL FROM: SPF and the client's name. Blocks while the DNS is asked. Servers that do not
     * act on it before the message has arrived need not call it.
     *
     * @return the verdicts; the same ones when called again
     */
    public EnvelopeAuthentication checkEnvelope() {
        return evaluation.envelope();
    }

    /**
     * Where the message goes: header and body as the client sends them, without dot-stuffing, in any pieces. The piece that
     * completes the header blocks while keys are fetched.
     *
     * @return the same stream for every call
     */
    public MessageStream message() {
        return message;
    }

    /**
     * Takes the header of a message that the caller has taken apart, as servers do for their filters, instead of
     * {@link #message()}. Blocks while keys are fetched. The caller then writes the body into the pass and closes it.
     *
     * @param header the header of the message
     * @param body the pass over its body, before the first octet
     * @throws IllegalStateException when a header was taken before
     */
    public void takeHeader(HeaderFields header, BodyStream body) {
        evaluation.header(header, body);
        taken = body;
    }

    /**
     * Ends the message and gives the verdicts. Blocks while the DNS is asked.
     *
     * @return the verdicts; the same ones when called again
     * @throws IllegalStateException when a reader of the message threw before, or the caller has not closed the body
     */
    public MessageAuthentication conclude() {
        MessageAuthentication known = concluded;
        if (known == null) {
            known = evaluation.conclude(endOfMessage());
            concluded = known;
        }
        return known;
    }

    /** Ends the message, and tells what is wrong with its octets. */
    private List<Problem> endOfMessage() {
        BodyStream body = taken;
        if (body == null) {
            message.close();
        }
        if (!(body == null ? message.isEnded() : body.isEnded())) {
            throw new IllegalStateException("the message was not taken as a whole");
        }
        return body == null ? message.problems() : body.problems();
    }
}
