package org.mailauth.dkim.rotation;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.mailauth.dkim.Selector;
import org.mailauth.dkim.SigningAlgorithm;
import org.mailauth.dkim.ZoneRecord;

/**
 * One thing to do with one key, or a reason to leave it alone. Immutable and thread-safe; no component is null.
 *
 * @param action what is to be done
 * @param selector which key; of {@link RotationAction#GENERATE}, a free name for the new one
 * @param algorithm what the key signs with
 * @param at when the step may be taken at the earliest; later is safe, sooner is not
 * @param until of {@link RotationAction#WAIT} and {@link RotationAction#KEEP}: when the next step can be due, as far as
 *     that is known; otherwise empty
 * @param text why, one plain sentence
 * @param zone what the zone holds at the selector after the step; empty when the step does not change the zone, takes the
 *     record away, or publishes a key whose record the plan was not told
 */
public record RotationStep(
        RotationAction action,
        Selector selector,
        SigningAlgorithm algorithm,
        Instant at,
        Optional<Instant> until,
        String text,
        Optional<ZoneRecord> zone) {
    /**
     * Checks that nothing is null.
     *
     * @param action what is to be done
     * @param selector which key
     * @param algorithm what the key signs with
     * @param at when the step may be taken at the earliest
     * @param until when the next step can be due
     * @param text why, one plain sentence
     * @param zone what the zone holds at the selector after the step
     */
    public RotationStep {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(selector, "selector");
        Objects.requireNonNull(algorithm, "algorithm");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(until, "until");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(zone, "zone");
    }

    /**
     * Whether there is something to do now.
     *
     * @param now the time
     * @return true for work whose moment has come
     */
    public boolean isDue(Instant now) {
        return action.isWork() && !at.isAfter(now);
    }

    /** The step as one line, without zone text. */
    @Override
    public String toString() {
        return at + " " + action + " " + selector
                + until.map(end -> " until " + end).orElse("") + ": " + text;
    }
}
