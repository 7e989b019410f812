package org.mailauth.dkim.internal.diagnosis.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.mailauth.dkim.diagnosis.DkimCause;
import org.mailauth.dkim.diagnosis.DkimExplanation;
import org.mailauth.dkim.internal.diagnosis.Explain;

/** Fields of one name in another order: h= takes them from the bottom (RFC 6376 §5.4.2). */
final class FieldReordered implements HeaderChange {
    private static final int MAX_INSTANCES = 12;

    @Override
    public List<FormerHeader> undo(ReceivedHeader header) {
        List<FormerHeader> formers = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>();
        header.tags().signedFields().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        for (String name : names) {
            List<Integer> indexes = header.named(name);
            if (indexes.size() < 2 || indexes.size() > MAX_INSTANCES || mentions(header, name) < indexes.size()) {
                continue;
            }
            for (int first = 0; first < indexes.size(); first++) {
                for (int second = first + 1; second < indexes.size(); second++) {
                    formers.add(swapped(header, indexes.get(first), indexes.get(second)));
                }
            }
            formers.add(reversed(header, indexes));
            formers.add(rotated(header, indexes, 1));
            formers.add(rotated(header, indexes, indexes.size() - 1));
        }
        return formers;
    }

    /** How many fields of a name are signed: of one that is not, nobody knows whether it was there. */
    private static long mentions(ReceivedHeader header, String name) {
        return header.tags().signedFields().stream()
                .filter(name::equalsIgnoreCase)
                .count();
    }

    private static DkimExplanation explanation(ReceivedHeader header, int index) {
        return Explain.field(
                DkimCause.FIELD_REORDERED, header.fields().get(index).name(), Optional.empty(), Optional.empty());
    }

    private static FormerHeader swapped(ReceivedHeader header, int first, int second) {
        return FormerHeader.of(
                explanation(header, first),
                new FormerHeader.Edit(first, header.fields().get(second)),
                new FormerHeader.Edit(second, header.fields().get(first)));
    }

    private static FormerHeader reversed(ReceivedHeader header, List<Integer> indexes) {
        List<FormerHeader.Edit> edits = new ArrayList<>();
        for (int at = 0; at < indexes.size(); at++) {
            int other = indexes.get(indexes.size() - 1 - at);
            edits.add(new FormerHeader.Edit(indexes.get(at), header.fields().get(other)));
        }
        return new FormerHeader(List.of(explanation(header, indexes.get(0))), edits, false);
    }

    private static FormerHeader rotated(ReceivedHeader header, List<Integer> indexes, int by) {
        List<FormerHeader.Edit> edits = new ArrayList<>();
        for (int at = 0; at < indexes.size(); at++) {
            int other = indexes.get((at + by) % indexes.size());
            edits.add(new FormerHeader.Edit(indexes.get(at), header.fields().get(other)));
        }
        return new FormerHeader(List.of(explanation(header, indexes.get(0))), edits, false);
    }
}
