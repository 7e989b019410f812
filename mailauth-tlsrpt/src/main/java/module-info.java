/** TLS-RPT: where reports about TLS go, what they say, and how they are sent (RFC 8460). */
module org.mailauth.tlsrpt {
    requires transitive org.mailauth;
    requires com.fasterxml.jackson.core;
    requires static org.jspecify;

    exports org.mailauth.tlsrpt;
}
