package org.mailauth.authenticator;

import org.jspecify.annotations.Nullable;
import org.mailauth.SmtpSession;
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
     * Ends the message and gives the verdicts. Blocks while the DNS is asked.
     *
     * @return the verdicts; the same ones when called again
     * @throws IllegalStateException when a reader of the message threw before
     */
    public MessageAuthentication conclude() {
        MessageAuthentication known = concluded;
        if (known == null) {
            message.close();
            if (!message.isEnded()) {
                throw new IllegalStateException("the message was not taken as a whole");
            }
            known = evaluation.conclude(message.problems());
            concluded = known;
        }
        return known;
    }
}
