package org.mailauth.arc;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.mailauth.dkim.internal.signature.BrokenTagException;
import org.mailauth.dkim.internal.signature.SignatureTags;

/** The places of a chain's fields: three for each instance. Makes a set of each instance that is whole. */
final class ChainSlots {
    private final List<Map<FieldKind, List<ChainField>>> slots = new ArrayList<>();

    ChainSlots(int highest) {
        for (int instance = 1; instance <= highest; instance++) {
            slots.add(new EnumMap<>(FieldKind.class));
        }
    }

    /** Puts a field where it belongs; one without an instance belongs nowhere. */
    void add(ChainField field) {
        if (field.instance() != Instance.UNREADABLE) {
            slots.get(field.instance() - 1)
                    .computeIfAbsent(field.kind(), any -> new ArrayList<>(1))
                    .add(field);
        }
    }

    /** The set of an instance: RFC 8617 §5.2 step 3, without what its seal says of the chain. */
    ArcSet set(int instance) throws BrokenSetException {
        Map<FieldKind, List<ChainField>> slot = slots.get(instance - 1);
        ChainField seal = only(slot, FieldKind.SEAL, instance);
        ChainField signature = only(slot, FieldKind.MESSAGE_SIGNATURE, instance);
        ChainField results = only(slot, FieldKind.AUTHENTICATION_RESULTS, instance);
        return read(instance, seal, signature, results);
    }

    private static ChainField only(Map<FieldKind, List<ChainField>> slot, FieldKind kind, int instance)
            throws BrokenSetException {
        List<ChainField> fields = slot.getOrDefault(kind, List.of());
        if (fields.size() != 1) {
            ArcReason reason = fields.isEmpty() ? ArcReason.FIELD_MISSING : ArcReason.FIELD_REPEATED;
            String detail =
                    fields.isEmpty() ? kind.fieldName() + " is missing" : kind.fieldName() + " occurs more than once";
            throw new BrokenSetException(Finding.at(instance, reason, detail));
        }
        return fields.get(0);
    }

    private static ArcSet read(int instance, ChainField seal, ChainField signature, ChainField results)
            throws BrokenSetException {
        FieldKind reading = FieldKind.SEAL;
        try {
            SealField sealTags = SealField.of(seal.tags().orElseThrow());
            reading = FieldKind.MESSAGE_SIGNATURE;
            SignatureTags signatureTags =
                    MessageSignatureReader.read(signature.tags().orElseThrow());
            return new ArcSet(
                    instance,
                    seal.field(),
                    sealTags,
                    signature.field(),
                    signatureTags,
                    results.field(),
                    results.results().orElseThrow());
        } catch (BrokenTagException broken) {
            throw new BrokenSetException(Finding.at(
                    instance,
                    ArcReason.FIELD_MALFORMED,
                    broken.reason(),
                    reading.fieldName() + ": " + broken.detail()));
        } catch (BrokenFieldException broken) {
            throw new BrokenSetException(Finding.at(instance, broken.reason()));
        }
    }
}
