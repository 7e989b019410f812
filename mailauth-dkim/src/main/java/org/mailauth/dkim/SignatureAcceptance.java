package org.mailauth.dkim;

import java.time.Duration;

/**
 * Says which signatures a verifier accepts, beyond what the RFCs leave no choice about.
 *
 * <p>Start from {@link #strict()} and open what is needed; methods whose name starts with {@code unsafe} allow what the
 * RFCs forbid, and exist for archives and research. Immutable and thread-safe.
 */
public final class SignatureAcceptance {
    private static final Duration LONGEST_SKEW = Duration.ofDays(3650);
    private static final SignatureAcceptance STRICT =
            new SignatureAcceptance(false, false, true, false, 1024, 8192, Duration.ofMinutes(5));

    private final boolean partlySignedBody;
    private final boolean hiddenFields;
    private final boolean testingKeys;
    private final boolean rsaSha1;
    private final int minRsaBits;
    private final int maxRsaBits;
    private final Duration clockSkew;

    private SignatureAcceptance(
            boolean partlySignedBody,
            boolean hiddenFields,
            boolean testingKeys,
            boolean rsaSha1,
            int minRsaBits,
            int maxRsaBits,
            Duration clockSkew) {
        this.partlySignedBody = partlySignedBody;
        this.hiddenFields = hiddenFields;
        this.testingKeys = testingKeys;
        this.rsaSha1 = rsaSha1;
        this.minRsaBits = minRsaBits;
        this.maxRsaBits = maxRsaBits;
        this.clockSkew = clockSkew;
    }

    /**
     * The default: the whole body must be signed, no field may be hidden, keys may be marked as testing, no rsa-sha1, RSA
     * keys of 1024 to 8192 bits, clocks may differ by five minutes.
     *
     * @return what is accepted when nothing else is said
     */
    public static SignatureAcceptance strict() {
        return STRICT;
    }

    /**
     * Accepts a signature whose {@code l=} leaves body octets unsigned (RFC 6376 §8.2 says why one should not).
     *
     * @return a wider acceptance
     */
    public SignatureAcceptance acceptingPartlySignedBody() {
        return new SignatureAcceptance(true, hiddenFields, testingKeys, rsaSha1, minRsaBits, maxRsaBits, clockSkew);
    }

    /**
     * Accepts a message in which a lone CR or LF makes some readers see a field, or the end of the header, where there is
     * none (RFC 5321 §2.3.8). Only the header fields that readers act upon are meant.
     *
     * @return a wider acceptance
     */
    public SignatureAcceptance acceptingHiddenFields() {
        return new SignatureAcceptance(partlySignedBody, true, testingKeys, rsaSha1, minRsaBits, maxRsaBits, clockSkew);
    }

    /**
     * Accepts no signature under a key that is marked as testing: what would be a pass is a
     * {@link DkimReason#KEY_TESTING_REFUSED}. RFC 6376 §3.6.1 leaves a verifier this choice.
     *
     * @return a narrower acceptance
     */
    public SignatureAcceptance refusingTestingKeys() {
        return new SignatureAcceptance(
                partlySignedBody, hiddenFields, false, rsaSha1, minRsaBits, maxRsaBits, clockSkew);
    }

    /**
     * Accepts rsa-sha1, which RFC 8301 §3.1 forbids.
     *
     * @return a wider acceptance
     */
    public SignatureAcceptance unsafeAcceptingRsaSha1() {
        return new SignatureAcceptance(
                partlySignedBody, hiddenFields, testingKeys, true, minRsaBits, maxRsaBits, clockSkew);
    }

    /**
     * Accepts RSA keys from 512 bits on, which RFC 8301 §3.2 forbids below 1024.
     *
     * @return a wider acceptance
     */
    public SignatureAcceptance unsafeAcceptingSmallRsaKeys() {
        return new SignatureAcceptance(
                partlySignedBody, hiddenFields, testingKeys, rsaSha1, 512, maxRsaBits, clockSkew);
    }

    /**
     * Sets the largest RSA key that is computed with.
     *
     * @param bits 4096 (RFC 8301 §3.2 demands as much) to 16384
     * @return another acceptance
     */
    public SignatureAcceptance withMaxRsaBits(int bits) {
        if (bits < 4096 || bits > 16384) {
            throw new IllegalArgumentException("bits must be 4096 to 16384: " + bits);
        }
        return new SignatureAcceptance(
                partlySignedBody, hiddenFields, testingKeys, rsaSha1, minRsaBits, bits, clockSkew);
    }

    /**
     * Sets how far the signer's clock may differ from ours, for {@code t=} and {@code x=} (RFC 6376 §3.5).
     *
     * @param skew zero or more; cut to ten years
     * @return another acceptance
     */
    public SignatureAcceptance withClockSkew(Duration skew) {
        if (skew.isNegative()) {
            throw new IllegalArgumentException("skew must not be negative: " + skew);
        }
        Duration bounded = skew.compareTo(LONGEST_SKEW) > 0 ? LONGEST_SKEW : skew;
        return new SignatureAcceptance(
                partlySignedBody, hiddenFields, testingKeys, rsaSha1, minRsaBits, maxRsaBits, bounded);
    }

    /**
     * Whether a signature may leave body octets uncovered.
     *
     * @return false by default
     */
    public boolean partlySignedBody() {
        return partlySignedBody;
    }

    /**
     * Whether a lone CR or LF may hide a field that readers act upon.
     *
     * @return false by default
     */
    public boolean hiddenFields() {
        return hiddenFields;
    }

    /**
     * Whether a signature under a key that is marked as testing may pass.
     *
     * @return true by default
     */
    public boolean testingKeys() {
        return testingKeys;
    }

    /**
     * Whether rsa-sha1 is accepted.
     *
     * @return false by default
     */
    public boolean rsaSha1() {
        return rsaSha1;
    }

    /**
     * The smallest RSA key that is accepted.
     *
     * @return bits of the modulus, 1024 by default
     */
    public int minRsaBits() {
        return minRsaBits;
    }

    /**
     * The largest RSA key that is computed with.
     *
     * @return bits of the modulus, 8192 by default
     */
    public int maxRsaBits() {
        return maxRsaBits;
    }

    /**
     * How far the signer's clock may differ from ours.
     *
     * @return zero or more, five minutes by default
     */
    public Duration clockSkew() {
        return clockSkew;
    }
}
