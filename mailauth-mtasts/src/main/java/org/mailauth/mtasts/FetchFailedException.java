package org.mailauth.mtasts;

import java.io.IOException;

/** Ends a fetch with a failure; caught by the transport, never seen outside. */
final class FetchFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final PolicyFetchFailure failure;

    /**
     * A failure.
     *
     * @param failure why the fetch ends
     * @param detail one plain sentence for people
     */
    FetchFailedException(PolicyFetchFailure failure, String detail) {
        super(detail);
        this.failure = failure;
    }

    /**
     * A failure that follows from another.
     *
     * @param failure why the fetch ends
     * @param detail one plain sentence for people
     * @param cause what happened
     */
    FetchFailedException(PolicyFetchFailure failure, String detail, Throwable cause) {
        super(detail, cause);
        this.failure = failure;
    }

    PolicyFetchFailure failure() {
        return failure;
    }
}
