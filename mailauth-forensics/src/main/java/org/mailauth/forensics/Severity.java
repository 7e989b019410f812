package org.mailauth.forensics;

/**
 * Says how much attention a finding deserves from a person. From least to most; none of them is a verdict.
 */
public enum Severity {
    /** Worth knowing; usual in honest mail of many kinds. */
    INFO,
    /** Less usual, and mostly explained by a careless program. */
    LOW,
    /** Unusual in honest mail: look at it before acting on the message. */
    MEDIUM,
    /** Hardly explained by honest mail, mailing lists, forwarders and newsletters included. */
    HIGH
}
