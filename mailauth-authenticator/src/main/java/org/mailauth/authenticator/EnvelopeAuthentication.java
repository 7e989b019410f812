package org.mailauth.authenticator;

import java.util.Optional;
import org.mailauth.spf.SpfEvaluation;

/**
 * What is known of a client before its message arrives.
 *
 * <p>Immutable and thread-safe; a component is empty when it was switched off, or the caller gave a verdict of its own.
 *
 * @param helo SPF for the identity HELO
 * @param mailFrom SPF for the identity MAIL FROM
 * @param iprev whether the client's name leads back to it
 */
public record EnvelopeAuthentication(
        Optional<SpfEvaluation> helo, Optional<SpfEvaluation> mailFrom, Optional<IprevEvaluation> iprev) {}
