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
        UNREADABLE("it cannot be read"),
        /** It claims to be from a host that is not listed. */
        OTHER_ID("it is from a host that is not listed"),
        /** It claims a listed host, but other fields stand above it: it may have come with the message. */
        NOT_AT_THE_TOP("other fields stand above it: it may have come with the message");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /**
         * The reason in words.
         *
         * @return a part of a sentence, in English
         */
        public String text() {
            return text;
        }
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

    /** For people: which field, from whom, and why it is ignored. */
    @Override
    public String toString() {
        return "field " + index + authservId.map(id -> " of " + id).orElse("") + ": " + reason.text();
    }
}
