package org.mailauth.forensics.received;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.mailauth.message.ReceivedField;

/**
 * Says what one host wrote down when it took a message over, and how long that was after the host before it. Immutable and
 * thread-safe; nothing is null.
 *
 * @param fieldIndex which field of the header, from the top, the first being 0
 * @param field what it says; empty when it cannot be read
 * @param delay how long after the field below; negative when its time is earlier; empty when either has no time
 */
public record Hop(int fieldIndex, Optional<ReceivedField> field, Optional<Duration> delay) {
    // RFC 3848 and RFC 6531 §4.3; "smtps" and "utf8esmtps" are words of servers.
    private static final Set<String> WITH_TLS = Set.of(
            "esmtps",
            "esmtpsa",
            "lmtps",
            "lmtpsa",
            "utf8smtps",
            "utf8smtpsa",
            "utf8lmtps",
            "utf8lmtpsa",
            "smtps",
            "utf8esmtps",
            "utf8esmtpsa");

    /**
     * Checks that nothing is null.
     *
     * @param fieldIndex which field of the header, from the top, the first being 0
     * @param field what it says; empty when it cannot be read
     * @param delay how long after the field below
     */
    public Hop {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(delay, "delay");
    }

    /**
     * The address of the client.
     *
     * @return where the host puts it, or else as a word behind the name, where a client could have put it, too; empty when
     *     there is none
     */
    public Optional<InetAddress> fromAddress() {
        return field.flatMap(read -> read.clientIp().or(read::bareAddress));
    }

    /**
     * Whether the field says that the message came by TLS: by its protocol (RFC 3848, RFC 6531) or by a comment.
     *
     * @return false when it does not say
     */
    public boolean isTls() {
        return field.filter(read -> read.tls().isPresent()
                        || read.with().filter(Hop::namesTls).isPresent())
                .isPresent();
    }

    private static boolean namesTls(String with) {
        int blank = with.indexOf(' ');
        String protocol = blank < 0 ? with : with.substring(0, blank);
        return WITH_TLS.contains(protocol.toLowerCase(Locale.ROOT));
    }
}
