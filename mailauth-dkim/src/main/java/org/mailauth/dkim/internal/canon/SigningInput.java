package org.mailauth.dkim.internal.canon;

import java.util.List;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;

/** Puts together what the header hash is made of (RFC 6376 §3.7 and §5.4.2). */
public final class SigningInput {
    /** No field. */
    private static final int NONE = -1;

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
        int[] chosen = choose(header.all(), signedFields, signatureField);
        OctetBuffer input =
                new OctetBuffer(sizeOf(header.all(), chosen) + signatureField.length() - (valueTo - valueFrom));
        for (int at : chosen) {
            if (at != NONE) {
                canonicalizer.append(header.all().get(at), input);
            }
        }
        canonicalizer.append(signatureField, valueFrom, valueTo, input);
        // RFC 6376 §3.7: the signature field itself is hashed without its final CRLF.
        input.dropLast(2);
        return input;
    }

    /** Room for the fields that are signed as they are; their canonical form is never longer. */
    private static int sizeOf(List<HeaderField> fields, int[] chosen) {
        int size = 0;
        for (int at : chosen) {
            size += at == NONE ? 0 : fields.get(at).length();
        }
        return size;
    }

    /** The place of the field that each mention in {@code h=} means, or {@link #NONE}. */
    @SuppressWarnings("ReferenceEquality") // an equal field is another field
    private static int[] choose(List<HeaderField> fields, List<String> names, HeaderField signatureField) {
        int[] chosen = new int[names.size()];
        boolean[] used = new boolean[fields.size()];
        String before = "";
        int at = NONE;
        for (int mention = 0; mention < chosen.length; mention++) {
            String name = names.get(mention);
            // RFC 6376 §5.4.2: each mention takes the lowest instance not yet taken; none left adds nothing. What lies
            // below the one that the mention before has taken was looked through for this name already.
            at = name.equals(before) ? Math.max(NONE, at - 1) : fields.size() - 1;
            before = name;
            // RFC 6376 §3.5: h= never means the signature's own field.
            while (at != NONE
                    && (used[at]
                            || fields.get(at) == signatureField
                            || !fields.get(at).isNamed(name))) {
                at--;
            }
            chosen[mention] = at;
            if (at != NONE) {
                used[at] = true;
            }
        }
        return chosen;
    }
}
