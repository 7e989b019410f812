package org.mailauth.report.dmarc;

import java.util.Locale;
import java.util.Optional;

/** What a method found, DMARC apart (RFC 9990, DKIMResultType and SPFResultType; the words are those of RFC 8601 §2.7). */
public enum AuthResult {
    /** There was nothing to check. */
    NONE,
    /** The check passed. */
    PASS,
    /** It failed. */
    FAIL,
    /** It probably failed: SPF only. */
    SOFTFAIL,
    /** Something about it is not acceptable here. */
    POLICY,
    /** Nothing can be said. */
    NEUTRAL,
    /** An answer was missing. */
    TEMPERROR,
    /** What was published or signed cannot be used. */
    PERMERROR;

    /**
     * The word that reports use.
     *
     * @return the name in lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of a word in lower case. */
    static Optional<AuthResult> ofWord(String word) {
        return switch (word) {
            case "none" -> Optional.of(NONE);
            case "pass" -> Optional.of(PASS);
            case "fail" -> Optional.of(FAIL);
            case "softfail" -> Optional.of(SOFTFAIL);
            case "policy" -> Optional.of(POLICY);
            case "neutral" -> Optional.of(NEUTRAL);
            case "temperror" -> Optional.of(TEMPERROR);
            case "permerror" -> Optional.of(PERMERROR);
            default -> Optional.empty();
        };
    }
}
