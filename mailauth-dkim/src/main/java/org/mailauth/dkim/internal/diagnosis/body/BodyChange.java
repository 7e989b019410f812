package org.mailauth.dkim.internal.diagnosis.body;

/** One kind of change, and how to undo it. Stateless. */
interface BodyChange {
    /** Hands the texts that may have been signed to a trial, the most usual one first, until it is over. */
    void undo(ReceivedBody body, BodyTrial trial);
}
