package org.mailauth.dkim;

/** How header fields are brought into the form that is hashed (RFC 6376 §3.4). */
public enum HeaderCanonicalization {
    /** As they are (§3.4.1). */
    SIMPLE("simple"),
    /** Name in lower case, folds and runs of white space reduced (§3.4.2). */
    RELAXED("relaxed");

    private final String word;

    HeaderCanonicalization(String word) {
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
