/** A {@link org.mailauth.dns.DnsResolver} over dnsjava; the only module of mailauth that opens DNS sockets. */
module org.mailauth.dnsjava {
    requires static org.jspecify;
    requires transitive org.mailauth;
    requires com.github.benmanes.caffeine;
    requires org.dnsjava;

    exports org.mailauth.dnsjava;
}
