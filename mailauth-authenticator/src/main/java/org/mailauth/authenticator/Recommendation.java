package org.mailauth.authenticator;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What to do with a message, and why: one proposal from all verdicts together. The receiver decides; what its users asked
 * for, its content filters and its knowledge of forwarders come on top.
 *
 * <p>Immutable and thread-safe; no component is null.
 *
 * @param action what to do
 * @param reasons what spoke for it, the decisive one first
 * @param reply the SMTP reply that fits, without line end; empty when the message is taken
 */
public record Recommendation(Action action, List<Reason> reasons, Optional<String> reply) {
    /** What to do, the mildest first. */
    public enum Action {
        /** Handle it as mail that nothing speaks against here. */
        ACCEPT,
        /** Take it, and treat it as suspicious. */
        QUARANTINE,
        /** Ask the client to come again: an answer is missing that decides. */
        DEFER,
        /** Refuse it. */
        REJECT;

        /**
         * The word for machines.
         *
         * @return the name in lower case
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One thing that spoke for the action.
     *
     * @param code stable, machine-readable, such as {@code dmarc-fail}
     * @param text in plain words, a clause without a full stop
     * @param reference the rule, such as {@code RFC 9989 §7.4}; empty where no standard says so
     */
    public record Reason(String code, String text, String reference) {
        /**
         * Checks that nothing is null.
         *
         * @param code stable, machine-readable, such as {@code dmarc-fail}
         * @param text in plain words, a clause without a full stop
         * @param reference the rule, such as {@code RFC 9989 §7.4}; empty where no standard says so
         */
        public Reason {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(reference, "reference");
        }

        @Override
        public String toString() {
            return code + ": " + text + (reference.isEmpty() ? "" : " [" + reference + "]");
        }
    }

    /**
     * Copies the list.
     *
     * @param action what to do
     * @param reasons what spoke for it, the decisive one first
     * @param reply the SMTP reply that fits, without line end; empty when the message is taken
     */
    public Recommendation {
        Objects.requireNonNull(action, "action");
        reasons = List.copyOf(reasons);
        Objects.requireNonNull(reply, "reply");
    }

    @Override
    public String toString() {
        return action.word() + " " + reasons;
    }
}
