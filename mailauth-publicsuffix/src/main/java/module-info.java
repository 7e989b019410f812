/** The Public Suffix List as a finder of organizational domains (RFC 7489 §3.2). */
module org.mailauth.publicsuffix {
    requires transitive org.mailauth;
    requires static org.jspecify;

    exports org.mailauth.publicsuffix;
}
