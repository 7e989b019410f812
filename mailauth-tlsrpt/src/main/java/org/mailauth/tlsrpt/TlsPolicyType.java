package org.mailauth.tlsrpt;

import java.util.Arrays;
import java.util.Optional;

/** Which kind of policy sessions were held against (RFC 8460 §4.4, {@code policy-type}). */
public enum TlsPolicyType {
    /** DANE: TLSA records. */
    TLSA("tlsa"),
    /** MTA-STS. */
    STS("sts"),
    /** Neither DANE nor MTA-STS was found. */
    NO_POLICY_FOUND("no-policy-found");

    private final String word;

    TlsPolicyType(String word) {
        this.word = word;
    }

    /**
     * The name in reports.
     *
     * @return lower case with hyphens
     */
    public String word() {
        return word;
    }

    /**
     * The type with a name.
     *
     * @param word a name from a report; case matters
     * @return empty for a name that RFC 8460 does not know
     */
    public static Optional<TlsPolicyType> ofWord(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }
}
