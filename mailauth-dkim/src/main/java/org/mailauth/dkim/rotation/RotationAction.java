package org.mailauth.dkim.rotation;

/** What is to be done with a key; the order is that in which actions due at the same time are listed. */
public enum RotationAction {
    /** Start signing with the key. */
    SWITCH,
    /** Stop signing with the key. */
    STOP,
    /** Replace the key's record by one with an empty {@code p=} (RFC 6376 §3.6.1). */
    REVOKE,
    /** Remove the key's record from the zone. */
    REMOVE,
    /** Make a new key pair. */
    GENERATE,
    /** Put the key's record into the zone. */
    PUBLISH,
    /** Leave the key alone until resolvers see it everywhere. */
    WAIT,
    /** Leave the key as it is. */
    KEEP;

    /**
     * Whether somebody has to do something.
     *
     * @return false for {@link #WAIT} and {@link #KEEP}
     */
    public boolean isWork() {
        return this != WAIT && this != KEEP;
    }
}
