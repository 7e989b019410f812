package org.mailauth.mtasts;

import java.util.Locale;
import java.util.Objects;
import org.mailauth.Problem;

/**
 * Something about what a domain publishes for MTA-STS that its owner should know. Immutable and thread-safe; no component is
 * null.
 *
 * <p>Besides the codes of {@link MtaStsRecord#parse}, {@link MtaStsPolicy#parse} and {@link MtaStsLookup} there are, each
 * with {@code mtasts.lint.} before it:
 *
 * <ul>
 *   <li>record and file: {@code not-published}, {@code record-absent}, {@code fetch}, {@code record-alias},
 *       {@code host-alias}, {@code dns}, {@code no-tls-reports};
 *   <li>the policy: {@code max-age-short}, {@code max-age-weeks}, {@code max-age-long}, {@code testing},
 *       {@code testing-long}, {@code mode-none}, {@code wildcard-broad};
 *   <li>the hosts: {@code mx-not-covered}, {@code mx-unused}, {@code null-mx};
 *   <li>changes: {@code id-unchanged}, {@code id-only}.
 * </ul>
 *
 * @param severity how much it matters
 * @param problem what it is: a stable code, the rule, plain words, and the place where there is one
 */
public record MtaStsFinding(Severity severity, Problem problem) {

    /** How much a finding matters, the gravest first. */
    public enum Severity {
        /** Mail is delayed, or there is no protection. */
        ERROR,
        /** Probably not what is meant, or a risk that can be avoided. */
        WARNING,
        /** Worth knowing. */
        NOTE;

        /**
         * The severity as a word.
         *
         * @return {@code error}, {@code warning} or {@code note}
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Checks that nothing is null.
     *
     * @param severity how much it matters
     * @param problem what it is
     */
    public MtaStsFinding {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(problem, "problem");
    }

    /**
     * The stable name of the finding.
     *
     * @return such as {@code mtasts.lint.mx-not-covered}
     */
    public String code() {
        return problem.code();
    }

    /** The finding as one line. */
    @Override
    public String toString() {
        return severity.word() + " " + problem;
    }

    static MtaStsFinding error(Rule rule, String code, String text) {
        return new MtaStsFinding(Severity.ERROR, rule.problem("mtasts.lint." + code, text));
    }

    static MtaStsFinding warning(Rule rule, String code, String text) {
        return new MtaStsFinding(Severity.WARNING, rule.problem("mtasts.lint." + code, text));
    }

    static MtaStsFinding note(Rule rule, String code, String text) {
        return new MtaStsFinding(Severity.NOTE, rule.problem("mtasts.lint." + code, text));
    }
}
