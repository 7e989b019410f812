package org.mailauth.report.failure;

import java.util.Objects;

/**
 * A field of the machine-readable part of a report (RFC 5965 §3), known or not: a stranger's text.
 *
 * <p>Immutable and thread-safe; no component is null.
 *
 * @param name as written
 * @param value without blanks around it; a fold is one space
 */
public record FailureReportField(String name, String value) {
    /**
     * Checks for null.
     *
     * @param name as written
     * @param value without blanks around it; a fold is one space
     */
    public FailureReportField {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
    }

    /**
     * Whether this is the field of a name.
     *
     * @param other a name, in any case
     * @return true for the same name
     */
    public boolean isNamed(String other) {
        return name.equalsIgnoreCase(other);
    }
}
