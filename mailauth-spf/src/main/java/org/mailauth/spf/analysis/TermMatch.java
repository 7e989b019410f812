package org.mailauth.spf.analysis;

import java.util.List;

/**
 * Which clients of one address family a mechanism matches, whatever the message.
 *
 * @param kind what is known
 * @param matches the addresses that match; empty unless known, or known up to a failure
 * @param isVoid whether the term's own question finds nothing (RFC 7208 §4.6.4)
 * @param asked the questions that an evaluation asks at most
 */
record TermMatch(Kind kind, AddressSet matches, boolean isVoid, List<AnalyzerDns.Asked> asked) {

    /** What is known about a mechanism. */
    enum Kind {
        /** All: the matching addresses match, the others do not. */
        KNOWN,
        /** What it matches is what another policy passes. */
        POLICY,
        /** Nothing: the message or the client's own DNS decides. */
        BY_MESSAGE,
        /** The DNS failed: other addresses than the matching ones get temperror. */
        DNS_FAILED,
        /** Every address gets permerror. */
        IN_ERROR,
        /** Nothing: the analysis could not look. */
        NOT_ASKED
    }

    TermMatch {
        asked = List.copyOf(asked);
    }

    static TermMatch known(AddressSet matches, List<AnalyzerDns.Asked> asked) {
        return new TermMatch(Kind.KNOWN, matches, false, asked);
    }

    /** A question that finds nothing. */
    static TermMatch ofVoid(AddressFamily family, List<AnalyzerDns.Asked> asked) {
        return new TermMatch(Kind.KNOWN, AddressSet.none(family), true, asked);
    }

    /** What another policy says. */
    static TermMatch policy(AddressFamily family, boolean isVoid, List<AnalyzerDns.Asked> asked) {
        return new TermMatch(Kind.POLICY, AddressSet.none(family), isVoid, asked);
    }

    static TermMatch unknown(Kind kind, AddressFamily family, List<AnalyzerDns.Asked> asked) {
        return new TermMatch(kind, AddressSet.none(family), false, asked);
    }
}
