package org.mailauth.dnsjava;

import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;

/**
 * What came of asking the servers.
 *
 * @param answer what the asker gets
 * @param cutShort whether the asker's own deadline or interruption ended the attempt, so that the failure says nothing
 *     to others who ask the same
 */
record Outcome(DnsAnswer answer, boolean cutShort) {
    static Outcome of(DnsAnswer answer) {
        return new Outcome(answer, false);
    }

    static Outcome failed(DnsFailure cause, String detail) {
        return of(new DnsAnswer.Failed(cause, detail));
    }

    static Outcome interrupted() {
        return new Outcome(interruptedAnswer(), true);
    }

    static DnsAnswer interruptedAnswer() {
        return new DnsAnswer.Failed(DnsFailure.INTERRUPTED, "the thread was interrupted while waiting for the DNS");
    }

    static DnsAnswer lateAnswer() {
        return new DnsAnswer.Failed(DnsFailure.TIMEOUT, "no answer arrived before the deadline");
    }
}
