/** One call for everything: what SPF, DKIM, ARC and DMARC say of a received message, and what to do with it. */
module org.mailauth.authenticator {
    requires transitive org.mailauth;
    requires transitive org.mailauth.arc;
    requires transitive org.mailauth.dkim;
    requires transitive org.mailauth.dmarc;
    requires transitive org.mailauth.spf;
    requires static org.jspecify;

    exports org.mailauth.authenticator;
}
