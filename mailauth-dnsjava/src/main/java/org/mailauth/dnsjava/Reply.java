package org.mailauth.dnsjava;

import org.mailauth.dns.DnsFailure;
import org.xbill.DNS.Message;

/** What one try at one server brought. */
sealed interface Reply {
    /**
     * A message that belongs to the question and could be read; what it says is still to be judged.
     *
     * @param message the reply
     */
    record Received(Message message) implements Reply {}

    /**
     * Nothing that could be used.
     *
     * @param cause why
     * @param detail one plain sentence
     */
    record Missed(DnsFailure cause, String detail) implements Reply {}
}
