package org.mailauth.message;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The header of a message: its fields from the top, in the order and spelling they were written in.
 *
 * <p>Immutable and thread-safe.
 */
public final class HeaderFields implements Iterable<HeaderField> {
    private final List<HeaderField> fields;

    HeaderFields(List<HeaderField> fields) {
        this.fields = List.copyOf(fields);
    }

    /**
     * Makes a header.
     *
     * @param fields from the top
     * @return the header
     */
    public static HeaderFields of(List<HeaderField> fields) {
        return new HeaderFields(fields);
    }

    /**
     * All fields.
     *
     * @return unmodifiable, from the top
     */
    public List<HeaderField> all() {
        return fields;
    }

    /**
     * The fields of one name.
     *
     * @param name compared without ASCII case
     * @return unmodifiable, from the top; empty when there is none
     */
    public List<HeaderField> named(String name) {
        List<HeaderField> named = new ArrayList<>(2);
        for (HeaderField field : fields) {
            if (field.isNamed(name)) {
                named.add(field);
            }
        }
        return Collections.unmodifiableList(named);
    }

    /**
     * The topmost field of one name.
     *
     * @param name compared without ASCII case
     * @return empty when there is none
     */
    public Optional<HeaderField> first(String name) {
        for (HeaderField field : fields) {
            if (field.isNamed(name)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    /**
     * The number of fields.
     *
     * @return zero or more
     */
    public int size() {
        return fields.size();
    }

    @Override
    public Iterator<HeaderField> iterator() {
        return fields.iterator();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HeaderFields that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return fields.size() + " header fields";
    }
}
