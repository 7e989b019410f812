package org.mailauth.dmarc;

import java.util.Locale;

/** What a receiver should do with a message as far as DMARC is concerned, the mildest first. */
public enum DmarcOutcome {
    /** Handle it as if there were no DMARC: it passed, or nobody asks for anything. */
    ACCEPT,
    /** Treat it as suspicious. */
    QUARANTINE,
    /** Refuse it: 550 with the enhanced code 5.7.1 (RFC 9989 §7.2). */
    REJECT,
    /** Ask the client to come again: 4xx (RFC 9989 §7.2). An answer is missing that may be there then. */
    DEFER,
    /**
     * Its author is ambiguous: readers see another one, or none, where DMARC looks for one (RFC 9989 §11.5). Receivers are
     * well advised to refuse it; {@link DmarcEvaluation#strictestPolicy()} says what the named domains ask for.
     */
    AMBIGUOUS;

    /**
     * The word for machines.
     *
     * @return the name in lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
