package org.mailauth.dkim.internal.diagnosis.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.dkim.HeaderCanonicalization;
import org.mailauth.dkim.diagnosis.DkimCause;
import org.mailauth.dkim.internal.diagnosis.Explain;
import org.mailauth.dkim.internal.signature.SignatureTags;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;

/**
 * The header as it arrived.
 *
 * @param fields from the top
 * @param own the index of the signature's field
 * @param tags what that says
 */
record ReceivedHeader(List<HeaderField> fields, int own, SignatureTags tags) {
    /** Longer fields are not edited. */
    private static final int MAX_EDITED_OCTETS = 8192;

    static Optional<ReceivedHeader> of(HeaderFields header, HeaderField signature, SignatureTags tags) {
        int own = indexOf(header.all(), signature);
        return own < 0 ? Optional.empty() : Optional.of(new ReceivedHeader(header.all(), own, tags));
    }

    @SuppressWarnings("ReferenceEquality") // an equal field is another field, but the best guess when ours is not there
    private static int indexOf(List<HeaderField> fields, HeaderField signature) {
        for (int at = 0; at < fields.size(); at++) {
            if (fields.get(at) == signature) {
                return at;
            }
        }
        return fields.indexOf(signature);
    }

    boolean isSimple() {
        return tags.headerCanonicalization() == HeaderCanonicalization.SIMPLE;
    }

    boolean isSigned(String name) {
        return tags.signedFields().stream().anyMatch(signed -> signed.equalsIgnoreCase(name));
    }

    /** The indexes of the fields that the signature speaks of, its own left out, and of a length to be edited. */
    List<Integer> editable() {
        List<Integer> indexes = new ArrayList<>();
        for (int at = 0; at < fields.size(); at++) {
            HeaderField field = fields.get(at);
            if (at != own && field.length() <= MAX_EDITED_OCTETS && isSigned(field.name())) {
                indexes.add(at);
            }
        }
        return indexes;
    }

    /** The indexes of the fields of one name, from the top. */
    List<Integer> named(String name) {
        List<Integer> indexes = new ArrayList<>();
        for (int at = 0; at < fields.size(); at++) {
            if (at != own && fields.get(at).isNamed(name)) {
                indexes.add(at);
            }
        }
        return indexes;
    }

    FieldText text(int index) {
        return FieldText.of(fields.get(index));
    }

    /** The value of the topmost field of a name; empty when there is none. */
    Optional<String> value(String name) {
        List<Integer> indexes = named(name);
        return indexes.isEmpty()
                ? Optional.empty()
                : Optional.of(text(indexes.get(0)).unfolded());
    }

    /** The header with another value of one field; null when that is no field. */
    @Nullable
    FormerHeader withValue(int index, String was, DkimCause cause) {
        FieldText text = text(index);
        HeaderField former = text.with(was);
        return former == null
                ? null
                : FormerHeader.of(
                        Explain.field(
                                cause,
                                fields.get(index).name(),
                                Optional.of(FieldText.unfolded(was)),
                                Optional.of(text.unfolded())),
                        new FormerHeader.Edit(index, former));
    }
}
