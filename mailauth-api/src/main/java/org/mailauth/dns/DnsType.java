package org.mailauth.dns;

/** The record types that e-mail authentication asks for, with their numbers (IANA DNS parameters). */
public enum DnsType {
    /** IPv4 address, RFC 1035 §3.4.1. */
    A(1),
    /** Alias, RFC 1035 §3.3.1. */
    CNAME(5),
    /** Name of an address, RFC 1035 §3.3.12. */
    PTR(12),
    /** Mail exchanger, RFC 1035 §3.3.9. */
    MX(15),
    /** Text, RFC 1035 §3.3.14. */
    TXT(16),
    /** IPv6 address, RFC 3596 §2.1. */
    AAAA(28),
    /** Certificate association, RFC 6698 §2. */
    TLSA(52);

    private final int code;

    DnsType(int code) {
        this.code = code;
    }

    /**
     * The number of the type on the wire.
     *
     * @return 1 to 65535
     */
    public int code() {
        return code;
    }
}
