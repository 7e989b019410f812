package org.mailauth.arc;

import java.util.Optional;
import org.mailauth.message.HeaderField;

/** The three fields of an ARC Set (RFC 8617 §4.1), in the order in which a new set stands on top of a message. */
enum FieldKind {
    /** §4.1.3. */
    SEAL("ARC-Seal"),
    /** §4.1.2. */
    MESSAGE_SIGNATURE("ARC-Message-Signature"),
    /** §4.1.1. */
    AUTHENTICATION_RESULTS("ARC-Authentication-Results");

    private final String fieldName;

    FieldKind(String fieldName) {
        this.fieldName = fieldName;
    }

    String fieldName() {
        return fieldName;
    }

    /** The kind of a field; empty for a field of no chain. */
    static Optional<FieldKind> of(HeaderField field) {
        for (FieldKind kind : values()) {
            if (field.isNamed(kind.fieldName)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
