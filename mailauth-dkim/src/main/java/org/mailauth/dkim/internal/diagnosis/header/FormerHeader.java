package org.mailauth.dkim.internal.diagnosis.header;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailauth.dkim.diagnosis.DkimExplanation;
import org.mailauth.message.HeaderField;

/**
 * A header as it may have been signed: the received one with edits.
 *
 * @param changes what happened to it
 * @param edits what undoes that, each for another field
 * @param usual whether it is usual enough to be tried together with others
 */
record FormerHeader(List<DkimExplanation> changes, List<Edit> edits, boolean usual) {

    /**
     * One field undone.
     *
     * @param index the field's index; the number of fields for one that was below them
     * @param field what it was; null when there was none
     */
    record Edit(int index, @Nullable HeaderField field) {}

    static FormerHeader of(DkimExplanation change, Edit... edits) {
        return new FormerHeader(List.of(change), List.of(edits), false);
    }

    FormerHeader asUsual() {
        return new FormerHeader(changes, edits, true);
    }

    /** Both, unless they concern the same field; null then. */
    @Nullable
    FormerHeader and(FormerHeader other) {
        for (Edit mine : edits) {
            for (Edit theirs : other.edits) {
                if (mine.index() == theirs.index()) {
                    return null;
                }
            }
        }
        return new FormerHeader(joined(changes, other.changes), joined(edits, other.edits), true);
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }
}
