/** DKIM: verifies and makes signatures of messages (RFC 6376, updated by RFC 8301, RFC 8463 and RFC 8616). */
module org.mailauth.dkim {
    requires transitive org.mailauth;
    requires org.bouncycastle.provider;
    requires static org.jspecify;

    exports org.mailauth.dkim;
    exports org.mailauth.dkim.lint;
    exports org.mailauth.dkim.rotation;
    exports org.mailauth.dkim.diagnosis;
    exports org.mailauth.dkim.internal.canon to
            org.mailauth.arc,
            org.mailauth.replay;
    exports org.mailauth.dkim.internal.crypto to
            org.mailauth.arc;
    exports org.mailauth.dkim.internal.key to
            org.mailauth.arc;
    exports org.mailauth.dkim.internal.signature to
            org.mailauth.arc;
}
