package org.mailauth.report.failure;

import java.util.Locale;

/** What became of the message that a report is about (RFC 6591 §3.2.2). */
public enum DeliveryResult {
    /** It was delivered to its recipients. */
    DELIVERED,
    /** It was delivered to where unwanted mail goes. */
    SPAM,
    /** It was held back or kept elsewhere by a local rule. */
    POLICY,
    /** It was refused. */
    REJECT,
    /** Anything else. */
    OTHER;

    /**
     * The word that reports use.
     *
     * @return the name in lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
