package org.mailauth.report.dmarc;

import java.util.Locale;
import java.util.Optional;

/** Which identity SPF checked. */
public enum SpfScope {
    /** The reverse-path of MAIL FROM. */
    MFROM,
    /** The name in HELO: RFC 7489 only. */
    HELO;

    /**
     * The word that reports use.
     *
     * @return the name in lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of a word in lower case. */
    static Optional<SpfScope> ofWord(String word) {
        return switch (word) {
            case "mfrom" -> Optional.of(MFROM);
            case "helo" -> Optional.of(HELO);
            default -> Optional.empty();
        };
    }
}
