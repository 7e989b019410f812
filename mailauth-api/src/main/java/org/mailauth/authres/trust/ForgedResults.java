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
        OWN_ID("it claims to be from one of the own hosts"),
        /** It breaks the grammar or has an unknown version, so that others may read an own id from it. */
        UNREADABLE("it cannot be told whom it claims to be from"),
        /** Behind a lone CR or LF it holds another field, which some readers see. */
        HIDDEN_FIELD("it holds another field, which some readers see");

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
     * @param reason why it must go
     */
    public ForgedResults {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(reason, "reason");
    }

    /** For people: which field, and why it must go. */
    @Override
    public String toString() {
        return "field " + index + ": " + reason.text();
    }
}
