package org.mailauth.dkim;

import java.util.ArrayList;
import java.util.List;
import org.mailauth.dkim.internal.signature.HiddenFields;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;

/**
 * The fields of one message that its readers act upon: how often each is there, and which of them stand hidden behind a
 * lone CR or LF, where some readers see them and others do not. Immutable.
 */
final class RiskyFields {
    private static final List<String> NAMES = HiddenFields.RISKY;

    private final int[] present;
    private final List<String> hidden;

    private RiskyFields(int[] present, List<String> hidden) {
        this.present = present;
        this.hidden = hidden;
    }

    static RiskyFields of(HeaderFields header) {
        int[] present = new int[NAMES.size()];
        for (HeaderField field : header) {
            for (int at = 0; at < present.length; at++) {
                if (field.isNamed(NAMES.get(at))) {
                    present[at]++;
                }
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
        List<DkimFinding> findings = new ArrayList<>();
        for (String name : hidden) {
            findings.add(DkimFinding.about(
                    name, DkimFinding.Code.FIELD_HIDDEN, "a lone CR or LF makes some readers see " + name));
        }
        for (int at = 0; at < present.length; at++) {
            String name = NAMES.get(at);
            int signed = 0;
            for (String field : signedFields) {
                signed += field.equalsIgnoreCase(name) ? 1 : 0;
            }
            if (present[at] > 0 && signed == 0) {
                findings.add(DkimFinding.about(name, DkimFinding.Code.FIELD_UNSIGNED, name + " is not signed"));
            } else if (present[at] > signed) {
                findings.add(DkimFinding.about(
                        name,
                        DkimFinding.Code.FIELD_ADDED,
                        "of " + present[at] + " " + name + " fields, " + signed + " are signed"));
            }
        }
        return findings;
    }
}
