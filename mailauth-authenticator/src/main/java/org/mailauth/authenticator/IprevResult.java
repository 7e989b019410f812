package org.mailauth.authenticator;

import java.util.Locale;

/** The result of an iprev check (RFC 8601 §2.7.3). */
public enum IprevResult {
    /** The address has a name, and the name has the address. */
    PASS,
    /** No name of the address has the address. */
    FAIL,
    /** An answer is missing that may be there later. */
    TEMPERROR,
    /** The address has no name at all. */
    PERMERROR;

    /**
     * The word for Authentication-Results.
     *
     * @return the name in lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
