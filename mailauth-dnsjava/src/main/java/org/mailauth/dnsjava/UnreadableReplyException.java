package org.mailauth.dnsjava;

/** A reply contradicts itself or the protocol; never leaves this package. */
final class UnreadableReplyException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableReplyException(String message) {
        super(message, null, false, false);
    }
}
