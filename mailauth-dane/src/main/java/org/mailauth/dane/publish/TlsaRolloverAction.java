package org.mailauth.dane.publish;

/** Names a step of a rollover. */
public enum TlsaRolloverAction {
    /** Put the new records into the zone, beside the old ones if there are any. */
    PUBLISH,
    /** Let every server of the name show the new certificate. */
    SWITCH,
    /** Take the old records out of the zone. */
    REMOVE
}
