package org.mailauth.dkim;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;

/**
 * The fields of one message that its readers act upon: how often each is there, and which of them stand hidden behind a
 * lone CR or LF, where some readers see them and others do not. Immutable.
 */
final class RiskyFields {
    // RFC 6376 §8.15 and §5.4.1: what is shown, answered to, or decides how the body is shown; RFC 8058 §4: what is
    // clicked.
    private static final List<String> NAMES = List.of(
            "From",
            "Sender",
            "Reply-To",
            "Subject",
            "Date",
            "To",
            "Cc",
            "MIME-Version",
            "Content-Type",
            "Content-Transfer-Encoding",
            "List-Unsubscribe",
            "List-Unsubscribe-Post");
    private static final String END_OF_HEADER = "the end of the header";

    private final int[] present;
    private final Set<String> hidden;

    private RiskyFields(int[] present, Set<String> hidden) {
        this.present = present;
        this.hidden = hidden;
    }

    /** Looks at every octet of the header once. */
    static RiskyFields of(HeaderFields header) {
        int[] present = new int[NAMES.size()];
        Set<String> hidden = new LinkedHashSet<>();
        for (HeaderField field : header) {
            for (int at = 0; at < present.length; at++) {
                if (field.isNamed(NAMES.get(at))) {
                    present[at]++;
                }
            }
            findHidden(field, hidden);
        }
        return new RiskyFields(present, hidden);
    }

    private static void findHidden(HeaderField field, Set<String> hidden) {
        int end = field.length() - 2;
        for (int at = field.bodyStart(); at < end; at++) {
            byte octet = field.octetAt(at);
            if (octet == '\n' || octet == '\r') {
                boolean crlf = octet == '\r' && field.octetAt(at + 1) == '\n' && at + 1 < end;
                if (crlf) {
                    at++;
                } else {
                    addHiddenAt(field, at + 1, end, hidden);
                }
            }
        }
    }

    /** What a reader sees for whom a line starts here. */
    private static void addHiddenAt(HeaderField field, int start, int end, Set<String> hidden) {
        byte first = field.octetAt(start);
        if (first == '\r' || first == '\n') {
            hidden.add(END_OF_HEADER);
            return;
        }
        for (String name : NAMES) {
            if (startsWith(field, start, end, name)) {
                hidden.add(name);
            }
        }
    }

    private static boolean startsWith(HeaderField field, int start, int end, String name) {
        int at = start;
        for (int in = 0; in < name.length(); in++, at++) {
            if (at >= end || lowerCase(field.octetAt(at)) != lowerCase(name.charAt(in))) {
                return false;
            }
        }
        while (at < end && (field.octetAt(at) == ' ' || field.octetAt(at) == '\t')) {
            at++;
        }
        return at < end && field.octetAt(at) == ':';
    }

    private static int lowerCase(int c) {
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
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
