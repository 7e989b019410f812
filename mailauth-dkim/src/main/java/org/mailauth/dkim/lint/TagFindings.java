package org.mailauth.dkim.lint;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.mailauth.Problem;
import org.mailauth.dkim.internal.text.DkimQuotedPrintable;
import org.mailauth.dkim.lint.KeyFinding.Severity;
import org.mailauth.internal.tag.Tag;

/** The tags of a key record besides the key itself, rule by rule of RFC 6376 §3.6.1. */
final class TagFindings {
    private static final Set<String> KNOWN = Set.of("v", "k", "p", "h", "s", "t", "n", "g");
    private static final int LONG_NOTES = 100;

    private final RecordText record;
    private final Findings findings;

    TagFindings(RecordText record, Findings findings) {
        this.record = record;
        this.findings = findings;
    }

    void check() {
        checkSyntax();
        record.tags().forEach(this::checkName);
        checkVersion();
        record.find("k").ifPresent(this::checkType);
        record.find("h").ifPresent(this::checkHashes);
        record.find("s").ifPresent(this::checkServices);
        record.find("t").ifPresent(this::checkFlags);
        record.find("n").ifPresent(this::checkNotes);
        record.find("g").ifPresent(this::checkGranularity);
    }

    private void checkSyntax() {
        for (Problem problem : record.list().problems()) {
            String code = problem.code().equals("tag.duplicate") ? "duplicate-tag" : "syntax";
            int at = (int) problem.position().orElse(0);
            findings.add(Severity.ERROR, at, code, "RFC 6376 §3.2", problem.text() + ": the whole record is refused");
        }
    }

    private void checkName(Tag tag) {
        if (KNOWN.contains(tag.name())) {
            return;
        }
        boolean otherCase = KNOWN.contains(tag.name().toLowerCase(Locale.ROOT));
        findings.add(
                otherCase ? Severity.WARNING : Severity.NOTE,
                record.nameStart(tag),
                otherCase ? "tag-case" : "unknown-tag",
                "RFC 6376 §3.2",
                otherCase
                        ? "names of tags are lower-case; " + tag.name() + "= is another tag, which nobody reads"
                        : "no standard says what " + tag.name() + "= means; it is ignored");
    }

    private void checkVersion() {
        Tag version = record.find("v").orElse(null);
        if (version == null) {
            add(Severity.NOTE, 0, "version-missing", "v=DKIM1 is recommended; some receivers want it");
        } else if (!version.equals(record.tags().get(0))) {
            add(Severity.ERROR, record.nameStart(version), "version-not-first", "v= must be the first tag");
        } else if (!version.value().equals("DKIM1") && !isJoined(version)) {
            add(Severity.ERROR, record.valueStart(version), "version", "v= must be DKIM1, with this case");
        }
    }

    /** Whether a value goes on into the next tag because the semicolon is missing; then that is told. */
    private boolean isJoined(Tag tag) {
        int equals = tag.value().indexOf('=');
        if (equals < 0) {
            return false;
        }
        findings.add(
                Severity.ERROR,
                record.valueStart(tag),
                "missing-semicolon",
                "RFC 6376 §3.2",
                "a semicolon is missing behind " + tag.name() + "=");
        return true;
    }

    private void checkType(Tag tag) {
        if (!List.of("rsa", "ed25519").contains(tag.value()) && !isJoined(tag)) {
            add(
                    Severity.ERROR,
                    record.valueStart(tag),
                    "key-type",
                    "k= must be rsa or ed25519, with this case; with any other value the record is ignored");
        }
    }

    private void checkHashes(Tag tag) {
        List<String> words = words(tag);
        int at = record.valueStart(tag);
        if (!words.contains("sha256")) {
            findings.add(
                    Severity.ERROR,
                    at,
                    "hash",
                    "RFC 8301 §3.1",
                    "h= does not allow sha256, and nothing else is left to sign with");
        } else if (words.contains("sha1")) {
            findings.add(
                    Severity.NOTE,
                    at,
                    "hash-sha1",
                    "RFC 8301 §3.1",
                    "h= still allows sha1, which nobody accepts any more");
        }
    }

    private void checkServices(Tag tag) {
        List<String> words = words(tag);
        if (!words.contains("email") && !words.contains("*")) {
            add(
                    Severity.ERROR,
                    record.valueStart(tag),
                    "service",
                    "s= names neither email nor *, so the key cannot be used for e-mail");
        }
    }

    private void checkFlags(Tag tag) {
        int at = record.valueStart(tag);
        for (String flag : words(tag)) {
            switch (flag) {
                case "y" ->
                    add(
                            Severity.WARNING,
                            at,
                            "testing",
                            "t=y says that the domain only tests DKIM; receivers may ignore its signatures; remove it"
                                    + " once signing works");
                case "s" ->
                    add(
                            Severity.NOTE,
                            at,
                            "exact-domain",
                            "t=s: i= must have exactly the domain d=, no subdomain of it");
                default -> add(Severity.NOTE, at, "flag", "t= has a flag that no standard knows; it is ignored");
            }
        }
    }

    private void checkNotes(Tag tag) {
        if (tag.value().length() > LONG_NOTES) {
            add(
                    Severity.NOTE,
                    record.valueStart(tag),
                    "notes",
                    "n= has " + tag.value().length() + " octets, and every verifier fetches them");
        } else if (DkimQuotedPrintable.decodeText(tag.value()).isEmpty()) {
            add(Severity.NOTE, record.valueStart(tag), "notes", "n= is no quoted-printable text");
        }
    }

    private void checkGranularity(Tag tag) {
        boolean harmless = tag.value().equals("*");
        findings.add(
                harmless ? Severity.NOTE : Severity.WARNING,
                record.nameStart(tag),
                "granularity",
                "RFC 6376 Appendix C.2",
                "g= is obsolete and must be ignored; receivers of the old standard "
                        + (harmless ? "read g=* as its absence" : "refuse signatures that it does not match"));
    }

    private void add(Severity severity, int position, String code, String text) {
        findings.add(severity, position, code, Findings.KEY_RECORD, text);
    }

    private static List<String> words(Tag tag) {
        return List.of(tag.valueWithoutSpace().split(":", -1)).stream()
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
