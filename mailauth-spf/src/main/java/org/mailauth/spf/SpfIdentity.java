package org.mailauth.spf;

/** Which identity of a session was checked (RFC 7208 §2.3 and §2.4). */
public enum SpfIdentity {
    /** The name that the client gave in HELO or EHLO. */
    HELO("helo"),
    /** The reverse-path; postmaster at the HELO name when that is null. */
    MAIL_FROM("mailfrom");

    private final String word;

    SpfIdentity(String word) {
        this.word = word;
    }

    /**
     * The word that Received-SPF uses (RFC 7208 §9.1).
     *
     * @return {@code helo} or {@code mailfrom}
     */
    public String word() {
        return word;
    }
}
