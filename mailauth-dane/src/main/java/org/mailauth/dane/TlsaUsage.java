package org.mailauth.dane;

import java.util.Locale;
import java.util.Optional;

/** Says what part of a certificate chain a TLSA record speaks of, and what else must hold (RFC 6698 §2.1.1, RFC 7218 §2.1). */
public enum TlsaUsage {
    /** An authority that a public trust store knows, too; undefined for SMTP and treated as unusable (RFC 7672 §3.1.3). */
    PKIX_TA(0),
    /** A server certificate that public authorities vouch for, too; undefined for SMTP and treated as unusable (RFC 7672 §3.1.3). */
    PKIX_EE(1),
    /** The domain's own trust anchor: the chain leads to it, names and dates are checked (RFC 7672 §3.1.2). */
    DANE_TA(2),
    /** The server's own certificate or key: nothing else is checked, neither names nor dates (RFC 7672 §3.1.1). */
    DANE_EE(3);

    private final int number;

    TlsaUsage(int number) {
        this.number = number;
    }

    /**
     * The usage that a number stands for.
     *
     * @param number 0 to 255
     * @return empty for numbers without a meaning
     */
    public static Optional<TlsaUsage> of(int number) {
        for (TlsaUsage usage : values()) {
            if (usage.number == number) {
                return Optional.of(usage);
            }
        }
        return Optional.empty();
    }

    /**
     * The number in the record.
     *
     * @return 0 to 3
     */
    public int number() {
        return number;
    }

    /**
     * The acronym of RFC 7218 §2.1.
     *
     * @return such as {@code DANE-EE}
     */
    public String acronym() {
        return name().replace('_', '-').toUpperCase(Locale.ROOT);
    }

    /** Whether RFC 7672 §3.1 gives the usage a meaning for SMTP. */
    boolean isForSmtp() {
        return this == DANE_TA || this == DANE_EE;
    }
}
