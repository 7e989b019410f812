package org.mailauth.arc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;

/**
 * The chain that a header carries, sorted into sets, with the first rule of structure that it breaks (RFC 8617 §5.2
 * steps 1 to 3). The cost is linear in the header.
 *
 * @param sets the complete and well-formed ones, ascending
 * @param highest the highest instance that any field names; {@link Instance#BEYOND} for one that is too high
 * @param defect empty when the structure is sound; then every set from 1 to the highest is there
 */
record Chain(List<ArcSet> sets, int highest, Optional<Finding> defect) {
    /** Fields that a chain of the greatest length has. */
    private static final int MAX_FIELDS = Instance.MAX * FieldKind.values().length;

    static Chain of(HeaderFields header) {
        List<ChainField> fields = new ArrayList<>();
        for (HeaderField field : header) {
            Optional<FieldKind> kind = FieldKind.of(field);
            if (kind.isEmpty()) {
                continue;
            }
            if (fields.size() == MAX_FIELDS) {
                // More fields than fit: what is left of them is not worth a look.
                return broken(Instance.BEYOND, Finding.of(ArcReason.TOO_MANY_SETS));
            }
            fields.add(ChainField.of(kind.get(), field));
        }
        return fields.isEmpty() ? broken(0, Finding.of(ArcReason.NO_CHAIN)) : sorted(fields);
    }

    private static Chain broken(int highest, Finding finding) {
        return new Chain(List.of(), highest, Optional.of(finding));
    }

    private static Chain sorted(List<ChainField> fields) {
        int highest = fields.stream().mapToInt(ChainField::instance).max().orElse(0);
        if (highest > Instance.MAX) {
            return broken(highest, Finding.of(ArcReason.TOO_MANY_SETS));
        }
        ChainSlots slots = new ChainSlots(highest);
        fields.forEach(slots::add);
        List<ArcSet> sets = new ArrayList<>(highest);
        Optional<Finding> defect = before(fields, highest);
        for (int instance = 1; instance <= highest; instance++) {
            try {
                ArcSet set = slots.set(instance);
                sets.add(set);
                defect = defect.or(() -> outOfPlace(set));
            } catch (BrokenSetException broken) {
                defect = defect.or(() -> Optional.of(broken.finding()));
            }
        }
        return new Chain(List.copyOf(sets), highest, defect);
    }

    /** RFC 8617 §5.2 step 3: the first seal must say none, every later one pass. */
    private static Optional<Finding> outOfPlace(ArcSet set) {
        ChainValidationStatus expected = set.instance() == 1 ? ChainValidationStatus.NONE : ChainValidationStatus.PASS;
        return set.chainValidation() == expected
                ? Optional.empty()
                : Optional.of(Finding.at(
                        set.instance(),
                        ArcReason.STATUS_OUT_OF_PLACE,
                        "cv= is " + set.chainValidation().word() + " where " + expected.word() + " must be"));
    }

    /** What decides before the structure is looked at. */
    private static Optional<Finding> before(List<ChainField> fields, int highest) {
        for (ChainField field : fields) {
            if (field.instance() == highest && field.saysFail()) {
                return Optional.of(Finding.at(highest, ArcReason.FAILED_BEFORE));
            }
        }
        for (ChainField field : fields) {
            if (field.instance() == Instance.UNREADABLE) {
                return Optional.of(Finding.at(
                        0,
                        ArcReason.INSTANCE_UNREADABLE,
                        "an " + field.kind().fieldName() + " field has no instance from 1 to " + Instance.MAX));
            }
        }
        return Optional.empty();
    }
}
