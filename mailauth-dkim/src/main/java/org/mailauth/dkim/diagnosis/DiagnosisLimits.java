package org.mailauth.dkim.diagnosis;

/**
 * Says how much one diagnosis may cost, for the body and for the header each. Both count work, not time, so that the
 * same message always gets the same answer.
 *
 * <p>Immutable and thread-safe.
 *
 * @param octets octets that are rewritten, canonicalized or hashed
 * @param candidates former states of the header that are tried, each one hash and, for Ed25519, one signature operation
 */
public record DiagnosisLimits(long octets, int candidates) {
    private static final DiagnosisLimits DEFAULTS = new DiagnosisLimits(256L * 1024 * 1024, 10_000);

    /**
     * Checks that every limit is positive.
     *
     * @param octets octets that are rewritten, canonicalized or hashed
     * @param candidates former states of the header that are tried
     */
    public DiagnosisLimits {
        if (octets < 1 || candidates < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }

    /**
     * The limits used when none are given: 256 MiB and 10,000 states of the header.
     *
     * @return the default limits
     */
    public static DiagnosisLimits defaults() {
        return DEFAULTS;
    }
}
