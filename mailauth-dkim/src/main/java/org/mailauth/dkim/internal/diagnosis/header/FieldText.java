package org.mailauth.dkim.internal.diagnosis.header;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.mailauth.message.HeaderField;
import org.mailauth.message.Message;

/**
 * A field cut in pieces; text of one octet a character.
 *
 * @param start the name, and what stands before the colon, and the colon
 * @param lead white space behind the colon
 * @param value what is left between white space
 * @param tail white space before the final CRLF
 */
record FieldText(String start, String lead, String value, String tail) {
    static FieldText of(HeaderField field) {
        String text = new String(field.octets(), StandardCharsets.ISO_8859_1);
        String start = text.substring(0, field.bodyStart());
        String body = text.substring(field.bodyStart(), text.length() - 2);
        int from = 0;
        int to = body.length();
        while (from < to && isSpace(body.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(body.charAt(to - 1))) {
            to--;
        }
        return new FieldText(start, body.substring(0, from), body.substring(from, to), body.substring(to));
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    String lowerName() {
        return start.substring(0, start.length() - 1).strip().toLowerCase(Locale.ROOT);
    }

    /** The field with another value; null when that would not be one field. */
    @Nullable
    HeaderField with(String newValue) {
        return field(start + lead + newValue + tail);
    }

    /** The value on one line. */
    String unfolded() {
        return unfolded(value);
    }

    static String unfolded(String text) {
        return text.replace("\r\n", "");
    }

    /** A field of this text and a final CRLF; null when it would be another number of fields. */
    @Nullable
    static HeaderField field(String text) {
        byte[] octets = (text + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        List<HeaderField> fields = Message.of(octets).header().all();
        return fields.size() == 1 && fields.get(0).length() == octets.length ? fields.get(0) : null;
    }
}
