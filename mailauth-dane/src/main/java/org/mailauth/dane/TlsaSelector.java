package org.mailauth.dane;

import java.util.Optional;

/** Says which octets of a certificate a TLSA record speaks of (RFC 6698 §2.1.2, RFC 7218 §2.2). */
public enum TlsaSelector {
    /** The whole certificate. */
    CERT(0, "Cert"),
    /** The SubjectPublicKeyInfo, so that the record outlives a renewal with the same key. */
    SPKI(1, "SPKI");

    private final int number;
    private final String acronym;

    TlsaSelector(int number, String acronym) {
        this.number = number;
        this.acronym = acronym;
    }

    /**
     * The selector that a number stands for.
     *
     * @param number 0 to 255
     * @return empty for numbers without a meaning
     */
    public static Optional<TlsaSelector> of(int number) {
        for (TlsaSelector selector : values()) {
            if (selector.number == number) {
                return Optional.of(selector);
            }
        }
        return Optional.empty();
    }

    /**
     * The number in the record.
     *
     * @return 0 or 1
     */
    public int number() {
        return number;
    }

    /**
     * The acronym of RFC 7218 §2.2.
     *
     * @return such as {@code SPKI}
     */
    public String acronym() {
        return acronym;
    }
}
