package org.mailauth.message;

/** Says how the lines of a message ended when it was read. */
public enum LineEndings {
    /** As on the wire (RFC 5321 §2.3.8). A lone CR or LF beside them is data, and a problem of the message. */
    CRLF,
    /**
     * Every line ended with a lone LF, as files lie on disk; each was converted to CRLF, once. A stream cannot know that of
     * every line beforehand; see {@link MessageStream#openStored}.
     */
    CONVERTED_FROM_LF
}
