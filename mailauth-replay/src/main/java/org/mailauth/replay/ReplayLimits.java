package org.mailauth.replay;

import java.util.Objects;
import org.mailauth.BudgetLimits;
import org.mailauth.message.MessageLimits;

/**
 * Says what a bundle from a stranger may cost: more is no bundle to its reader ({@code replay.limit}).
 *
 * <p>Immutable and thread-safe; no component is null.
 *
 * @param octets octets of the bundle as it is stored
 * @param message the largest limits that a bundle may set for its message
 * @param budget the largest limits that a bundle may set for the work of a replay, and half the number of DNS answers that it
 *     may hold; its time is not measured and so does not count
 */
public record ReplayLimits(int octets, MessageLimits message, BudgetLimits budget) {
    private static final ReplayLimits DEFAULTS =
            new ReplayLimits(256 * 1024 * 1024, MessageLimits.defaults(), BudgetLimits.defaults());

    /**
     * Checks the range.
     *
     * @param octets octets of the bundle as it is stored
     * @param message the largest limits that a bundle may set for its message
     * @param budget the largest limits that a bundle may set for the work of a replay; its time is not measured and so does not count
     */
    public ReplayLimits {
        if (octets < 1 || octets > Integer.MAX_VALUE - 16) {
            throw new IllegalArgumentException("octets must be 1 to " + (Integer.MAX_VALUE - 16) + ": " + octets);
        }
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(budget, "budget");
    }

    /**
     * The limits used when none are given: 256 MiB, and the defaults of {@link MessageLimits} and {@link BudgetLimits}.
     *
     * @return the default limits
     */
    public static ReplayLimits defaults() {
        return DEFAULTS;
    }
}
