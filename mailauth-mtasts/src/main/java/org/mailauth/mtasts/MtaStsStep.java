package org.mailauth.mtasts;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One step of a change of what a domain publishes. Immutable and thread-safe; no component is null.
 *
 * @param action what is to be done
 * @param at when the step may be taken at the earliest, if all before it were taken as soon as they may; later is safe,
 *     sooner is not
 * @param text why, one plain sentence
 * @param record what to publish, of {@link Action#PUBLISH_RECORD}
 * @param policy what to serve, of {@link Action#SERVE_FILE}
 */
public record MtaStsStep(
        Action action, Instant at, String text, Optional<MtaStsRecord> record, Optional<MtaStsPolicy> policy) {

    /** What is to be done. */
    public enum Action {
        /** Let the policy host serve this policy. */
        SERVE_FILE,
        /** Publish this record in place of the one before. */
        PUBLISH_RECORD,
        /** Change the MX records. */
        CHANGE_MX,
        /** Take the record out of the zone. */
        REMOVE_RECORD,
        /** Take the file, and the policy host if it has no other use, away. */
        REMOVE_FILE,
        /** Nothing is to be done any more: what was published before may be forgotten. */
        DONE
    }

    /**
     * Checks that nothing is null, and that record and policy are there exactly when the action needs them.
     *
     * @param action what is to be done
     * @param at when the step may be taken at the earliest
     * @param text why, one plain sentence
     * @param record what to publish, of {@link Action#PUBLISH_RECORD}
     * @param policy what to serve, of {@link Action#SERVE_FILE}
     */
    public MtaStsStep {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(policy, "policy");
        if (record.isPresent() != (action == Action.PUBLISH_RECORD)) {
            throw new IllegalArgumentException("record must be there exactly for PUBLISH_RECORD");
        }
        if (policy.isPresent() != (action == Action.SERVE_FILE)) {
            throw new IllegalArgumentException("policy must be there exactly for SERVE_FILE");
        }
    }

    /** The step as one line. */
    @Override
    public String toString() {
        return at + " " + action + record.map(content -> " " + content).orElse("")
                + policy.map(content -> " " + content).orElse("") + ": " + text;
    }
}
