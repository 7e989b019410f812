/** SPF: whether a domain lets a host send mail in its name (RFC 7208, updated by RFC 7372, RFC 8553 and RFC 8616). */
module org.mailauth.spf {
    requires transitive org.mailauth;
    requires static org.jspecify;

    exports org.mailauth.spf;
    exports org.mailauth.spf.analysis;
    exports org.mailauth.spf.macro;
}
