/** The README's examples, as a module that uses the library's. */
module com.example.mail {
    requires org.mailauth.authenticator;
    requires org.mailauth.dane;
    requires org.mailauth.dnsjava;
    requires org.mailauth.forensics;
    requires org.mailauth.publicsuffix;
    requires org.mailauth.replay;
    requires org.mailauth.mtasts;
    requires org.mailauth.report;
    requires org.mailauth.testkit;
    requires org.mailauth.transport;
}
