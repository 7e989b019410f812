package org.mailauth.dkim.lint;

import java.util.Optional;
import org.mailauth.dkim.internal.text.Base64Text;
import org.mailauth.dkim.lint.KeyFinding.Severity;
import org.mailauth.internal.tag.Tag;

/** The value of {@code p=}: base64, and what is inside it. */
final class KeyValueRules {
    private final RecordText record;
    private final Findings findings;

    KeyValueRules(RecordText record, Findings findings) {
        this.record = record;
        this.findings = findings;
    }

    void check() {
        Tag tag = record.find("p").orElse(null);
        if (tag == null) {
            findings.add(
                    Severity.ERROR, "missing-key", Findings.KEY_RECORD, "there is no p=, and without it no key record");
            return;
        }
        String packed = tag.valueWithoutSpace();
        if (packed.isEmpty()) {
            findings.add(
                    Severity.WARNING,
                    record.nameStart(tag),
                    "revoked",
                    Findings.KEY_RECORD,
                    "p= is empty: the key is revoked, and signatures of this selector fail");
            return;
        }
        checkSpaces(tag);
        Optional<byte[]> octets = decode(tag, packed);
        if (octets.isPresent()) {
            String type = record.find("k").map(Tag::value).orElse("rsa");
            new KeyRules(findings, record.valueStart(tag)).check(octets.get(), type);
        }
    }

    private void checkSpaces(Tag tag) {
        for (int at = record.valueStart(tag) + 1; at < tag.rawStart() + rawLength(tag); at++) {
            if (RecordText.isSpace(record.text().charAt(at))) {
                findings.add(
                        Severity.WARNING,
                        at,
                        "space-in-key",
                        Findings.KEY_RECORD,
                        "p= holds white space, perhaps where it was split; the standard allows it, but not every receiver"
                                + " takes it");
                return;
            }
        }
    }

    /** Octets of the raw value up to the last that is no white space. */
    private int rawLength(Tag tag) {
        int end = tag.rawEnd();
        while (end > tag.rawStart() && RecordText.isSpace(record.text().charAt(end - 1))) {
            end--;
        }
        return end - tag.rawStart();
    }

    private Optional<byte[]> decode(Tag tag, String packed) {
        int wrong = firstWrong(tag);
        if (wrong >= 0) {
            char c = record.text().charAt(wrong);
            boolean url = c == '-' || c == '_';
            findings.add(
                    Severity.ERROR,
                    wrong,
                    url ? "base64-url" : "base64",
                    "RFC 4648 §4",
                    url
                            ? "p= is in the alphabet for URLs; - stands for + and _ for /"
                            : c == '=' ? "p= has padding in its middle" : "p= holds a character that is not base64");
            return Optional.empty();
        }
        Optional<byte[]> octets = Base64Text.decode(packed);
        if (octets.isEmpty()) {
            int spare = packed.length() % 4;
            findings.add(
                    Severity.ERROR,
                    tag.rawStart() + rawLength(tag),
                    "base64",
                    "RFC 4648 §4",
                    "p= has " + packed.length() + " characters of base64, "
                            + (spare == 0 ? "but no sound end" : spare + " more than whole groups of four"));
        }
        return octets;
    }

    /** Where the first character stands that cannot stand there; negative when all can. */
    private int firstWrong(Tag tag) {
        int end = tag.rawStart() + rawLength(tag);
        boolean padded = false;
        for (int at = record.valueStart(tag); at < end; at++) {
            char c = record.text().charAt(at);
            if (RecordText.isSpace(c)) {
                continue;
            }
            if (!RecordText.isBase64(c) || (padded && c != '=')) {
                return padded && RecordText.isBase64(c) ? record.text().lastIndexOf('=', at) : at;
            }
            padded |= c == '=';
        }
        return -1;
    }
}
