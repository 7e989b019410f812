package org.mailauth.dkim;

import java.util.ArrayList;
import java.util.List;
import org.mailauth.dkim.internal.signature.HiddenFields;
import org.mailauth.dkim.internal.text.FieldNames;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;

/**
 * The fields of one message that its readers act upon: how often each is there, and which of them stand hidden behind a
 * lone CR or LF, where some readers see them and others do not. Immutable.
 */
final class RiskyFields {
    private static final FieldNames NAMES = FieldNames.of(HiddenFields.RISKY);

    private final int[] present;
    private final List<String> hidden;

    private RiskyFields(int[] present, List<String> hidden) {
        this.present = present;
        this.hidden = hidden;
    }

    static RiskyFields of(HeaderFields header) {
        int[] present = new int[NAMES.count()];
        List<HeaderField> fields = header.all();
        for (int at = 0; at < fields.size(); at++) {
            int name = NAMES.indexOf(fields.get(at));
            if (name >= 0) {
                present[name]++;
            }
        }
        return new RiskyFields(present, HiddenFields.in(header));
    }

    /** Whether some readers see a field or an end of the header that is none. */
    boolean areHidden() {
        return !hidden.isEmpty();
    }

    /** What is hidden, for people. */
    String hiddenOnes() {
        return String.join(", ", hidden);
    }

    /** What a signature with this {@code h=} leaves open. */
    List<DkimFinding> leftOpenBy(List<String> signedFields) {
        int[] signed = new int[NAMES.count()];
        for (int at = 0; at < signedFields.size(); at++) {
            int name = NAMES.indexOf(signedFields.get(at));
            if (name >= 0) {
                signed[name]++;
            }
        }
        List<DkimFinding> findings = new ArrayList<>(0);
        for (String name : hidden) {
            findings.add(DkimFinding.about(
                    name, DkimFinding.Code.FIELD_HIDDEN, "a lone CR or LF makes some readers see " + name));
        }
        for (int at = 0; at < present.length; at++) {
            if (present[at] > signed[at]) {
                findings.add(leftOpen(HiddenFields.RISKY.get(at), present[at], signed[at]));
            }
        }
        return findings;
    }

    private static DkimFinding leftOpen(String name, int present, int signed) {
        return signed == 0
                ? DkimFinding.about(name, DkimFinding.Code.FIELD_UNSIGNED, name + " is not signed")
                : DkimFinding.about(
                        name,
                        DkimFinding.Code.FIELD_ADDED,
                        "of " + present + " " + name + " fields, " + signed + " are signed");
    }
}
