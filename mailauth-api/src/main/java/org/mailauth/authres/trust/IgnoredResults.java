package org.mailauth.authres.trust;

import java.util.Objects;
import java.util.Optional;
import org.mailauth.message.HeaderField;

/**
 * An Authentication-Results field that nobody should act upon.
 *
 * <p>Immutable and thread-safe; no component is null.
 *
 * @param index which field of the header, counted from the top and zero
 * @param field the field
 * @param authservId whom it claims to be from; empty when that cannot be read
 * @param reason why it is ignored
 */
public record IgnoredResults(int index, HeaderField field, Optional<String> authservId, Reason reason) {
    /** Why a field is ignored. */
    public enum Reason {
        /** It breaks the grammar or has an unknown version. */
        UNREADABLE,
        /** It claims to be from a host that is not listed. */
        OTHER_ID,
        /** It claims a listed host, but other fields stand above it: it may have come with the message. */
        NOT_AT_THE_TOP
    }

    /**
     * Checks that nothing is null.
     *
     * @param index which field of the header, counted from the top and zero
     * @param field the field
     * @param authservId whom it claims to be from; empty when that cannot be read
     * @param reason why it is ignored
     */
    public IgnoredResults {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(authservId, "authservId");
        Objects.requireNonNull(reason, "reason");
    }
}
