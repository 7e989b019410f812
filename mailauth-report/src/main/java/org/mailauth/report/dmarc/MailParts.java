package org.mailauth.report.dmarc;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;

/** The parts of a mail, decoded one after the other, also those of mails in it (RFC 2045, RFC 2046). */
final class MailParts {
    private static final int MAX_LINE = 64 * 1024;
    private static final int MAX_FIELD = 256 * 1024;
    private static final int MAX_FIELDS = 1_000;
    /** Entities in each other. Each of them is a stream that reads from the one around it, so the stack grows with them. */
    private static final int MAX_DEPTH = 16;

    private MailParts() {}

    /** Takes a part. */
    @FunctionalInterface
    interface PartHandler {
        /** Reads a part as far as it likes; false when no further one is wanted. */
        boolean part(String name, InputStream decoded) throws ReportFormatException;
    }

    static void read(InputStream mail, ReportLimits limits, Findings findings, PartHandler handler)
            throws ReportFormatException {
        MimeConfig config = MimeConfig.custom()
                .setMaxLineLen(MAX_LINE)
                .setMaxHeaderLen(MAX_FIELD)
                .setMaxHeaderCount(MAX_FIELDS)
                .setMaxContentLen(limits.inputOctets())
                .setCountLineNumbers(false)
                .build();
        MimeTokenStream tokens = new MimeTokenStream(config);
        try {
            tokens.parse(mail);
            walk(tokens, findings, handler);
        } catch (ReportFormatException strictly) {
            throw strictly;
        } catch (MimeException | IOException broken) {
            findings.add(Finding.MAIL, "the mail cannot be read to its end: " + broken.getMessage());
        }
    }

    private static void walk(MimeTokenStream tokens, Findings findings, PartHandler handler)
            throws IOException, MimeException {
        int depth = 0;
        int parts = 0;
        EntityState state = tokens.getState();
        while (state != EntityState.T_END_OF_STREAM) {
            switch (state) {
                case T_START_MULTIPART, T_START_MESSAGE -> {
                    depth++;
                    if (depth > MAX_DEPTH) {
                        findings.add(
                                Finding.LIMIT_NESTING, "the mail has more than " + MAX_DEPTH + " parts in each other");
                        return;
                    }
                }
                case T_END_MULTIPART, T_END_MESSAGE -> depth--;
                case T_BODY -> {
                    parts++;
                    String type = tokens.getBodyDescriptor().getMimeType().toLowerCase(Locale.ROOT);
                    if (!handler.part("part " + parts + " (" + type + ")", tokens.getDecodedInputStream())) {
                        return;
                    }
                }
                default -> {}
            }
            state = tokens.next();
        }
    }
}
