package org.mailauth.transport;

/** Decides what a connection to a host needs before mail may be sent through it, by DANE and MTA-STS together. */
public enum TlsRequirement {
    /** TLS where the server offers it, with any certificate; clear text otherwise. */
    OPPORTUNISTIC,
    /** TLS, with any certificate: there are secure TLSA records, and none can be used (RFC 7672 §2.2). */
    ENCRYPTION,
    /** TLS with a trusted certificate that names the MX host: an MTA-STS policy of mode enforce (RFC 8461 §4.2). */
    WEB_PKI,
    /** TLS with a certificate that matches a TLSA record (RFC 7672 §2.2). */
    DANE,
    /**
     * TLS with a certificate that is both: the domain publishes TLSA records and a policy of mode enforce, and neither lifts
     * what the other demands (RFC 8461 §2, §5).
     */
    DANE_AND_WEB_PKI,
    /** Nothing may be sent to the host: to be treated as unreachable, in its place of the MX order (RFC 8461 §8.4). */
    DO_NOT_USE;

    /**
     * Whether the host may be tried at all.
     *
     * @return false for {@link #DO_NOT_USE} only
     */
    public boolean allowsUse() {
        return this != DO_NOT_USE;
    }

    /**
     * Whether mail may be sent without TLS.
     *
     * @return true for {@link #OPPORTUNISTIC} only
     */
    public boolean allowsClearText() {
        return this == OPPORTUNISTIC;
    }

    /**
     * Whether the certificates must be what the TLSA records say.
     *
     * @return true where DANE authenticates
     */
    public boolean needsDane() {
        return this == DANE || this == DANE_AND_WEB_PKI;
    }

    /**
     * Whether the certificates must be what MTA-STS demands.
     *
     * @return true where a policy of mode enforce holds
     */
    public boolean needsWebPki() {
        return this == WEB_PKI || this == DANE_AND_WEB_PKI;
    }
}
