package org.mailauth.dane;

/** Decides whether mail may be sent through a connection, as far as DANE is concerned. */
public enum DaneVerdict {
    /** The certificates are those that the domain published. */
    AUTHENTICATED,
    /** DANE does not demand that the server is authenticated, and nothing was checked. */
    UNAUTHENTICATED,
    /** The connection must not be used; the next server, or later (RFC 7672 §2.2). */
    FAILED
}
