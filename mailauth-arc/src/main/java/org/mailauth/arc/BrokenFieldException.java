package org.mailauth.arc;

/** Leaves the reading of a field with a rule of RFC 8617 that it breaks; never leaves this package. */
final class BrokenFieldException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ArcReason reason;

    BrokenFieldException(ArcReason reason) {
        // Text from strangers must be cheap to refuse: no stack trace.
        super(reason.text(), null, false, false);
        this.reason = reason;
    }

    ArcReason reason() {
        return reason;
    }
}
