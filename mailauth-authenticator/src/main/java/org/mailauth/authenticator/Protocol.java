package org.mailauth.authenticator;

/** What an authenticator evaluates. */
public enum Protocol {
    /** SPF, for HELO and MAIL FROM (RFC 7208). */
    SPF,
    /** Whether the client's address has a name that leads back to it (RFC 8601 §3). */
    IPREV,
    /** DKIM signatures (RFC 6376). */
    DKIM,
    /** The chain of custody (RFC 8617). */
    ARC,
    /** What the author's domain wants (RFC 9989). */
    DMARC
}
