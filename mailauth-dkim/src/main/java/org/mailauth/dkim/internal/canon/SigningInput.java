package org.mailauth.dkim.internal.canon;

import java.util.List;
import org.mailauth.dkim.internal.crypto.OctetSink;
import org.mailauth.dkim.internal.crypto.SignedOctets;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;

/** What a header signature is made over (RFC 6376 §3.7 and §5.4.2). Immutable. */
public final class SigningInput implements SignedOctets {
    /** No field. */
    private static final int NONE = -1;

    /** Small fields go together; the JDK takes as long to be called as to hash forty octets. */
    private static final int PIECE = 256;

    private final List<HeaderField> fields;
    private final int[] chosen;
    private final HeaderCanonicalizer canonicalizer;
    private final HeaderField signatureField;
    private final int valueFrom;
    private final int valueTo;

    private SigningInput(
            List<HeaderField> fields,
            int[] chosen,
            HeaderCanonicalizer canonicalizer,
            HeaderField signatureField,
            int valueFrom,
            int valueTo) {
        this.fields = fields;
        this.chosen = chosen;
        this.canonicalizer = canonicalizer;
        this.signatureField = signatureField;
        this.valueFrom = valueFrom;
        this.valueTo = valueTo;
    }

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
    public static SigningInput of(
            HeaderFields header,
            List<String> signedFields,
            HeaderCanonicalizer canonicalizer,
            HeaderField signatureField,
            int valueFrom,
            int valueTo) {
        int[] chosen = choose(header.all(), signedFields, signatureField);
        return new SigningInput(header.all(), chosen, canonicalizer, signatureField, valueFrom, valueTo);
    }

    @Override
    public void drainTo(OctetSink sink) {
        OctetBuffer piece = new OctetBuffer(Math.max(PIECE, largest()));
        for (int at : chosen) {
            if (at != NONE) {
                HeaderField field = fields.get(at);
                piece.makeRoom(field.length(), sink);
                canonicalizer.append(field, piece);
            }
        }
        piece.makeRoom(ownLength(), sink);
        canonicalizer.append(signatureField, valueFrom, valueTo, piece);
        // RFC 6376 §3.7: the signature field itself is hashed without its final CRLF.
        piece.dropLast(2);
        piece.drainTo(sink);
    }

    /** The canonical form of a field is never longer than the field. */
    private int largest() {
        int largest = ownLength();
        for (int at : chosen) {
            largest = at == NONE ? largest : Math.max(largest, fields.get(at).length());
        }
        return largest;
    }

    private int ownLength() {
        return signatureField.length() - (valueTo - valueFrom);
    }

    /**
     * A copy of everything.
     *
     * @return the canonical form
     */
    public byte[] toArray() {
        OctetBuffer whole = new OctetBuffer(4 * PIECE);
        drainTo(whole);
        return whole.toArray();
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
