package org.mailauth.dkim.lint;

import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import org.mailauth.Problem;

/**
 * Something about a key record that its owner should know. Immutable and thread-safe; no component is null.
 *
 * <p>The codes start with {@code dkim.lint.}:
 *
 * <ul>
 *   <li>what was pasted: {@code private-key}, {@code pem-armour}, {@code certificate}, {@code quotes}, {@code backslash};
 *   <li>the record as a whole: {@code no-key-record}, {@code too-long}, {@code syntax}, {@code duplicate-tag},
 *       {@code unknown-tag}, {@code tag-case}, {@code missing-semicolon};
 *   <li>its tags: {@code version-missing}, {@code version-not-first}, {@code version}, {@code key-type}, {@code hash},
 *       {@code hash-sha1}, {@code service}, {@code testing}, {@code exact-domain}, {@code flag}, {@code notes},
 *       {@code granularity};
 *   <li>the key: {@code missing-key}, {@code revoked}, {@code space-in-key}, {@code base64}, {@code base64-url},
 *       {@code truncated}, {@code key-unreadable}, {@code other-key-type}, {@code rsa-too-small}, {@code rsa-small},
 *       {@code rsa-large}, {@code rsa-too-large}, {@code rsa-exponent}, {@code rsa-unusual-exponent}, {@code rsa-factor},
 *       {@code rsa-bare-form}, {@code ed25519-wrapped}, {@code ed25519-length}, {@code ed25519-point};
 *   <li>its name in the DNS: {@code name-too-long}, {@code no-record}, {@code misplaced}, {@code dns-failure},
 *       {@code several-keys}, {@code other-record}, {@code split-over-records}, {@code wildcard}, {@code alias},
 *       {@code bogus}, {@code unsigned}, {@code ttl-long}, {@code ttl-short}, {@code large-answer};
 *   <li>several keys: {@code same-key}, {@code shared-factor}.
 * </ul>
 *
 * @param severity how much it matters
 * @param record which TXT record of the answer, counted from 1; empty when it concerns none or all of them
 * @param problem what it is: a stable code, the rule, plain words, and the character of the record's text at which it starts
 */
public record KeyFinding(Severity severity, OptionalInt record, Problem problem) {

    /** How much a finding matters. */
    public enum Severity {
        /** Signatures fail, at least at some receivers, or the key is worthless. */
        ERROR,
        /** Probably not what is meant, or a risk that can be avoided. */
        WARNING,
        /** Worth knowing. */
        NOTE
    }

    /**
     * Checks that nothing is null.
     *
     * @param severity how much it matters
     * @param record which TXT record of the answer, counted from 1
     * @param problem what it is
     */
    public KeyFinding {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(problem, "problem");
    }

    /**
     * The stable name of the finding.
     *
     * @return such as {@code dkim.lint.testing}
     */
    public String code() {
        return problem.code();
    }

    /** The finding as one line. */
    @Override
    public String toString() {
        return severity.name().toLowerCase(Locale.ROOT)
                + (record.isPresent() ? " (record " + record.getAsInt() + ") " : " ")
                + problem;
    }
}
