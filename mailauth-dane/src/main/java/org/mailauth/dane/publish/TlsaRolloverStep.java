package org.mailauth.dane.publish;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.mailauth.dane.TlsaRecord;

/**
 * Tells one step of a rollover: what to do, from when on, and what the zone holds afterwards. Immutable and thread-safe; no
 * component is null.
 *
 * @param action what to do
 * @param at from when on it may be done, later is always safe
 * @param text why, one plain sentence
 * @param zone all TLSA records that the name holds after the step
 */
public record TlsaRolloverStep(TlsaRolloverAction action, Instant at, String text, List<TlsaRecord> zone) {
    /**
     * Copies the list.
     *
     * @param action what to do
     * @param at from when on it may be done
     * @param text why, one plain sentence
     * @param zone all TLSA records that the name holds after the step
     */
    public TlsaRolloverStep {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(text, "text");
        zone = List.copyOf(zone);
    }

    /**
     * Whether the time of the step has come.
     *
     * @param now the time
     * @return true from {@link #at()} on
     */
    public boolean isDue(Instant now) {
        return !at.isAfter(now);
    }

    /** One line: time, action and reason. */
    @Override
    public String toString() {
        return at + " " + action + ": " + text;
    }
}
