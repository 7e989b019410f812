package org.mailauth.dkim.lint;

import java.util.List;
import java.util.OptionalInt;
import org.mailauth.dkim.lint.KeyFinding.Severity;

/** Everything that can be said of one record by its text. */
final class RecordLint {
    /** What {@link org.mailauth.dkim.DkimKeyRecord#parse} reads at the most. */
    private static final int MAX_OCTETS = 8192;

    private RecordLint() {}

    static List<KeyFinding> check(String text, int number) {
        Findings findings = new Findings(OptionalInt.of(number));
        if (text.length() > MAX_OCTETS) {
            findings.add(
                    Severity.ERROR,
                    MAX_OCTETS,
                    "too-long",
                    Findings.KEY_RECORD,
                    "the record has " + text.length() + " octets; more than " + MAX_OCTETS + " are not read");
            return findings.sorted();
        }
        RecordText record = new RecordText(text);
        PastedRules.check(record, findings);
        if (record.isKeyRecord()) {
            new TagFindings(record, findings).check();
            new KeyValueRules(record, findings).check();
        } else {
            findings.add(Severity.ERROR, "no-key-record", Findings.KEY_RECORD, otherKind(text));
        }
        return findings.sorted();
    }

    static String otherKind(String text) {
        String start = text.stripLeading();
        if (start.startsWith("v=spf1")) {
            return "this is an SPF record and no key record; it belongs to the domain itself";
        }
        if (start.startsWith("v=DMARC1")) {
            return "this is a DMARC record and no key record; it belongs at _dmarc";
        }
        return "this is no key record: it has neither p= nor v=DKIM1";
    }
}
