package org.mailauth.dns;

/** Says how far DNSSEC vouches for an answer, in the words of RFC 4035 §4.3. */
public enum DnssecStatus {
    /** A chain of signatures leads from a trust anchor to the answer. */
    SECURE,
    /** Proven to lie in an unsigned part of the DNS, or told so by a trusted validating resolver. */
    INSECURE,
    /** Should be signed, but the signatures do not hold. */
    BOGUS,
    /** Nobody who could be trusted has looked. */
    INDETERMINATE;

    /**
     * The status of a result that rests on both answers: the weaker of the two.
     *
     * @param other status of the other answer
     * @return bogus before indeterminate before insecure before secure
     */
    public DnssecStatus and(DnssecStatus other) {
        return this == other || strength() <= other.strength() ? this : other;
    }

    private int strength() {
        return switch (this) {
            case BOGUS -> 0;
            case INDETERMINATE -> 1;
            case INSECURE -> 2;
            case SECURE -> 3;
        };
    }
}
