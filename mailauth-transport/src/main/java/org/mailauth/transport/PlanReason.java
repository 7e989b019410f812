package org.mailauth.transport;

import java.util.Objects;
import org.mailauth.internal.text.Visible;

/**
 * Says what led to a decision, and by which rule. Immutable and thread-safe; no component is null.
 *
 * @param code stable, machine-readable name such as {@code dane.unreachable}; lower case, never localized
 * @param reference the rule, such as {@code RFC 8461 §4.1}; empty where no standard says so
 * @param text one plain clause without a full stop; what comes from outside is made visible
 */
public record PlanReason(String code, String reference, String text) {
    /**
     * Checks and cleans the components.
     *
     * @param code stable, machine-readable name
     * @param reference the rule, may be empty
     * @param text one plain clause without a full stop
     */
    public PlanReason {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(reference, "reference");
        text = Visible.of(Objects.requireNonNull(text, "text"));
    }

    /** One line, such as {@code the TLSA records are secure [RFC 7672 §2.2]}. */
    @Override
    public String toString() {
        return reference.isEmpty() ? text : text + " [" + reference + "]";
    }
}
