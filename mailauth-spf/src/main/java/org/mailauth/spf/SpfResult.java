package org.mailauth.spf;

import java.util.Locale;

/** The result of check_host(), in the words of RFC 7208 §2.6. */
public enum SpfResult {
    /** No policy was found, or the identity has no domain that could have one (§2.6.1). */
    NONE,
    /** The domain says that it asserts nothing; to be treated as none (§2.6.2). */
    NEUTRAL,
    /** The host may send mail in the domain's name (§2.6.3). */
    PASS,
    /** The host may not send mail in the domain's name (§2.6.4). */
    FAIL,
    /** The domain believes that the host may not, and does not want to be strict about it (§2.6.5). */
    SOFTFAIL,
    /** A passing error, normally of the DNS (§2.6.6). */
    TEMPERROR,
    /** What the domain published cannot be interpreted (§2.6.7). */
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
