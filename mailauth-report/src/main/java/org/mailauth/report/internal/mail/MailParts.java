package org.mailauth.report.internal.mail;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;

/** Goes through the parts of one mail, decoded one after the other (RFC 2045, RFC 2046). Not thread-safe. */
public final class MailParts {
    /** Multiparts and mails in each other. Each of them is a stream that reads from the one around it, so the stack grows with them. */
    public static final int MAX_DEPTH = 16;

    private static final int MAX_LINE = 64 * 1024;
    private static final int MAX_FIELD = 256 * 1024;
    private static final int MAX_FIELDS = 1_000;

    private final MimeTokenStream tokens;
    private final PartHandler handler;
    private String contentType = "";

    private MailParts(MimeTokenStream tokens, PartHandler handler) {
        this.tokens = tokens;
        this.handler = handler;
    }

    /** How the way through a mail ended. */
    public enum End {
        /** There is nothing more. */
        ALL,
        /** The handler wants no more. */
        ENOUGH,
        /** There are more than {@link #MAX_DEPTH} multiparts and mails in each other; what is behind is not read. */
        TOO_DEEP
    }

    /** Takes the parts. */
    @FunctionalInterface
    public interface PartHandler {
        /**
         * Takes a part, and reads it as far as it likes.
         *
         * @param number of the part in the mail, the first being 1
         * @param type the media type in lower case, without parameters
         * @param decoded the content
         * @return false when no further one is wanted
         * @throws IOException when the part cannot be read, or to end the way
         */
        boolean part(int number, String type, InputStream decoded) throws IOException;

        /**
         * Hears of a multipart before its parts.
         *
         * @param type the media type in lower case
         * @param contentType the whole last field Content-Type, as written
         */
        default void multipart(String type, String contentType) {}
    }

    /**
     * Goes through a mail.
     *
     * @param mail its octets; not closed
     * @param maxOctets how many octets there may be
     * @param intoMails whether the parts of mails in the mail are parts, too; else such a mail is a part
     * @param handler takes the parts
     * @return how it ended
     * @throws IOException when the mail cannot be read to its end, or what the handler throws
     */
    public static End read(InputStream mail, long maxOctets, boolean intoMails, PartHandler handler)
            throws IOException {
        MimeConfig config = MimeConfig.custom()
                .setMaxLineLen(MAX_LINE)
                .setMaxHeaderLen(MAX_FIELD)
                .setMaxHeaderCount(MAX_FIELDS)
                .setMaxContentLen(maxOctets)
                .setCountLineNumbers(false)
                .build();
        MimeTokenStream tokens = new MimeTokenStream(config);
        tokens.setRecursionMode(intoMails ? RecursionMode.M_RECURSE : RecursionMode.M_NO_RECURSE);
        try {
            tokens.parse(mail);
            return new MailParts(tokens, handler).walk();
        } catch (MimeException broken) {
            throw new IOException(broken.getMessage(), broken);
        }
    }

    private End walk() throws IOException, MimeException {
        // The mail itself is not in another one.
        int depth = -1;
        int parts = 0;
        EntityState state = tokens.getState();
        while (state != EntityState.T_END_OF_STREAM) {
            switch (state) {
                case T_START_MULTIPART, T_START_MESSAGE -> {
                    depth++;
                    if (depth > MAX_DEPTH) {
                        return End.TOO_DEEP;
                    }
                    if (state == EntityState.T_START_MULTIPART) {
                        handler.multipart(type(), contentType);
                    }
                }
                case T_END_MULTIPART, T_END_MESSAGE -> depth--;
                case T_FIELD -> {
                    if (tokens.getField().getName().equalsIgnoreCase("Content-Type")) {
                        contentType = String.valueOf(tokens.getField().getBody());
                    }
                }
                case T_BODY -> {
                    parts++;
                    if (!handler.part(parts, type(), tokens.getDecodedInputStream())) {
                        return End.ENOUGH;
                    }
                }
                default -> {}
            }
            state = tokens.next();
        }
        return End.ALL;
    }

    private String type() {
        String type = tokens.getBodyDescriptor().getMimeType();
        return type == null ? "" : type.toLowerCase(Locale.ROOT);
    }
}
