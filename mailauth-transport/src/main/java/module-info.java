/** Outbound TLS: to which hosts mail for a domain may go, and how they must be authenticated (RFC 7672, RFC 8461, RFC 8460). */
module org.mailauth.transport {
    requires transitive org.mailauth;
    requires transitive org.mailauth.dane;
    requires transitive org.mailauth.mtasts;
    requires transitive org.mailauth.tlsrpt;
    requires static org.jspecify;

    exports org.mailauth.transport;
}
