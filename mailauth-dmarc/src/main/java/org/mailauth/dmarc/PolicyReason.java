package org.mailauth.dmarc;

/** Which tag of a record gave the policy for a message (RFC 9989 §4.10.1). */
public enum PolicyReason {
    /** {@code p}: the record is the author domain's own, or no other tag applies. */
    P("p"),
    /** {@code sp}: the author domain is a subdomain. */
    SP("sp"),
    /** {@code np}: the author domain is a subdomain that does not exist. */
    NP("np"),
    /** No valid policy, but somewhere to send reports to: as if it were {@code p=none}. */
    REPORTS_ONLY("rua");

    private final String tag;

    PolicyReason(String tag) {
        this.tag = tag;
    }

    /**
     * The tag that decided.
     *
     * @return lower case
     */
    public String tag() {
        return tag;
    }
}
