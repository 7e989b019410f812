package org.mailauth.dmarc;

import java.util.Locale;
import java.util.Optional;

/** What a domain wants done with messages that fail DMARC (Domain Owner Assessment Policy, RFC 9989 §4.7), the mildest first. */
public enum DmarcPolicy {
    /** Nothing; the domain only watches. */
    NONE,
    /** Treat the message as suspicious. */
    QUARANTINE,
    /** The message is not the domain's. */
    REJECT;

    private final String word = name().toLowerCase(Locale.ROOT);

    /**
     * The word that records use.
     *
     * @return the name in lower case
     */
    public String word() {
        return word;
    }

    /**
     * The policy that is one level milder, as {@code t=y} (RFC 9989 §4.7) and the unsampled part of {@code pct} (RFC 7489
     * §6.6.4) ask for.
     *
     * @return quarantine for reject, else none
     */
    public DmarcPolicy oneLevelLower() {
        return this == REJECT ? QUARANTINE : NONE;
    }

    /**
     * The stricter of two policies.
     *
     * @param other any policy
     * @return this or the other
     */
    public DmarcPolicy stricterOf(DmarcPolicy other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** The policy of a word in lower case. */
    static Optional<DmarcPolicy> ofWord(String word) {
        return switch (word) {
            case "none" -> Optional.of(NONE);
            case "quarantine" -> Optional.of(QUARANTINE);
            case "reject" -> Optional.of(REJECT);
            default -> Optional.empty();
        };
    }
}
