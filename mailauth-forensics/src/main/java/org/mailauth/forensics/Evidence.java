package org.mailauth.forensics;

import java.util.Objects;
import org.mailauth.message.HeaderFields;

/**
 * Says where in a header a finding was made: a field and a range of its octets. Immutable and thread-safe.
 *
 * @param fieldIndex which field, from the top, the first being 0
 * @param fieldName the field's name as written
 * @param start the first octet, from the start of the field
 * @param end the octet behind the last one
 */
public record Evidence(int fieldIndex, String fieldName, int start, int end) {

    /**
     * Checks the numbers.
     *
     * @param fieldIndex which field, from the top, the first being 0
     * @param fieldName the field's name as written
     * @param start the first octet, from the start of the field
     * @param end the octet behind the last one
     */
    public Evidence {
        Objects.requireNonNull(fieldName, "fieldName");
        if (fieldIndex < 0 || start < 0 || end < start) {
            throw new IllegalArgumentException("fieldIndex and start must not be negative, nor end before start");
        }
    }

    /**
     * The body of a field: what stands between its colon and its final CRLF.
     *
     * @param header the header
     * @param fieldIndex an index of {@link HeaderFields#all()}
     * @return the place
     */
    public static Evidence ofBody(HeaderFields header, int fieldIndex) {
        var field = header.all().get(fieldIndex);
        return new Evidence(fieldIndex, field.name(), field.bodyStart(), field.length() - 2);
    }
}
