package org.mailauth.internal.text;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;

/**
 * Writes a message line by line, each with CRLF: fields, folded where they are long (RFC 5322 §2.2.3), and text. It checks
 * nothing: what it is given must be harmless. For one thread.
 */
public final class MessageWriter {
    private static final String CRLF = "\r\n";
    /** RFC 2045 §6.8: no longer than 76 characters. */
    private static final int BASE64_LINE = 76;

    private final StringBuilder text = new StringBuilder();

    /** Starts without a line. */
    public MessageWriter() {}

    /**
     * Writes a field.
     *
     * @param name its name
     * @param value its value; may be folded at blanks
     * @return this
     */
    public MessageWriter field(String name, String value) {
        return line(name + ':' + Folding.fold(name.length() + 1, List.of(" " + value)));
    }

    /**
     * Writes the field Date.
     *
     * @param time when the message is written
     * @return this
     */
    public MessageWriter date(Instant time) {
        return field("Date", dateTime(time));
    }

    /**
     * A time as fields have it (RFC 5322 §3.3).
     *
     * @param time of the years 1 to 9999
     * @return in UTC
     */
    public static String dateTime(Instant time) {
        // RFC 5322 §3.3: English names, whatever the locale; the zone as a number.
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
        return date.replace("GMT", "+0000");
    }

    /**
     * Writes a line.
     *
     * @param line without its end; empty to end a header
     * @return this
     */
    public MessageWriter line(String line) {
        text.append(line).append(CRLF);
        return this;
    }

    /**
     * Writes octets in lines of base64 (RFC 2045 §6.8).
     *
     * @param octets any
     * @return this
     */
    public MessageWriter base64(byte[] octets) {
        return line(Base64.getMimeEncoder(BASE64_LINE, CRLF.getBytes(StandardCharsets.US_ASCII))
                .encodeToString(octets));
    }

    /**
     * What was written.
     *
     * @return in UTF-8, as RFC 6532 has it
     */
    public byte[] octets() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
