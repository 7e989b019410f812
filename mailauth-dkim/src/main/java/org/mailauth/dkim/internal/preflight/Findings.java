package org.mailauth.dkim.internal.preflight;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mailauth.Problem;
import org.mailauth.dkim.PreflightCheck;
import org.mailauth.dkim.PreflightReport;
import org.mailauth.dkim.SigningPreflight;

/** Collects what was found, each kind once, at its first place. Not safe for concurrent use. */
public final class Findings {
    private final Map<PreflightCheck, Problem> found = new EnumMap<>(PreflightCheck.class);
    private final Map<String, Problem> obstacles = new LinkedHashMap<>(2);

    /**
     * Adds what no choice allows.
     *
     * @param problem why the message cannot be signed
     */
    public void addObstacle(Problem problem) {
        obstacles.putIfAbsent(problem.code(), problem);
    }

    /**
     * Adds a finding that concerns the whole message, unless there is one of its kind.
     *
     * @param check its kind
     * @param text one plain sentence
     */
    public void add(PreflightCheck check, String text) {
        found.putIfAbsent(check, Problem.of(check.code(), check.reference(), text));
    }

    /**
     * Adds a finding, unless there is one of its kind.
     *
     * @param check its kind
     * @param position offset in the message
     * @param text one plain sentence
     */
    public void addAt(PreflightCheck check, long position, String text) {
        found.putIfAbsent(check, Problem.at(position, check.code(), check.reference(), text));
    }

    /**
     * Takes over what the reader of a message has found, unless there is a finding of that kind.
     *
     * @param problems with codes that start with {@code message.}; others, and those of no check, are passed over
     */
    public void addAll(List<Problem> problems) {
        for (Problem problem : problems) {
            String code = problem.code();
            if (code.startsWith("message.")) {
                PreflightCheck.of(code.substring("message.".length()))
                        .ifPresent(check -> found.putIfAbsent(
                                check,
                                new Problem(check.code(), check.reference(), problem.text(), problem.position())));
            }
        }
    }

    /**
     * Sorts the findings.
     *
     * @param preflight says which of them refuse
     * @return refusals and warnings
     */
    public PreflightReport report(SigningPreflight preflight) {
        List<Problem> refusals = new ArrayList<>(obstacles.values());
        List<Problem> warnings = new ArrayList<>();
        found.forEach((check, problem) -> (preflight.refuses(check) ? refusals : warnings).add(problem));
        return new PreflightReport(refusals, warnings);
    }
}
