package org.mailauth.spf.analysis;

import java.util.Objects;
import java.util.Optional;
import org.mailauth.Problem;
import org.mailauth.internal.text.Visible;
import org.mailauth.spf.SpfRecord;

/**
 * Something about a policy that its owner should know. Immutable and thread-safe; no component is null.
 *
 * <p>Syntax errors keep the codes of {@link SpfRecord#parse}. The other codes start with {@code spf.lint.}:
 *
 * <ul>
 *   <li>no policy that counts: {@code no-record}, {@code multiple-records}, {@code single-label}, {@code not-selected},
 *       {@code missing-blank}, {@code dns-failure};
 *   <li>errors on the way: {@code include-none}, {@code include-permerror}, {@code redirect-none},
 *       {@code redirect-permerror}, {@code target}, {@code mx-names}, {@code cycle};
 *   <li>limits of RFC 7208 §4.6.4: {@code dns-terms}, {@code void-lookups}, {@code void-for-one-family},
 *       {@code included-twice};
 *   <li>too much authorised: {@code pass-all}, {@code client-chosen}, {@code wide-range}, {@code many-addresses},
 *       {@code private-addresses};
 *   <li>terms without effect: {@code duplicate}, {@code unreachable}, {@code after-all}, {@code matches-nothing},
 *       {@code mapped-address}, {@code redirect-ignored}, {@code unknown-modifier}, {@code explanation},
 *       {@code explanation-unused};
 *   <li>how it is written: {@code no-all}, {@code neutral-all}, {@code ptr}, {@code p-macro}, {@code by-message},
 *       {@code host-bits}, {@code modifier-position}, {@code long-answer}, {@code long-string};
 *   <li>the analysis itself: {@code gave-up}.
 * </ul>
 *
 * @param severity how much it matters
 * @param domain whose record it concerns, visible characters only
 * @param term the term as published, visible characters only; empty when it concerns the whole record
 * @param problem what it is: a stable code, the rule of the RFC, and the character at which the term or the error starts in
 *     the record
 */
public record SpfFinding(Severity severity, String domain, Optional<String> term, Problem problem) {

    /** How much a finding matters. */
    public enum Severity {
        /** Receivers answer with an error, at least to some clients, or anybody at all may send. */
        ERROR,
        /** Probably not what is meant, or a risk that can be avoided. */
        WARNING,
        /** Worth knowing. */
        NOTE
    }

    /**
     * Checks that nothing is null and makes the texts visible.
     *
     * @param severity how much it matters
     * @param domain whose record it concerns
     * @param term the term as published
     * @param problem what it is
     */
    public SpfFinding {
        Objects.requireNonNull(severity, "severity");
        domain = Visible.of(domain);
        term = term.map(Visible::of);
        Objects.requireNonNull(problem, "problem");
    }

    /**
     * The stable name of the finding.
     *
     * @return such as {@code spf.lint.ptr}
     */
    public String code() {
        return problem.code();
    }

    /** The finding as one line. */
    @Override
    public String toString() {
        String word = switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case NOTE -> "note";
        };
        return word + " " + domain + term.map(text -> " \"" + text + "\"").orElse("") + ": " + problem;
    }
}
