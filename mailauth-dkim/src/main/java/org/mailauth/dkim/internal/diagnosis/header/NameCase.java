package org.mailauth.dkim.internal.diagnosis.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.mailauth.dkim.diagnosis.DkimCause;
import org.mailauth.dkim.internal.diagnosis.Explain;
import org.mailauth.message.HeaderField;

/** Field names in another case, which matters under simple (RFC 6376 §3.4.1): of one field, or of all. */
final class NameCase implements HeaderChange {
    private static final Map<String, String> USUAL = Map.of(
            "message-id", "Message-ID",
            "mime-version", "MIME-Version",
            "content-id", "Content-ID",
            "list-id", "List-ID",
            "dkim-signature", "DKIM-Signature");
    private static final List<UnaryOperator<String>> CASES = List.of(
            NameCase::usual,
            NameCase::title,
            name -> name.toLowerCase(Locale.ROOT),
            name -> name.toUpperCase(Locale.ROOT));

    @Override
    public List<FormerHeader> undo(ReceivedHeader header) {
        List<FormerHeader> formers = new ArrayList<>();
        if (!header.isSimple()) {
            return formers;
        }
        List<Integer> indexes = new ArrayList<>(header.editable());
        indexes.add(header.own());
        for (UnaryOperator<String> form : CASES) {
            List<FormerHeader> each = new ArrayList<>();
            for (int index : indexes) {
                renamed(header, index, form).ifPresent(each::add);
            }
            formers.addAll(each);
            formers.add(new FormerHeader(
                    each.stream().flatMap(one -> one.changes().stream()).toList(),
                    each.stream().flatMap(one -> one.edits().stream()).toList(),
                    false));
        }
        return formers;
    }

    private static Optional<FormerHeader> renamed(ReceivedHeader header, int index, UnaryOperator<String> form) {
        FieldText text = header.text(index);
        String start = form.apply(text.start());
        HeaderField field = FieldText.field(start + text.lead() + text.value() + text.tail());
        if (field == null || start.equals(text.start())) {
            return Optional.empty();
        }
        String is = header.fields().get(index).name();
        return Optional.of(FormerHeader.of(
                Explain.cause(DkimCause.FIELD_NAME_CASE, "the field " + field.name() + " was renamed to " + is),
                new FormerHeader.Edit(index, field)));
    }

    private static String usual(String start) {
        String name = start.substring(0, start.length() - 1).toLowerCase(Locale.ROOT);
        return USUAL.containsKey(name) ? USUAL.get(name) + ":" : title(start);
    }

    private static String title(String start) {
        StringBuilder name = new StringBuilder(start.toLowerCase(Locale.ROOT));
        for (int at = 0; at < name.length(); at++) {
            if (at == 0 || name.charAt(at - 1) == '-') {
                name.setCharAt(
                        at,
                        String.valueOf(name.charAt(at)).toUpperCase(Locale.ROOT).charAt(0));
            }
        }
        return name.toString();
    }
}
