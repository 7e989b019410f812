package org.mailauth.dkim;

/** How the body is brought into the form that is hashed (RFC 6376 §3.4). */
public enum BodyCanonicalization {
    /** As it is, but for empty lines at the end (§3.4.3). */
    SIMPLE("simple"),
    /** Runs of white space reduced, none at line ends, no empty lines at the end (§3.4.4). */
    RELAXED("relaxed");

    private final String word;

    BodyCanonicalization(String word) {
        this.word = word;
    }

    /**
     * The word used in {@code c=}.
     *
     * @return {@code simple} or {@code relaxed}
     */
    public String word() {
        return word;
    }
}
