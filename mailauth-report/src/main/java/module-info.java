/** Reports about e-mail authentication: DMARC aggregate reports (RFC 9990, and RFC 7489 Appendix C beside it). */
module org.mailauth.report {
    requires transitive org.mailauth.dmarc;
    requires apache.mime4j.core;
    requires java.xml;
    requires static org.jspecify;

    exports org.mailauth.report.dmarc;
}
