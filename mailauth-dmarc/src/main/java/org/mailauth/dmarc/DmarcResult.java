package org.mailauth.dmarc;

import java.util.Locale;

/** The result of DMARC, in the words of RFC 9989 §9.2. */
public enum DmarcResult {
    /** The author domain has no policy record, or none to act upon. */
    NONE,
    /** There is a policy record, and an identifier that passed is aligned with the author domain. */
    PASS,
    /** There is a policy record, and no identifier that passed is aligned. */
    FAIL,
    /** An answer is missing without which the message can be called neither pass nor fail. */
    TEMPERROR,
    /** The message has no author domain to evaluate, or more than one. */
    PERMERROR;

    private final String word = name().toLowerCase(Locale.ROOT);

    /**
     * The word that header fields use.
     *
     * @return the name in lower case
     */
    public String word() {
        return word;
    }
}
