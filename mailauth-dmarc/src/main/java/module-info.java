/** DMARC: what the domain of the author wants done with a message that is not its own (RFC 9989, and RFC 7489 beside it). */
module org.mailauth.dmarc {
    requires transitive org.mailauth;
    requires static org.jspecify;

    exports org.mailauth.dmarc;
}
