package org.mailauth.realparts;

import java.util.Locale;
import org.mailauth.forensics.received.Hop;
import org.mailauth.internal.net.IpLiteral;
import org.mailauth.message.ReceivedField;

/**
 * What one host saw: as a test knows it, or as a Received field tells it. Empty texts stand for what is not told.
 *
 * @param by the host
 * @param protocol the keyword, in upper case
 * @param tls whether TLS was used
 * @param helo what the client called itself
 * @param address the client's address
 * @param name the name of that address
 * @param recipient for whom
 */
record SeenHop(String by, String protocol, boolean tls, String helo, String address, String name, String recipient) {

    /** What the library reads. */
    static SeenHop of(Hop hop) {
        ReceivedField field = hop.field().orElseThrow(() -> new AssertionError("an unreadable field"));
        return new SeenHop(
                field.by().orElse(""),
                field.with()
                        .map(with -> with.split(" ", 2)[0].toUpperCase(Locale.ROOT))
                        .orElse(""),
                hop.isTls(),
                field.helo().orElse(""),
                field.clientIp().map(IpLiteral::format).orElse(""),
                field.clientName().orElse(""),
                field.recipient().orElse(""));
    }
}
