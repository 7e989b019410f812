package org.mailauth.dkim.internal.diagnosis.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.mailauth.dkim.diagnosis.DkimCause;
import org.mailauth.dkim.internal.diagnosis.Explain;
import org.mailauth.message.HeaderField;

/** Folds and white space in another form, which matters under simple (RFC 6376 §3.4.1): of one field, or of all. */
final class Refolding implements HeaderChange {
    private static final List<UnaryOperator<FieldText>> FORMS = List.of(
            text -> body(text, text.lead(), FieldText.unfolded(text.value()), text.tail()),
            text -> body(text, text.lead(), single(text.value()), text.tail()),
            text -> body(text, " ", single(text.value()), ""),
            text -> body(text, text.lead(), text.value(), ""),
            text -> body(text, " ", text.value(), ""),
            text -> body(text, "", text.value(), ""),
            text -> body(text, " ", text.value(), text.tail()),
            text -> body(text, "", text.value(), text.tail()),
            text -> folds(text, "\r\n\t"),
            text -> folds(text, "\r\n "),
            text -> folds(text, "\r\n  "),
            text -> folds(text, "\r\n    "),
            text -> folds(text, "\r\n        "),
            text -> broken(text, 78),
            text -> broken(text, 76),
            text -> broken(text, 72),
            text -> listed(text, "\r\n "),
            text -> listed(text, "\r\n\t"),
            text -> listed(text, "\r\n        "));

    @Override
    public List<FormerHeader> undo(ReceivedHeader header) {
        List<FormerHeader> formers = new ArrayList<>();
        if (!header.isSimple()) {
            return formers;
        }
        List<Integer> indexes = new ArrayList<>(header.editable());
        indexes.add(header.own());
        for (UnaryOperator<FieldText> form : FORMS) {
            List<FormerHeader> each = new ArrayList<>();
            for (int index : indexes) {
                refolded(header, index, form).ifPresent(each::add);
            }
            formers.addAll(each);
            formers.add(new FormerHeader(
                    each.stream().flatMap(one -> one.changes().stream()).toList(),
                    each.stream().flatMap(one -> one.edits().stream()).toList(),
                    false));
        }
        return formers;
    }

    private static Optional<FormerHeader> refolded(ReceivedHeader header, int index, UnaryOperator<FieldText> form) {
        FieldText is = header.text(index);
        FieldText was = form.apply(is);
        HeaderField field =
                was.equals(is) ? null : FieldText.field(was.start() + was.lead() + was.value() + was.tail());
        return field == null
                ? Optional.empty()
                : Optional.of(FormerHeader.of(
                        Explain.field(DkimCause.FIELD_REFOLDED, field.name(), Optional.empty(), Optional.empty()),
                        new FormerHeader.Edit(index, field)));
    }

    private static FieldText body(FieldText text, String lead, String value, String tail) {
        return new FieldText(text.start(), lead, value, tail);
    }

    private static FieldText with(FieldText text, String value) {
        return body(text, text.lead(), value, text.tail());
    }

    /** Single blanks for folds and runs of white space. */
    private static String single(String value) {
        return spaced(value, " ", " ");
    }

    private static FieldText folds(FieldText text, String fold) {
        return with(text, spaced(text.value(), fold, ""));
    }

    /** The value with something for each fold and, unless that is empty, for each other run of white space. */
    private static String spaced(String value, String forFold, String forBlanks) {
        StringBuilder out = new StringBuilder(value.length());
        for (int at = 0; at < value.length(); ) {
            int end = at;
            while (end < value.length() && " \t\r\n".indexOf(value.charAt(end)) >= 0) {
                end++;
            }
            if (end == at) {
                out.append(value.charAt(at++));
                continue;
            }
            String blanks = value.substring(at, end);
            boolean fold = blanks.contains("\r\n");
            out.append(fold ? forFold : forBlanks.isEmpty() ? blanks : forBlanks);
            at = end;
        }
        return out.toString();
    }

    /** One line, broken before the last blank that fits. */
    private static FieldText broken(FieldText text, int width) {
        String value = FieldText.unfolded(text.value());
        StringBuilder out = new StringBuilder();
        int column = text.start().length() + text.lead().length();
        for (int at = 0; at < value.length(); ) {
            int end = at + 1;
            while (end < value.length() && value.charAt(end) != ' ' && value.charAt(end) != '\t') {
                end++;
            }
            if (column + end - at > width && at > 0) {
                out.append("\r\n");
                column = 0;
            }
            out.append(value, at, end);
            column += end - at;
            at = end;
        }
        return with(text, out.toString());
    }

    /** Folded behind each comma and semicolon. */
    private static FieldText listed(FieldText text, String fold) {
        String value = single(text.value());
        return with(text, value.replace(", ", "," + fold).replace("; ", ";" + fold));
    }
}
