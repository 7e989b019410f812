package org.mailauth.dmarc;

/** How near an identifier must be to the author's domain to count for it (RFC 9989 §4.4). */
public enum AlignmentMode {
    /** It must have the same Organizational Domain. */
    RELAXED("r"),
    /** It must be the same name. */
    STRICT("s");

    private final String letter;

    AlignmentMode(String letter) {
        this.letter = letter;
    }

    /**
     * What records write for it.
     *
     * @return {@code r} or {@code s}
     */
    public String letter() {
        return letter;
    }
}
