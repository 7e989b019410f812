/** ARC: validates and seals the chain of custody of a forwarded message (RFC 8617). */
module org.mailauth.arc {
    requires transitive org.mailauth;
    requires transitive org.mailauth.dkim;
    requires static org.jspecify;

    exports org.mailauth.arc;
}
