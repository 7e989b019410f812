/** DANE for SMTP: which certificate a mail server must have, by its TLSA records (RFC 7672, RFC 7671, RFC 6698). */
module org.mailauth.dane {
    requires transitive org.mailauth;
    requires static org.jspecify;

    exports org.mailauth.dane;
    exports org.mailauth.dane.publish;
}
