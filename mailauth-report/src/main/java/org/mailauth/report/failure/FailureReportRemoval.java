package org.mailauth.report.failure;

import java.util.Objects;

/**
 * Something about the reported message that a report does not tell, or tells only as a hash (RFC 6590).
 *
 * <p>Immutable and thread-safe; no component is null.
 *
 * @param kind what it is
 * @param field the field it belongs to, in a spelling of this library and never of the message; empty where there is none
 * @param count how often
 */
public record FailureReportRemoval(Kind kind, String field, int count) {

    /** What is not told. */
    public enum Kind {
        /** The body of the message: never part of a report. */
        BODY("the body"),
        /** A whole field of a well-known name. */
        FIELD("the field"),
        /** Fields of other names. */
        OTHER_FIELDS("fields of other names"),
        /** Names and comments beside addresses. */
        DISPLAY_NAME("names beside addresses in"),
        /** An address that cannot be written without telling more of it. */
        ADDRESS("unusual addresses in"),
        /** All of a signature but its algorithm, domain and selector. */
        SIGNATURE_DATA("most tags of"),
        /** The part of an address or message identifier before the at sign, replaced by a keyed hash. */
        LOCAL_PART("local parts, replaced by keyed hashes, in"),
        /** A field of the report that the standard asks for, and whose value is not known or cannot be written. */
        LEFT_OUT("the field of this report");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    /**
     * Checks for null and the count.
     *
     * @param kind what it is
     * @param field the field it belongs to; empty where there is none
     * @param count how often, one or more
     * @throws IllegalArgumentException when the count is not positive
     */
    public FailureReportRemoval {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(field, "field");
        if (count < 1) {
            throw new IllegalArgumentException("count must be positive");
        }
    }

    /** For people, as the report says it. */
    @Override
    public String toString() {
        return kind.text + (field.isEmpty() ? "" : " " + field) + (count > 1 ? " (" + count + " times)" : "");
    }
}
