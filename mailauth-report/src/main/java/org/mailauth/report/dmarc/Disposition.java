package org.mailauth.report.dmarc;

import java.util.Locale;
import java.util.Optional;

/** What a receiver did with messages (RFC 9990 §3.1.1.9, ActionDispositionType). */
public enum Disposition {
    /** Nothing was done: the policy asks for nothing, or for this message something else applied. */
    NONE,
    /** Nothing was done, because the message passed under a policy that asks for more than nothing. Not in RFC 7489. */
    PASS,
    /** The messages failed and were treated as suspicious. */
    QUARANTINE,
    /** The messages failed and were rejected. */
    REJECT;

    /**
     * The word that reports use.
     *
     * @return the name in lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of a word in lower case. */
    static Optional<Disposition> ofWord(String word) {
        return switch (word) {
            case "none" -> Optional.of(NONE);
            case "pass" -> Optional.of(PASS);
            case "quarantine" -> Optional.of(QUARANTINE);
            case "reject" -> Optional.of(REJECT);
            default -> Optional.empty();
        };
    }
}
