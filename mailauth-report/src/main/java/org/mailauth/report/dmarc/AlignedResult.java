package org.mailauth.report.dmarc;

import java.util.Locale;
import java.util.Optional;

/** Whether a method made messages pass DMARC: an aligned domain that passed (RFC 9990 §3.1.1.9, DMARCResultType). */
public enum AlignedResult {
    /** A domain passed that is aligned with the author's. */
    PASS,
    /** None did. */
    FAIL;

    /**
     * The word that reports use.
     *
     * @return the name in lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of a word in lower case. */
    static Optional<AlignedResult> ofWord(String word) {
        return switch (word) {
            case "pass" -> Optional.of(PASS);
            case "fail" -> Optional.of(FAIL);
            default -> Optional.empty();
        };
    }
}
