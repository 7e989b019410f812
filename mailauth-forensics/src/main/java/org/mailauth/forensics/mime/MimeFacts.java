package org.mailauth.forensics.mime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;
import org.mailauth.message.Message;

/**
 * What the MIME fields of a message and of its first part say. Only the first octets of the body are looked at. Immutable and
 * thread-safe; nothing is null.
 */
public final class MimeFacts {
    /** How many octets of a body are looked at. */
    public static final int MAX_BODY = 64 * 1024;

    private final MimeEntity message;
    private final Optional<MimeEntity> firstPart;
    private final Optional<MimeParameter> boundary;
    private final boolean boundaryUnused;

    private MimeFacts(HeaderFields header, byte[] body, boolean isCut) {
        message = new MimeEntity(header, false);
        boundary = message.type().filter(MimeField::isMultipart).flatMap(type -> type.parameter("boundary"));
        Optional<String> delimiter = boundary.map(MimeParameter::text)
                .filter(text -> !text.isEmpty())
                .map(text -> "--" + text);
        int part = delimiter
                .map(line -> behindDelimiter(body, line.getBytes(StandardCharsets.UTF_8)))
                .orElse(body.length);
        // A header without a body may be all that the reader has.
        boundaryUnused = delimiter.isPresent() && part < 0 && body.length > 0;
        firstPart = part >= 0 && part < body.length
                ? Optional.of(new MimeEntity(partHeader(Arrays.copyOfRange(body, part, body.length), isCut), true))
                : Optional.empty();
    }

    /**
     * Reads a message.
     *
     * @param message any message
     * @return what it says
     */
    public static MimeFacts of(Message message) {
        return new MimeFacts(message.header(), bodyStart(message), message.bodyLength() > MAX_BODY);
    }

    private static byte[] bodyStart(Message message) {
        try (InputStream body = message.bodyStream()) {
            return body.readNBytes(MAX_BODY);
        } catch (IOException never) {
            // The body is in memory.
            return new byte[0];
        }
    }

    /**
     * RFC 2046 §5.1.1: a line of the delimiter and blanks. Behind the closing one there is no part.
     *
     * @return the place behind the line, the body's length when there is no part, or -1 without such a line
     */
    private static int behindDelimiter(byte[] body, byte[] delimiter) {
        for (int line = 0; line < body.length; ) {
            int next = lineEnd(body, line);
            int tail = line + delimiter.length;
            if (tail <= next && Arrays.equals(body, line, tail, delimiter, 0, delimiter.length)) {
                String rest = new String(body, tail, next - tail, StandardCharsets.ISO_8859_1).strip();
                if (rest.isEmpty() || rest.equals("--")) {
                    return rest.isEmpty() ? next : body.length;
                }
            }
            line = next;
        }
        return -1;
    }

    private static int lineEnd(byte[] body, int from) {
        int at = from;
        while (at < body.length && body[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, body.length);
    }

    private static HeaderFields partHeader(byte[] part, boolean isCut) {
        Message read = Message.of(part);
        HeaderFields header = read.header();
        if (!isCut || read.bodyLength() > 0 || header.size() == 0) {
            return header;
        }
        // The last field may be longer than what is looked at.
        List<HeaderField> whole = new ArrayList<>(header.all());
        whole.remove(whole.size() - 1);
        return HeaderFields.of(whole);
    }

    /**
     * The message, and its first part if it has one.
     *
     * @return one or two
     */
    public List<MimeEntity> entities() {
        return firstPart.map(part -> List.of(message, part)).orElse(List.of(message));
    }

    /**
     * The message's own fields.
     *
     * @return never null
     */
    public MimeEntity message() {
        return message;
    }

    /**
     * What divides the parts.
     *
     * @return the first boundary of the message's topmost Content-Type; empty when it has none or is no multipart type
     */
    public Optional<MimeParameter> boundary() {
        return boundary;
    }

    /**
     * Whether there is a boundary and a body, but no line of the body that was looked at is the boundary.
     *
     * @return true then
     */
    public boolean isBoundaryUnused() {
        return boundaryUnused;
    }
}
