/**
 * Reports about e-mail authentication: DMARC aggregate reports (RFC 9990, and RFC 7489 Appendix C beside it) and failure
 * reports (RFC 9991, RFC 6591, RFC 5965).
 */
module org.mailauth.report {
    requires transitive org.mailauth.dmarc;
    requires apache.mime4j.core;
    // mime4j is no module of its own making and cannot say that it needs this one
    requires org.apache.commons.io;
    requires java.xml;
    requires static org.jspecify;

    exports org.mailauth.report.advice;
    exports org.mailauth.report.dmarc;
    exports org.mailauth.report.failure;
    exports org.mailauth.report.internal.mail to
            org.mailauth.cli;
}
