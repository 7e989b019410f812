package org.mailauth.authres.trust;

import java.util.Objects;
import org.mailauth.message.HeaderField;

/**
 * A field that must not leave the border of an administrative domain (RFC 8601 §5).
 *
 * <p>Immutable and thread-safe; no component is null.
 *
 * @param index which field of the header, counted from the top and zero
 * @param field the field
 * @param reason why it must go
 */
public record ForgedResults(int index, HeaderField field, Reason reason) {
    /** Why a field must go. */
    public enum Reason {
        /** It claims an authserv-id of the domain it enters. */
        OWN_ID,
        /** It breaks the grammar or has an unknown version, so that others may read an own id from it. */
        UNREADABLE,
        /** Behind a lone CR or LF it holds another field, which some readers see. */
        HIDDEN_FIELD
    }

    /**
     * Checks that nothing is null.
     *
     * @param index which field of the header, counted from the top and zero
     * @param field the field
     * @param reason why it must go
     */
    public ForgedResults {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(reason, "reason");
    }
}
