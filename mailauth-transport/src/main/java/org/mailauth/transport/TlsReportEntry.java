package org.mailauth.transport;

import java.util.Objects;
import java.util.Optional;
import org.mailauth.tlsrpt.TlsAppliedPolicy;
import org.mailauth.tlsrpt.TlsFailure;
import org.mailauth.tlsrpt.TlsSessionCounter;

/**
 * What a TLS report says about one session under one policy (RFC 8460 §4.4). Immutable and thread-safe; no component is null.
 *
 * @param policy what the session was held against
 * @param failure what was wrong; empty for a successful session
 */
public record TlsReportEntry(TlsAppliedPolicy policy, Optional<TlsFailure> failure) {
    /**
     * Checks that nothing is null.
     *
     * @param policy what the session was held against
     * @param failure what was wrong
     */
    public TlsReportEntry {
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(failure, "failure");
    }

    /**
     * Counts the session.
     *
     * @param counter where it is counted
     */
    public void count(TlsSessionCounter counter) {
        if (failure.isPresent()) {
            counter.failed(policy, failure.get());
        } else {
            counter.successful(policy);
        }
    }
}
