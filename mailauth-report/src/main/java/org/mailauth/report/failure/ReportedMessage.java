package org.mailauth.report.failure;

import java.util.Objects;
import org.mailauth.message.Message;

/**
 * The message that a report is about, or its header (RFC 5965 §2): a stranger's text, and often redacted (RFC 6590).
 *
 * <p>Immutable and thread-safe; no component is null.
 *
 * @param contentType the media type of the part, in lower case
 * @param headerOnly whether the part is for a header without a body
 * @param message what is in the part
 */
public record ReportedMessage(String contentType, boolean headerOnly, Message message) {
    /**
     * Checks for null.
     *
     * @param contentType the media type of the part, in lower case
     * @param headerOnly whether the part is for a header without a body
     * @param message what is in the part
     */
    public ReportedMessage {
        Objects.requireNonNull(contentType, "contentType");
        Objects.requireNonNull(message, "message");
    }
}
