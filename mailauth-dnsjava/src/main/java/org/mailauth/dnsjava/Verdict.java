package org.mailauth.dnsjava;

import org.mailauth.dns.DnsFailure;
import org.xbill.DNS.Message;

/** What the servers said together to one name and type, aliases not yet followed. */
sealed interface Verdict {
    /**
     * A server answered: there are records, or there are none, or the name does not exist.
     *
     * @param message the reply, RCODE 0 or 3
     */
    record Answered(Message message) implements Verdict {}

    /**
     * No server answered.
     *
     * @param cause why
     * @param detail one plain sentence
     * @param cutShort whether the asker's own deadline or interruption ended the attempt
     */
    record Failed(DnsFailure cause, String detail, boolean cutShort) implements Verdict {}
}
