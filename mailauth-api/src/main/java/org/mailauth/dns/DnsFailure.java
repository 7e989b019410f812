package org.mailauth.dns;

/** Says why a question got no answer. Every cause is temporary: asking again later may help. */
public enum DnsFailure {
    /** No answer arrived before the question's deadline, or the deadline had passed before the question was asked. */
    TIMEOUT,
    /** The server could not answer (RCODE 2), not known to be for reasons of DNSSEC. */
    SERVER_FAILURE,
    /** The server does not want to answer (RCODE 5). */
    REFUSED,
    /** The server answered with another error code than the RFCs of e-mail authentication give a meaning to. */
    OTHER_RCODE,
    /** DNSSEC signatures did not hold (RFC 4035 §4.3). */
    BOGUS,
    /** The network could not be used. */
    NETWORK,
    /** The answer could not be read. */
    MALFORMED,
    /** The aliases of the name form a loop or a chain that is too long. */
    ALIAS_LOOP,
    /** The message had used up its DNS questions; this one was not asked. */
    BUDGET_EXHAUSTED,
    /** The thread was interrupted while waiting; its interrupt status is set. */
    INTERRUPTED
}
