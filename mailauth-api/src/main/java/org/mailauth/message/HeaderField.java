package org.mailauth.message;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mailauth.internal.text.OctetScan;

/**
 * One header field with the octets it was written in: name, colon, body and the final CRLF.
 *
 * <p>Nothing is normalized: folds, blanks and case are kept, because signatures cover them; only where a message ends
 * within a field, the missing CRLF is added. The field's name is compared without ASCII case, and white space between name and colon is no part of it (RFC 5322 §4.5). Immutable and
 * thread-safe.
 */
public final class HeaderField {
    private final byte[] buffer;
    private final int start;
    private final int length;
    private final int nameLength;
    private final int colon;

    /** A field that lies in a larger buffer, which nobody writes to any more; {@code colon} counts from its start. */
    HeaderField(byte[] buffer, int start, int length, int nameLength, int colon) {
        this.buffer = buffer;
        this.start = start;
        this.length = length;
        this.nameLength = nameLength;
        this.colon = colon;
    }

    /**
     * Makes a field of a name and a body.
     *
     * @param name printable ASCII without blanks and colon (RFC 5322 §2.2)
     * @param body text after the colon, a leading blank included if wanted; folded lines are separated by CRLF and
     *     start with a blank or tab; written in UTF-8 (RFC 6532)
     * @return the field, ended by CRLF
     * @throws IllegalArgumentException when the name is no field name, or the body would end the field early; a
     *     surrogate without its partner is written as {@code ?}
     */
    public static HeaderField of(String name, String body) {
        if (!isFieldName(name)) {
            throw new IllegalArgumentException("name is no field name");
        }
        byte[] octets = (name + ':' + body + "\r\n").getBytes(StandardCharsets.UTF_8);
        if (!isOneField(octets)) {
            throw new IllegalArgumentException("body must not hold a CR, LF or NUL that is not part of a fold");
        }
        return new HeaderField(octets, 0, octets.length, name.length(), name.length());
    }

    private static boolean isFieldName(String name) {
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            if (c <= 0x20 || c >= 0x7F || c == ':') {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isOneField(byte[] octets) {
        int end = octets.length - 2;
        int at = 0;
        while ((at = OctetScan.indexOfAtMost(octets, at, end, '\r')) < end) {
            byte octet = octets[at];
            boolean fold = octet == '\r' && at + 2 < end && octets[at + 1] == '\n' && isBlank(octets[at + 2]);
            if (!fold && (octet == '\r' || octet == '\n' || octet == 0)) {
                return false;
            }
            at += fold ? 3 : 1;
        }
        return true;
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\t';
    }

    /**
     * The name as written, without white space before the colon.
     *
     * @return printable ASCII
     */
    public String name() {
        return new String(buffer, start, nameLength, StandardCharsets.US_ASCII);
    }

    /**
     * Whether the field has this name, compared without ASCII case.
     *
     * @param name a field name
     * @return true when it does
     */
    public boolean isNamed(String name) {
        if (name.length() != nameLength) {
            return false;
        }
        for (int at = 0; at < nameLength; at++) {
            if (lowerCase(buffer[start + at]) != lowerCase(name.charAt(at))) {
                return false;
            }
        }
        return true;
    }

    static int lowerCase(int c) {
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    }

    /**
     * Whether a CR or LF stands in the body that is no part of a CRLF: some readers take it for the end of a line, and may
     * see another field behind it (RFC 5321 §2.3.8).
     *
     * @return true when {@link #hides(String)} may be true of some name
     */
    public boolean hasLoneLineEnd() {
        int end = start + length;
        int at = start + colon + 1;
        while ((at = OctetScan.indexOfAtMost(buffer, at, end, '\r')) < end) {
            byte octet = buffer[at];
            if (octet == '\n' || (octet == '\r' && buffer[at + 1] != '\n')) {
                return true;
            }
            at += octet == '\r' ? 2 : 1;
        }
        return false;
    }

    /**
     * Whether some readers would find a further field of this name inside this one: behind a lone CR or LF, which ends no
     * line (RFC 5321 §2.3.8) but is taken for a line end by many.
     *
     * @param name a field name, compared without ASCII case
     * @return true when such a field is hidden here
     */
    public boolean hides(String name) {
        // Nearly no field has one, and to ask is eight times as fast as to search.
        return hasLoneLineEnd() && HiddenFields.has(this, name);
    }

    /**
     * The body as written: everything between the colon and the final CRLF, folds included.
     *
     * @return decoded as UTF-8, malformed octets as U+FFFD
     */
    public String body() {
        int from = start + colon + 1;
        return new String(buffer, from, start + length - 2 - from, StandardCharsets.UTF_8);
    }

    /**
     * The body on one line: folds removed (RFC 5322 §2.2.3), white space around it trimmed.
     *
     * @return decoded as UTF-8, malformed octets as U+FFFD
     */
    public String unfoldedBody() {
        String body = body();
        if (body.indexOf('\r') < 0) {
            return trimmed(body);
        }
        StringBuilder line = new StringBuilder(body.length());
        for (int at = 0; at < body.length(); at++) {
            boolean crlf = body.startsWith("\r\n", at);
            if (crlf) {
                at++;
            } else {
                line.append(body.charAt(at));
            }
        }
        return trimmed(line.toString());
    }

    private static String trimmed(String line) {
        int from = 0;
        int to = line.length();
        while (from < to && isBlank(line.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(line.charAt(to - 1))) {
            to--;
        }
        return line.substring(from, to);
    }

    /**
     * Where the body starts: the octet behind the colon.
     *
     * @return offset from the start of the field
     */
    public int bodyStart() {
        return colon + 1;
    }

    /**
     * Whether white space stands between name and colon, which is obsolete (RFC 5322 §4.5).
     *
     * @return true when it does
     */
    public boolean hasSpaceBeforeColon() {
        return colon > nameLength;
    }

    /**
     * The size of the whole field.
     *
     * @return octets, the final CRLF included
     */
    public int length() {
        return length;
    }

    /**
     * One octet of the field.
     *
     * @param index 0 to {@code length() - 1}
     * @return the octet
     */
    public byte octetAt(int index) {
        if (index < 0 || index >= length) {
            throw new IndexOutOfBoundsException("index " + index + " of a field of " + length + " octets");
        }
        return buffer[start + index];
    }

    /**
     * The whole field.
     *
     * @return a copy
     */
    public byte[] octets() {
        return Arrays.copyOfRange(buffer, start, start + length);
    }

    /**
     * Copies a part of the field.
     *
     * @param from where the part starts, from the start of the field
     * @param to where it ends, at most {@link #length()}
     * @param target takes the octets
     * @param at where in {@code target} they start
     */
    public void copyTo(int from, int to, byte[] target, int at) {
        Objects.checkFromToIndex(from, to, length);
        System.arraycopy(buffer, start + from, target, at, to - from);
    }

    /**
     * Writes the whole field, the final CRLF included, in one piece.
     *
     * @param out takes the octets and must not change them
     * @throws IOException when {@code out} throws it
     */
    public void writeTo(OutputStream out) throws IOException {
        out.write(buffer, start, length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HeaderField that
                && Arrays.equals(buffer, start, start + length, that.buffer, that.start, that.start + that.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int at = start; at < start + length; at++) {
            hash = 31 * hash + buffer[at];
        }
        return hash;
    }

    /** The whole field as text, with its folds and without the final CRLF. */
    @Override
    public String toString() {
        return new String(buffer, start, length - 2, StandardCharsets.UTF_8);
    }
}
