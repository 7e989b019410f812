/** The command line tool {@code mailauth}: verifies and signs messages, checks SPF, reads headers, and makes keys. It offers no API. */
module org.mailauth.cli {
    requires com.fasterxml.jackson.core;
    requires info.picocli;
    requires org.mailauth;
    requires org.mailauth.arc;
    requires org.mailauth.authenticator;
    requires org.mailauth.dane;
    requires org.mailauth.dkim;
    requires org.mailauth.dmarc;
    requires org.mailauth.dnsjava;
    requires org.mailauth.forensics;
    requires org.mailauth.mtasts;
    requires org.mailauth.publicsuffix;
    requires org.mailauth.replay;
    requires org.mailauth.report;
    requires org.mailauth.spf;
    requires org.mailauth.testkit;
    requires org.mailauth.tlsrpt;
    requires org.mailauth.transport;
    requires static org.jspecify;

    // picocli sets the options of the commands by reflection
    opens org.mailauth.cli to
            info.picocli;
    opens org.mailauth.cli.command to
            info.picocli;
    opens org.mailauth.cli.dmarc to
            info.picocli;
    opens org.mailauth.cli.headers to
            info.picocli;
    opens org.mailauth.cli.lint to
            info.picocli;
    opens org.mailauth.cli.options to
            info.picocli;
    opens org.mailauth.cli.replay to
            info.picocli;
    opens org.mailauth.cli.report to
            info.picocli;
    opens org.mailauth.cli.rotate to
            info.picocli;
    opens org.mailauth.cli.sign to
            info.picocli;
    opens org.mailauth.cli.spf to
            info.picocli;
    opens org.mailauth.cli.transport to
            info.picocli;
    opens org.mailauth.cli.verify to
            info.picocli;
}
