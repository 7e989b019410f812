package org.mailauth.dane;

/** Decides what a connection to a server needs before mail may be sent through it, by DNSSEC and TLSA (RFC 7672 §2.2). */
public enum DaneRequirement {
    /** TLS with a certificate that matches a TLSA record; otherwise the next server, or later. */
    AUTHENTICATED_TLS,
    /** TLS, with any certificate: TLSA records are there, but none that can be used. */
    ENCRYPTION,
    /** DANE demands nothing: TLS where it is offered, clear text otherwise, unless another policy demands more. */
    NONE,
    /** The server must be treated as unreachable: the next server, or later; never clear text. */
    DELAY
}
