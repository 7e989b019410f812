package org.mailauth.dkim.internal.signature;

import java.util.Base64;
import java.util.List;
import org.mailauth.message.HeaderField;

/**
 * Writes a field that signs, folded at 78 octets (RFC 5322 §2.1.1) between tags and inside long values. Not safe for
 * concurrent use.
 */
public final class TagFieldWriter {
    private static final int MAX_LINE = 78;
    private static final String FOLD = "\r\n\t";

    private final String fieldName;
    private final StringBuilder body = new StringBuilder();
    private int column;

    private TagFieldWriter(String fieldName) {
        this.fieldName = fieldName;
        this.column = fieldName.length() + 1;
    }

    /**
     * Starts a field.
     *
     * @param fieldName such as {@code DKIM-Signature}
     * @return a field without tags
     */
    public static TagFieldWriter of(String fieldName) {
        return new TagFieldWriter(fieldName);
    }

    /**
     * Adds a tag.
     *
     * @param name such as {@code d}
     * @param value is written as it is, and not folded
     * @return this writer
     */
    public TagFieldWriter tag(String name, String value) {
        place(name + "=" + value + ";");
        return this;
    }

    /**
     * Adds the tag {@code h=}, folded between names.
     *
     * @param names at least one
     * @return this writer
     */
    public TagFieldWriter signedFields(List<String> names) {
        for (int at = 0; at < names.size(); at++) {
            String piece = (at == 0 ? "h=" : "") + names.get(at) + (at == names.size() - 1 ? ";" : ":");
            if (at == 0) {
                place(piece);
            } else {
                if (column + piece.length() > MAX_LINE) {
                    fold();
                }
                append(piece);
            }
        }
        return this;
    }

    /**
     * Ends the field with an empty {@code b=}, as it is hashed.
     *
     * @return the field
     */
    public HeaderField unsigned() {
        place("b=");
        return HeaderField.of(fieldName, body.toString());
    }

    /**
     * Fills the signature in; white space in {@code b=} does not count.
     *
     * @param unsigned what {@link #unsigned()} gave
     * @param signature the signature data
     * @return the field
     */
    public static HeaderField signed(HeaderField unsigned, byte[] signature) {
        TagFieldWriter writer = new TagFieldWriter(unsigned.name());
        writer.body.append(unsigned.body());
        int lineStart = unsigned.body().lastIndexOf('\n') + 1;
        writer.column = unsigned.body().length() - lineStart + (lineStart == 0 ? writer.column : 0);
        String data = Base64.getEncoder().encodeToString(signature);
        for (int at = 0; at < data.length(); ) {
            int room = Math.min(data.length() - at, MAX_LINE - writer.column);
            if (room > 0) {
                writer.body.append(data, at, at + room);
                at += room;
            }
            if (at < data.length()) {
                writer.fold();
            }
        }
        return HeaderField.of(writer.fieldName, writer.body.toString());
    }

    private void place(String text) {
        if (column + 1 + text.length() > MAX_LINE) {
            fold();
        } else {
            body.append(' ');
            column++;
        }
        append(text);
    }

    private void append(String text) {
        body.append(text);
        column += text.length();
    }

    private void fold() {
        body.append(FOLD);
        // A tab is counted as one octet, as lines are measured.
        column = 1;
    }
}
