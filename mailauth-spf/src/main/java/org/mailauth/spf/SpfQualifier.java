package org.mailauth.spf;

/** What a matching mechanism means (RFC 7208 §4.6.2). */
public enum SpfQualifier {
    /** {@code +}, also when nothing is written. */
    PASS('+', SpfResult.PASS),
    /** {@code -}. */
    FAIL('-', SpfResult.FAIL),
    /** {@code ~}. */
    SOFTFAIL('~', SpfResult.SOFTFAIL),
    /** {@code ?}. */
    NEUTRAL('?', SpfResult.NEUTRAL);

    private final char sign;
    private final SpfResult result;

    SpfQualifier(char sign, SpfResult result) {
        this.sign = sign;
        this.result = result;
    }

    /**
     * The sign before the mechanism.
     *
     * @return one of {@code + - ~ ?}
     */
    public char sign() {
        return sign;
    }

    /**
     * The result of a match.
     *
     * @return pass, fail, softfail or neutral
     */
    public SpfResult result() {
        return result;
    }
}
