package org.mailauth.dns;

import java.util.Objects;
import org.mailauth.Deadline;

/**
 * One question to the DNS, class IN, with the time by which the resolver must have answered.
 *
 * <p>Immutable and thread-safe; no component is null.
 *
 * @param name what is asked for
 * @param type which records are wanted
 * @param deadline when the answer is no longer of use
 */
public record DnsQuestion(DnsName name, DnsType type, Deadline deadline) {
    /**
     * Checks that nothing is null.
     *
     * @param name what is asked for
     * @param type which records are wanted
     * @param deadline when the answer is no longer of use
     */
    public DnsQuestion {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(deadline, "deadline");
    }
}
