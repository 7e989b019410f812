package org.mailauth.dkim;

/**
 * Remembers signatures that passed, so that one message which is sent again to many recipients can be noticed (RFC 6376
 * §8.6).
 *
 * <p>The caller supplies it, and decides how much it remembers and for how long; {@code x=} says when a signature cannot
 * come again. It is asked once for each signature that passes, and what it answers becomes a
 * {@link DkimFinding.Code#SEEN_BEFORE} and never changes a verdict: one message to several recipients, or a second delivery
 * attempt, is no attack. An implementation must be safe for use by several threads; an exception out of it leaves the
 * verifier.
 */
@FunctionalInterface
public interface ReplayMemo {
    /** Remembers nothing. */
    ReplayMemo NONE = signature -> 0;

    /**
     * Notes that a signature passed once more.
     *
     * @param signature identifies it: the SHA-256 of the octets of {@code b=} in 64 lower-case hexadecimal digits
     * @return how often it passed before; zero or less when it did not
     */
    long passedAgain(String signature);
}
