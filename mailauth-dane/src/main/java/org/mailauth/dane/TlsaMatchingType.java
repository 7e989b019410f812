package org.mailauth.dane;

import java.util.Optional;
import java.util.OptionalInt;

/** Says how the octets of a certificate are compared with a TLSA record (RFC 6698 §2.1.3, RFC 7218 §2.3). */
public enum TlsaMatchingType {
    /** The record holds the octets themselves. */
    FULL(0, "Full", "", OptionalInt.empty()),
    /** The record holds their SHA-256 digest, which every client must know (RFC 7671 §9). */
    SHA_256(1, "SHA2-256", "SHA-256", OptionalInt.of(32)),
    /** The record holds their SHA-512 digest. */
    SHA_512(2, "SHA2-512", "SHA-512", OptionalInt.of(64));

    private final int number;
    private final String acronym;
    private final String algorithm;
    private final OptionalInt octets;

    TlsaMatchingType(int number, String acronym, String algorithm, OptionalInt octets) {
        this.number = number;
        this.acronym = acronym;
        this.algorithm = algorithm;
        this.octets = octets;
    }

    /**
     * The matching type that a number stands for.
     *
     * @param number 0 to 255
     * @return empty for numbers without a meaning
     */
    public static Optional<TlsaMatchingType> of(int number) {
        for (TlsaMatchingType type : values()) {
            if (type.number == number) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /**
     * The number in the record.
     *
     * @return 0 to 2
     */
    public int number() {
        return number;
    }

    /**
     * The acronym of RFC 7218 §2.3.
     *
     * @return such as {@code SHA2-256}
     */
    public String acronym() {
        return acronym;
    }

    /**
     * How long the association data must be.
     *
     * @return octets of the digest; empty for {@link #FULL}
     */
    public OptionalInt octets() {
        return octets;
    }

    /** The name of the digest in the JCA; empty for {@link #FULL}. */
    String algorithm() {
        return algorithm;
    }
}
