package org.mailauth.dkim.internal.diagnosis.header;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Raw 8-bit text in a field (RFC 6532), converted between UTF-8 and Latin-1. */
final class FieldCharset implements ValueChange {
    @Override
    public List<Former> former(FieldText field) {
        List<Former> formers = new ArrayList<>();
        if (field.value().chars().anyMatch(c -> c >= 0x80)) {
            convert(field.value(), StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, formers);
            convert(field.value(), StandardCharsets.ISO_8859_1, StandardCharsets.UTF_8, formers);
        }
        return formers;
    }

    private static void convert(String value, Charset is, Charset was, List<Former> formers) {
        try {
            CharBuffer text = is.newDecoder().decode(ByteBuffer.wrap(value.getBytes(StandardCharsets.ISO_8859_1)));
            ByteBuffer octets = was.newEncoder().encode(text);
            formers.add(new Former(StandardCharsets.ISO_8859_1.decode(octets).toString(), false));
        } catch (CharacterCodingException otherCharset) {
            // not in this character set
        }
    }
}
