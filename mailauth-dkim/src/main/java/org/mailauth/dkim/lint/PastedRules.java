package org.mailauth.dkim.lint;

import org.mailauth.dkim.internal.key.KeyRecordParser;
import org.mailauth.dkim.lint.KeyFinding.Severity;

/** What gets into a record when it is copied from somewhere: files, zone files, shells. */
final class PastedRules {
    private PastedRules() {}

    static void check(RecordText record, Findings findings) {
        String text = record.text();
        // In notes such characters are harmless.
        Severity severity = KeyRecordParser.parse(text).record() == null ? Severity.ERROR : Severity.WARNING;
        int armour = text.indexOf("-----BEGIN");
        if (text.contains("PRIVATE KEY")) {
            findings.add(
                    Severity.ERROR,
                    Math.max(0, armour),
                    "private-key",
                    "RFC 6376 §8.3",
                    "the record shows a private key: everybody can sign in your name; stop using this key and make a"
                            + " new one");
        } else if (armour >= 0) {
            findings.add(
                    severity,
                    armour,
                    "pem-armour",
                    Findings.KEY_RECORD,
                    "the record holds the BEGIN line of a PEM file; p= takes the base64 between the lines only");
        }
        int quote = text.indexOf('"');
        if (quote >= 0) {
            findings.add(
                    severity,
                    quote,
                    "quotes",
                    "RFC 1035 §5.1",
                    "the record holds a quotation mark; quotes belong to zone files and not to the text");
        }
        int backslash = text.indexOf('\\');
        if (backslash >= 0) {
            findings.add(
                    severity,
                    backslash,
                    "backslash",
                    "RFC 1035 §5.1",
                    "the record holds a backslash, perhaps a zone file's escape that was escaped again");
        }
    }
}
