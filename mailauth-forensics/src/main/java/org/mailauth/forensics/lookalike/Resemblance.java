package org.mailauth.forensics.lookalike;

import java.util.Objects;
import org.mailauth.DomainName;

/**
 * Says which known domain a stranger's domain resembles, and how. Immutable and thread-safe; no component is null.
 *
 * @param kind the way of resembling
 * @param imitated the known domain, as it was given
 * @param seen the label of the stranger's domain that resembles, in U-labels; chosen by a stranger
 */
public record Resemblance(Kind kind, DomainName imitated, String seen) {

    /** How a domain resembles another; the strongest ways first. */
    public enum Kind {
        /** An A-label that is shown as letters which nobody can tell from those of the known name (UTS 39 §4). */
        SHOWN_AS_KNOWN,
        /** Letters that nobody can tell from those of the known name, without any A-label: rn for m, 1 for l. */
        CONFUSABLE,
        /** Letters that a hurried reader takes for others: i for l, 0 for o, vv for w, or marks added. */
        SIMILAR_LETTERS,
        /** The whole known domain, suffix included, as labels below a stranger's domain. */
        DOMAIN_AS_LABELS,
        /** The known name as a label below a stranger's domain. */
        NAME_AS_LABEL,
        /** The known name between hyphens in a label of a stranger's domain. */
        NAME_AS_PART,
        /** A letter added, left out or replaced, or two neighbours swapped. */
        ONE_EDIT,
        /** The known name under a suffix that is not the known one. */
        OTHER_SUFFIX
    }

    /**
     * Checks that nothing is null.
     *
     * @param kind the way of resembling
     * @param imitated the known domain
     * @param seen the label that resembles
     */
    public Resemblance {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(imitated, "imitated");
        Objects.requireNonNull(seen, "seen");
    }
}
