package org.mailauth.dmarc;

/** What a domain says about being a Public Suffix Domain: tag {@code psd} (RFC 9989 §4.7). */
public enum PublicSuffixFlag {
    /** It is one: registrations of other organizations lie directly below it. */
    YES("y"),
    /** It is none, but the Organizational Domain of all below it. */
    NO("n"),
    /** It does not say; the tree walk decides. */
    UNKNOWN("u");

    private final String letter;

    PublicSuffixFlag(String letter) {
        this.letter = letter;
    }

    /**
     * What records write for it.
     *
     * @return {@code y}, {@code n} or {@code u}
     */
    public String letter() {
        return letter;
    }
}
