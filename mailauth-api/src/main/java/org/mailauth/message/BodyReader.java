package org.mailauth.message;

/** Reads along with a body as it goes by; joins a {@link BodyStream} for that. */
public interface BodyReader {
    /**
     * Takes the next octets of the body, which may be cut anywhere.
     *
     * @param octets holds them; belongs to the caller, must not be changed and may be changed by the caller later
     * @param offset where they start
     * @param length how many there are, one or more
     */
    void accept(byte[] octets, int offset, int length);

    /** Takes note that the body has ended; called once. */
    void end();
}
