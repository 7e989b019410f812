package org.mailauth.dane.publish;

import java.util.Locale;
import java.util.Objects;
import org.mailauth.Problem;

/**
 * Tells one thing that the owner of TLSA records should know, and how much it matters. Immutable and thread-safe; no
 * component is null.
 *
 * @param severity how much it matters
 * @param problem what it is; codes start with {@code tlsa.}
 */
public record TlsaFinding(Severity severity, Problem problem) {
    /** How much a finding matters, the gravest first. */
    public enum Severity {
        /** Mail is delayed, or DANE protects nothing. */
        ERROR,
        /** It works, but is fragile or works for fewer senders. */
        WARNING,
        /** Worth knowing. */
        INFO
    }

    /**
     * Checks that nothing is null.
     *
     * @param severity how much it matters
     * @param problem what it is
     */
    public TlsaFinding {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(problem, "problem");
    }

    /** One line, such as {@code error: tlsa.no-match: no record matches the certificates [RFC 6698 §2.1]}. */
    @Override
    public String toString() {
        return severity.name().toLowerCase(Locale.ROOT) + ": " + problem;
    }
}
