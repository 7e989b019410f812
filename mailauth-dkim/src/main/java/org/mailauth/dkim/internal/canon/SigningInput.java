package org.mailauth.dkim.internal.canon;

import java.util.List;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;

/** Puts together what the header hash is made of (RFC 6376 §3.7 and §5.4.2). */
public final class SigningInput {
    private static final int MOST_EXPECTED = 8192;

    private SigningInput() {}

    /**
     * The octets that are hashed and signed: the fields that {@code h=} selects, then the signature field itself.
     *
     * @param header the message's header
     * @param signedFields the names in {@code h=}, in order
     * @param canonicalizer the header canonicalization
     * @param signatureField the signature's own field
     * @param valueFrom where the raw value of its {@code b=} starts, from the start of the field
     * @param valueTo where it ends
     * @return the canonical form, without the CRLF behind the signature field
     */
    public static OctetBuffer of(
            HeaderFields header,
            List<String> signedFields,
            HeaderCanonicalizer canonicalizer,
            HeaderField signatureField,
            int valueFrom,
            int valueTo) {
        OctetBuffer input = new OctetBuffer(sizeOf(header.all()));
        appendSelected(header.all(), signedFields, canonicalizer, signatureField, input);
        canonicalizer.append(signatureField, valueFrom, valueTo, input);
        // RFC 6376 §3.7: the signature field itself is hashed without its final CRLF.
        input.dropLast(2);
        return input;
    }

    /** Room for all fields, which are seldom signed all, and never for a header made to be large. */
    private static int sizeOf(List<HeaderField> fields) {
        int size = 0;
        for (int at = 0; at < fields.size() && size < MOST_EXPECTED; at++) {
            size += fields.get(at).length();
        }
        return Math.min(size, MOST_EXPECTED);
    }

    @SuppressWarnings("ReferenceEquality") // an equal field is another field
    private static void appendSelected(
            List<HeaderField> fields,
            List<String> names,
            HeaderCanonicalizer canonicalizer,
            HeaderField signatureField,
            OctetBuffer input) {
        boolean[] used = new boolean[fields.size()];
        for (int mention = 0; mention < names.size(); mention++) {
            String name = names.get(mention);
            // RFC 6376 §5.4.2: each mention takes the lowest instance not yet taken; none left adds nothing.
            for (int at = fields.size() - 1; at >= 0; at--) {
                HeaderField field = fields.get(at);
                // RFC 6376 §3.5: h= never means the signature's own field.
                if (!used[at] && field != signatureField && field.isNamed(name)) {
                    used[at] = true;
                    canonicalizer.append(field, input);
                    break;
                }
            }
        }
    }
}
