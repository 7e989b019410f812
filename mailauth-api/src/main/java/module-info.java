/**
 * The words that every module of mailauth shares: domain names, messages, DNS questions and answers,
 * Authentication-Results, problems and budgets. Packages named {@code internal} are no API and may change at any time.
 */
module org.mailauth {
    requires static org.jspecify;

    exports org.mailauth;
    exports org.mailauth.authres;
    exports org.mailauth.authres.trust;
    exports org.mailauth.dns;
    exports org.mailauth.message;
    exports org.mailauth.internal.net to
            org.mailauth.arc,
            org.mailauth.authenticator,
            org.mailauth.cli,
            org.mailauth.dane,
            org.mailauth.dmarc,
            org.mailauth.forensics,
            org.mailauth.mtasts,
            org.mailauth.replay,
            org.mailauth.report,
            org.mailauth.spf,
            org.mailauth.tlsrpt;
    exports org.mailauth.internal.tag to
            org.mailauth.arc,
            org.mailauth.dkim,
            org.mailauth.dmarc,
            org.mailauth.forensics,
            org.mailauth.report;
    exports org.mailauth.internal.text to
            org.mailauth.arc,
            org.mailauth.authenticator,
            org.mailauth.cli,
            org.mailauth.dane,
            org.mailauth.dkim,
            org.mailauth.dmarc,
            org.mailauth.forensics,
            org.mailauth.mtasts,
            org.mailauth.report,
            org.mailauth.spf,
            org.mailauth.tlsrpt,
            org.mailauth.transport;
    exports org.mailauth.internal.tls to
            org.mailauth.dane,
            org.mailauth.mtasts,
            org.mailauth.transport;
}
