package org.mailauth.dmarc;

/** When a domain wants a failure report: one option of tag {@code fo} (RFC 9989 §4.7). */
public enum FailureReportOption {
    /** When no mechanism gave an aligned pass. */
    ALL_FAILED("0"),
    /** When any mechanism did not give an aligned pass. */
    ANY_FAILED("1"),
    /** When a DKIM signature failed, aligned or not. */
    DKIM_FAILED("d"),
    /** When SPF failed, aligned or not. */
    SPF_FAILED("s");

    private final String letter;

    FailureReportOption(String letter) {
        this.letter = letter;
    }

    /**
     * What records write for it.
     *
     * @return {@code 0}, {@code 1}, {@code d} or {@code s}
     */
    public String letter() {
        return letter;
    }
}
