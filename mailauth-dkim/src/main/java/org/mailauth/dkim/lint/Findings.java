package org.mailauth.dkim.lint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import org.mailauth.Problem;
import org.mailauth.dkim.lint.KeyFinding.Severity;

/** Collects what is found in one record, or about a name. */
final class Findings {
    /** The rule that says how a key record reads. */
    static final String KEY_RECORD = "RFC 6376 §3.6.1";

    private static final int MAX_FINDINGS = 100;

    private final OptionalInt record;
    private final List<KeyFinding> found = new ArrayList<>();

    Findings(OptionalInt record) {
        this.record = record;
    }

    void add(Severity severity, String code, String rule, String text) {
        add(severity, Problem.of("dkim.lint." + code, rule, text));
    }

    void add(Severity severity, int position, String code, String rule, String text) {
        add(severity, Problem.at(position, "dkim.lint." + code, rule, text));
    }

    private void add(Severity severity, Problem problem) {
        // Nobody reads more of them, and the record is a stranger's.
        if (found.size() < MAX_FINDINGS) {
            found.add(new KeyFinding(severity, record, problem));
        }
    }

    void addAll(List<KeyFinding> more) {
        found.addAll(more);
    }

    boolean hasError() {
        return found.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }

    /** Errors first; otherwise in the order of finding. */
    List<KeyFinding> sorted() {
        return found.stream().sorted(Comparator.comparing(KeyFinding::severity)).toList();
    }
}
