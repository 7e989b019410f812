package org.mailauth.spf.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailauth.Problem;

/** Collects the findings of one analysis, each once. */
final class Findings {
    private static final int MAX_FINDINGS = 1000;

    private final Set<SpfFinding> findings = new LinkedHashSet<>();

    void add(SpfFinding.Severity severity, Policy policy, Problem problem) {
        add(new SpfFinding(severity, policy.domain().text(), Optional.empty(), problem));
    }

    void add(SpfFinding.Severity severity, Policy policy, String code, String section, String text) {
        add(severity, policy, Problem.of("spf.lint." + code, reference(section), text));
    }

    void add(SpfFinding.Severity severity, Policy policy, PolicyTerm term, String code, String section, String text) {
        add(severity, policy, term.text(), code, section, text);
    }

    void add(SpfFinding.Severity severity, Policy policy, TermText term, String code, String section, String text) {
        Problem problem = Problem.at(term.position(), "spf.lint." + code, reference(section), text);
        add(new SpfFinding(severity, policy.domain().text(), Optional.of(term.text()), problem));
    }

    private void add(SpfFinding finding) {
        // A stranger's record can have thousands of faults; nobody reads so many.
        if (findings.size() < MAX_FINDINGS) {
            findings.add(finding);
        }
    }

    private static String reference(String section) {
        return section.startsWith("§") ? "RFC 7208 " + section : section;
    }

    /** Errors first; otherwise in the order of finding. */
    List<SpfFinding> sorted() {
        List<SpfFinding> sorted = new ArrayList<>(findings);
        sorted.sort(Comparator.comparing(SpfFinding::severity));
        return List.copyOf(sorted);
    }
}
