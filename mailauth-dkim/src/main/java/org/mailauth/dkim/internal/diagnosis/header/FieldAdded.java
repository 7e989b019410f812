package org.mailauth.dkim.internal.diagnosis.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailauth.dkim.diagnosis.DkimCause;
import org.mailauth.dkim.internal.diagnosis.Explain;

/** A field of a signed name that was not there: one more than was signed, or one where none was (RFC 6376 §8.15). */
final class FieldAdded implements HeaderChange {
    private static final String LIST = "list-";

    @Override
    public List<FormerHeader> undo(ReceivedHeader header) {
        List<FormerHeader> formers = new ArrayList<>();
        List<FormerHeader> lists = new ArrayList<>();
        for (int index : header.editable()) {
            FormerHeader without = without(header, index);
            formers.add(without);
            if (header.text(index).lowerName().startsWith(LIST)) {
                lists.add(without);
            }
        }
        if (lists.size() > 1) {
            // A list puts on all its fields at once (RFC 2369).
            formers.add(new FormerHeader(
                    lists.stream().flatMap(one -> one.changes().stream()).toList(),
                    lists.stream().flatMap(one -> one.edits().stream()).toList(),
                    true));
        }
        return formers;
    }

    private static FormerHeader without(ReceivedHeader header, int index) {
        String name = header.fields().get(index).name();
        return FormerHeader.of(
                        Explain.field(
                                DkimCause.FIELD_ADDED,
                                name,
                                Optional.empty(),
                                Optional.of(header.text(index).unfolded())),
                        new FormerHeader.Edit(index, null))
                .asUsual();
    }
}
