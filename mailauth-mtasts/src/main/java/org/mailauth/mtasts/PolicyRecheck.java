package org.mailauth.mtasts;

import java.util.Objects;

/**
 * Decides whether mail that a policy kept from being delivered may be given up for good (RFC 8461 §5.1): not before the
 * sender has looked whether there is a new policy.
 *
 * <p>Immutable and thread-safe; no component is null.
 *
 * @param outcome what the look brought
 * @param lookup the policy as it is now; what to deliver by when it has changed
 */
public record PolicyRecheck(Outcome outcome, MtaStsLookup lookup) {

    /** What a look for a new policy brought. */
    public enum Outcome {
        /** The policy is the same: the mail may be given up, as the rules of the queue have it. */
        UNCHANGED,
        /** There is another policy, or none any more: deliver again, by that. */
        CHANGED,
        /** Whether there is a new policy could not be found out: keep the mail and look again later. */
        UNKNOWN
    }

    /**
     * Checks that nothing is null.
     *
     * @param outcome what the look brought
     * @param lookup the policy as it is now; what to deliver by when it has changed
     */
    public PolicyRecheck {
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(lookup, "lookup");
    }

    /**
     * Whether the mail may be given up.
     *
     * @return true for {@link Outcome#UNCHANGED} only
     */
    public boolean mayFailPermanently() {
        return outcome == Outcome.UNCHANGED;
    }

    static PolicyRecheck of(MtaStsLookup.Found applied, MtaStsLookup lookup) {
        return new PolicyRecheck(outcome(applied, lookup), lookup);
    }

    private static Outcome outcome(MtaStsLookup.Found applied, MtaStsLookup lookup) {
        if (!(lookup instanceof MtaStsLookup.Found found)) {
            // The policy has expired since, and nothing holds in its place.
            return Outcome.CHANGED;
        }
        if (!found.policy().equals(applied.policy())) {
            return Outcome.CHANGED;
        }
        return switch (found.source()) {
            case FRESH, CACHE, CACHE_RECORD_MISSING -> Outcome.UNCHANGED;
            case CACHE_RECORD_UNKNOWN, CACHE_FETCH_FAILED -> Outcome.UNKNOWN;
        };
    }
}
