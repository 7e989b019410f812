package org.mailauth.dmarc;

/** Why the policy to apply is the published one, or the next milder one. */
public enum PolicyChange {
    /** Nothing was changed. */
    NONE,
    /** The domain tests its policy: {@code t=y} (RFC 9989 §4.7). */
    TESTING,
    /** The message is none of the share that {@code pct} asks for (RFC 7489 §6.6.4). */
    SAMPLED_OUT
}
