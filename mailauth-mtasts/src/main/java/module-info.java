/** MTA-STS: whether mail for a domain must be sent over authenticated TLS, and to which hosts (RFC 8461). */
module org.mailauth.mtasts {
    requires transitive org.mailauth;
    requires com.github.benmanes.caffeine;
    requires org.apache.httpcomponents.core5.httpcore5;
    requires static org.jspecify;

    exports org.mailauth.mtasts;
}
