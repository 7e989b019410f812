package org.mailauth.forensics.mime;

import java.util.List;
import java.util.Optional;

/**
 * A Content-Type or Content-Disposition field. Immutable and thread-safe.
 *
 * @param index which field of its header
 * @param name as written
 * @param value in lower case what stands before the parameters, without blanks and comments
 * @param parameters as written, sections of RFC 2231 put together behind the others
 * @param isBroken whether it breaks the grammar, so that readers see different things
 * @param start the first octet of the body
 * @param end the octet behind the body
 */
public record MimeField(
        int index, String name, String value, List<MimeParameter> parameters, boolean isBroken, int start, int end) {

    /**
     * Copies the list.
     *
     * @param index which field of its header
     * @param name as written
     * @param value what stands before the parameters
     * @param parameters as written
     * @param isBroken whether it breaks the grammar
     * @param start the first octet of the body
     * @param end the octet behind the body
     */
    public MimeField {
        parameters = List.copyOf(parameters);
    }

    /**
     * A parameter.
     *
     * @param wanted its name in lower case
     * @return the first of that name
     */
    public Optional<MimeParameter> parameter(String wanted) {
        return parameters.stream().filter(one -> one.name().equals(wanted)).findFirst();
    }

    /**
     * Whether the parts of the body are divided by a boundary (RFC 2046 §5.1).
     *
     * @return true for multipart types
     */
    public boolean isMultipart() {
        return value.startsWith("multipart/");
    }
}
