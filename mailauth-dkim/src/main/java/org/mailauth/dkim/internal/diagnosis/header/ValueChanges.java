package org.mailauth.dkim.internal.diagnosis.header;

import java.util.ArrayList;
import java.util.List;
import org.mailauth.dkim.diagnosis.DkimCause;

/**
 * A change of one field's value, tried on each signed field.
 *
 * @param cause what it is called
 * @param change how it is undone
 */
record ValueChanges(DkimCause cause, ValueChange change) implements HeaderChange {
    @Override
    public List<FormerHeader> undo(ReceivedHeader header) {
        List<FormerHeader> formers = new ArrayList<>();
        for (int index : header.editable()) {
            for (ValueChange.Former value : change.former(header.text(index))) {
                FormerHeader former = header.withValue(index, value.value(), cause);
                if (former != null) {
                    formers.add(value.usual() ? former.asUsual() : former);
                }
            }
        }
        return formers;
    }
}
