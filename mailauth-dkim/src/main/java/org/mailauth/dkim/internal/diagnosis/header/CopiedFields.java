package org.mailauth.dkim.internal.diagnosis.header;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.dkim.diagnosis.DkimCause;
import org.mailauth.dkim.diagnosis.DkimExplanation;
import org.mailauth.dkim.internal.diagnosis.Explain;
import org.mailauth.message.HeaderField;

/**
 * The copies of fields that a signer leaves in {@code z=} for just this purpose (RFC 6376 §3.5). They prove nothing by
 * themselves; the hash does.
 */
final class CopiedFields implements HeaderChange {
    private static final int MAX_COPIES = 200;

    @Override
    public List<FormerHeader> undo(ReceivedHeader header) {
        List<String> copies = header.tags().copiedFields();
        if (copies.isEmpty() || copies.size() > MAX_COPIES) {
            return List.of();
        }
        Map<String, List<String>> byName = new LinkedHashMap<>();
        for (String copy : copies) {
            String octets = new String(copy.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            int colon = octets.indexOf(':');
            // What is not signed may be whatever it is.
            if (colon > 0 && header.isSigned(octets.substring(0, colon))) {
                byName.computeIfAbsent(octets.substring(0, colon).toLowerCase(Locale.ROOT), any -> new ArrayList<>())
                        .add(octets);
            }
        }
        List<FormerHeader> formers = new ArrayList<>();
        for (boolean fromTheBottom : new boolean[] {true, false}) {
            for (boolean spaced : new boolean[] {false, true}) {
                restored(header, byName, fromTheBottom, spaced).ifPresent(formers::add);
            }
        }
        return formers;
    }

    /** The header with every copied field as its copy has it. */
    private static Optional<FormerHeader> restored(
            ReceivedHeader header, Map<String, List<String>> byName, boolean fromTheBottom, boolean spaced) {
        List<DkimExplanation> changes = new ArrayList<>();
        List<FormerHeader.Edit> edits = new ArrayList<>();
        int below = 0;
        for (Map.Entry<String, List<String>> entry : byName.entrySet()) {
            List<Integer> indexes = new ArrayList<>(header.named(entry.getKey()));
            if (fromTheBottom) {
                Collections.reverse(indexes);
            }
            List<String> copies = entry.getValue();
            for (int at = 0; at < Math.max(copies.size(), indexes.size()); at++) {
                HeaderField was = at < copies.size() ? field(copies.get(at), spaced) : null;
                if (at >= indexes.size() && (was == null || below++ > 0)) {
                    // There is room for one more field below the others.
                    continue;
                }
                int index =
                        at < indexes.size() ? indexes.get(at) : header.fields().size();
                HeaderField is = at < indexes.size() ? header.fields().get(index) : null;
                if ((at < copies.size() && was == null) || same(was, is, header.isSimple())) {
                    continue;
                }
                changes.add(change(was, is));
                edits.add(new FormerHeader.Edit(index, was));
            }
        }
        return edits.isEmpty() ? Optional.empty() : Optional.of(new FormerHeader(changes, edits, false));
    }

    private static @Nullable HeaderField field(String copy, boolean spaced) {
        int colon = copy.indexOf(':');
        return FieldText.field(spaced ? copy.substring(0, colon + 1) + ' ' + copy.substring(colon + 1) : copy);
    }

    private static boolean same(@Nullable HeaderField was, @Nullable HeaderField is, boolean simple) {
        if (was == null || is == null) {
            return was == null && is == null;
        }
        return simple ? was.equals(is) : squeezed(was).equals(squeezed(is));
    }

    private static String squeezed(HeaderField field) {
        FieldText text = FieldText.of(field);
        return text.lowerName() + ":" + text.unfolded().replaceAll("[ \t]+", " ");
    }

    private static DkimExplanation change(@Nullable HeaderField was, @Nullable HeaderField is) {
        if (was == null && is != null) {
            return Explain.field(DkimCause.FIELD_ADDED, is.name(), Optional.empty(), Optional.of(value(is)));
        }
        if (was != null && is == null) {
            return Explain.field(DkimCause.FIELD_REMOVED, was.name(), Optional.of(value(was)), Optional.empty());
        }
        if (was == null || is == null) {
            throw new IllegalArgumentException("one of the fields must be there");
        }
        return Explain.field(DkimCause.FIELD_CHANGED, is.name(), Optional.of(value(was)), Optional.of(value(is)));
    }

    private static String value(HeaderField field) {
        return FieldText.of(field).unfolded();
    }
}
