package org.mailauth.realparts;

import java.util.List;

/** A server that takes messages over, and where it passes them on to. */
enum Mta {
    POSTFIX("postfix", "192.0.2.25", "2001:db8::25"),
    EXIM("exim", "192.0.2.26", "2001:db8::26"),
    QPSMTPD("qpsmtpd", "192.0.2.27", ""),
    DOVECOT("dovecot", "192.0.2.28", "");

    private final String id;
    private final String ipv4;
    private final String ipv6;

    Mta(String id, String ipv4, String ipv6) {
        this.id = id;
        this.ipv4 = ipv4;
        this.ipv6 = ipv6;
    }

    /** What its files are named after. */
    String id() {
        return id;
    }

    /** The domain whose messages end here. */
    String domain() {
        return id + ".test";
    }

    /** What it calls itself, and the name of its first address. */
    String host() {
        return "mx." + domain();
    }

    /** The address that it also sends from. */
    String ipv4() {
        return ipv4;
    }

    /** Empty when it has none. */
    String ipv6() {
        return ipv6;
    }

    /** Dovecot speaks LMTP and nothing else; the others do not serve it. */
    boolean isLmtp() {
        return this == DOVECOT;
    }

    int port() {
        return isLmtp() ? 24 : 25;
    }

    /** Whether it offers STARTTLS, and uses it as a client. */
    boolean knowsTls() {
        return this == POSTFIX || this == EXIM;
    }

    /** Whether it writes which recipient a message was for, when there is one. */
    boolean writesRecipient() {
        return this != QPSMTPD;
    }

    /** Whether it writes the address once only when the client calls itself by that very address. */
    boolean writesLiteralOnce() {
        return this == EXIM;
    }

    /** Whether it writes the name of the client's address beside what the client calls itself. */
    boolean writesName(String helo, String name) {
        return switch (this) {
            case POSTFIX, QPSMTPD -> true;
            // one name only when both are the same
            case EXIM -> !helo.equals(name);
            case DOVECOT -> false;
        };
    }

    /** The servers behind this one that a message for a domain passes. Exim leaves all but its own to Postfix. */
    List<Mta> route(Mta end) {
        if (this == end) {
            return List.of();
        }
        return this == EXIM && end != POSTFIX ? List.of(POSTFIX, end) : List.of(end);
    }
}
