package org.mailauth.dkim.internal.diagnosis.header;

import java.util.List;

/** A change of a field's value that needs to know that field only. Stateless. */
interface ValueChange {
    /**
     * A value that a field may have had.
     *
     * @param value the value without white space around it
     * @param usual whether it is usual enough to be tried together with other changes
     */
    record Former(String value, boolean usual) {}

    /** The values that a field may have had, the most usual one first; empty for fields it does not concern. */
    List<Former> former(FieldText field);
}
