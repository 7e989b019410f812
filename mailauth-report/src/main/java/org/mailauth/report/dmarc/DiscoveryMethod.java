package org.mailauth.report.dmarc;

import java.util.Locale;
import java.util.Optional;

/** How the policy record was found (RFC 9990, DiscoveryType). */
public enum DiscoveryMethod {
    /** With a list of public suffixes, by RFC 7489. */
    PSL,
    /** By the DNS Tree Walk of RFC 9989 §4.10. */
    TREEWALK;

    /**
     * The word that reports use.
     *
     * @return the name in lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of a word in lower case. */
    static Optional<DiscoveryMethod> ofWord(String word) {
        return switch (word) {
            case "psl" -> Optional.of(PSL);
            case "treewalk" -> Optional.of(TREEWALK);
            default -> Optional.empty();
        };
    }
}
