package org.mailauth.dkim;

import java.util.Locale;

/** The result of checking one signature, in the words of RFC 8601 §2.7.1. */
public enum DkimResult {
    /** The message was not signed. Never the result of a signature; it describes a message without one. */
    NONE,
    /** The signature holds and is acceptable. */
    PASS,
    /** The signature was acceptable, but does not hold: body or header fields are not what was signed. */
    FAIL,
    /** The signature may hold, but some aspect of it is not acceptable here. */
    POLICY,
    /** The signature has syntax errors or could not be processed. */
    NEUTRAL,
    /** A check could not be completed now; later it may be. */
    TEMPERROR,
    /** The signature can never be verified, for example for want of a key. */
    PERMERROR;

    /**
     * The word that Authentication-Results uses.
     *
     * @return the name in lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
