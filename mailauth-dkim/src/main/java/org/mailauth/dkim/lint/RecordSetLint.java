package org.mailauth.dkim.lint;

import java.util.List;
import java.util.OptionalInt;
import org.mailauth.dkim.lint.KeyFinding.Severity;

/** The TXT records of one name: which of them are keys, and are there too many? */
final class RecordSetLint {
    private static final String RULE = "RFC 6376 §3.6.2.2";
    private static final int MOST_RECORDS = 10;

    private RecordSetLint() {}

    static void check(List<String> records, Findings findings) {
        long keys = records.stream().filter(RecordSetLint::isKeyRecord).count();
        if (keys > 1) {
            findings.add(
                    Severity.ERROR,
                    "several-keys",
                    RULE,
                    "there are " + keys + " key records; which of them a receiver takes is undefined");
        }
        for (int at = 0; at < Math.min(records.size(), MOST_RECORDS); at++) {
            String text = records.get(at);
            if (keys == 0 || isKeyRecord(text)) {
                findings.addAll(RecordLint.check(text, at + 1));
            } else {
                tellOther(text, at + 1, findings);
            }
        }
    }

    private static boolean isKeyRecord(String text) {
        return new RecordText(text).isKeyRecord();
    }

    private static void tellOther(String text, int number, Findings findings) {
        Findings other = new Findings(OptionalInt.of(number));
        if (new RecordText(text).isPieceOfKey()) {
            other.add(
                    Severity.ERROR,
                    "split-over-records",
                    RULE,
                    "this record is a piece of a key; the pieces must be character-strings of one record, because records"
                            + " are not joined and have no order");
        } else {
            other.add(
                    Severity.WARNING,
                    "other-record",
                    RULE,
                    RecordLint.otherKind(text) + "; receivers have to skip it, and some do not");
        }
        findings.addAll(other.sorted());
    }
}
