package org.mailauth.dkim.rotation;

/** How far a key has come; each state follows from the moments that a {@link RotationKey} remembers. */
public enum RotationState {
    /** There is a key pair and nothing in the DNS. */
    GENERATED,
    /** The record is in the zone, and nothing is signed. */
    PUBLISHED,
    /** The key signs. */
    SIGNING,
    /** The key does not sign any more, but mail that it signed may be under way. */
    RETIRED,
    /** The record says that the key was revoked. */
    REVOKED,
    /** The record is no longer in the zone; the selector must not be used again. */
    REMOVED
}
