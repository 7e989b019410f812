package org.mailauth.dns;

/** Says why a question got no answer. Every cause is temporary: asking again later may help. */
public enum DnsFailure {
    /** No answer arrived before the question's deadline, or the deadline had passed before the question was asked. */
    TIMEOUT("no answer in time"),
    /** The server could not answer (RCODE 2), not known to be for reasons of DNSSEC. */
    SERVER_FAILURE("the server failed"),
    /** The server does not want to answer (RCODE 5). */
    REFUSED("the server refused"),
    /** The server answered with another error code than the RFCs of e-mail authentication give a meaning to. */
    OTHER_RCODE("the server answered with an error"),
    /** DNSSEC signatures did not hold (RFC 4035 §4.3). */
    BOGUS("DNSSEC signatures do not hold"),
    /** The network could not be used. */
    NETWORK("the network could not be used"),
    /** The answer could not be read. */
    MALFORMED("the answer could not be read"),
    /** The aliases of the name form a loop or a chain that is too long. */
    ALIAS_LOOP("the aliases of the name never end"),
    /** The message had used up its DNS questions; this one was not asked. */
    BUDGET_EXHAUSTED("the message has used up its questions"),
    /** The thread was interrupted while waiting; its interrupt status is set. */
    INTERRUPTED("interrupted while waiting");

    private final String text;

    DnsFailure(String text) {
        this.text = text;
    }

    /**
     * The cause in plain words.
     *
     * @return a clause without a full stop
     */
    public String text() {
        return text;
    }
}
