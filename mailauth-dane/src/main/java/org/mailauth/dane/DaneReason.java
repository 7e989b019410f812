package org.mailauth.dane;

/**
 * Says why DANE accepts or refuses the certificates of a connection. Among failures, later constants were nearer to success;
 * when several records fail in different ways, the nearest is told.
 */
public enum DaneReason {
    /** A DANE-EE record matches the server's certificate; its names and dates do not matter. */
    DANE_EE_MATCH(DaneVerdict.AUTHENTICATED, "RFC 7672 §3.1.1", "a DANE-EE record matches the server's certificate"),
    /** The chain leads to a trust anchor that a DANE-TA record names, and the certificate has a name of the server. */
    DANE_TA_MATCH(
            DaneVerdict.AUTHENTICATED, "RFC 7672 §3.1.2", "the chain leads to the trust anchor of a DANE-TA record"),
    /** All TLSA records are unusable: encryption is all that is demanded. */
    NO_USABLE_RECORDS(DaneVerdict.UNAUTHENTICATED, "RFC 7672 §2.2", "no TLSA record can be used"),
    /** DANE demands nothing of the server. */
    NOT_OFFERED(DaneVerdict.UNAUTHENTICATED, "RFC 7672 §2.2", "the server has no secure TLSA records"),
    /** The lookup had failed: the server must be treated as unreachable. */
    UNREACHABLE(DaneVerdict.FAILED, "RFC 7672 §2.1.2", "what DANE demands could not be found out"),
    /** The server showed no certificate. */
    NO_CERTIFICATE(DaneVerdict.FAILED, "RFC 7672 §3.1", "the server showed no certificate"),
    /** The server's certificate cannot be read. */
    UNREADABLE_CERTIFICATE(DaneVerdict.FAILED, "RFC 5280 §4.1", "the server's certificate cannot be read"),
    /** No TLSA record matches. */
    NO_MATCH(DaneVerdict.FAILED, "RFC 6698 §2.1", "no TLSA record matches the certificates"),
    /** More certificates, or more ways among them, than are looked at. */
    CHAIN_TOO_COMPLEX(
            DaneVerdict.FAILED, "", "the server showed more certificates, or more ways among them, than are looked at"),
    /** A trust anchor matches, but the chain to it does not hold: a signature, a constraint, a purpose. */
    UNTRUSTED_CHAIN(DaneVerdict.FAILED, "RFC 5280 §6.1", "the chain to the trust anchor does not hold"),
    /** A trust anchor matches, but a certificate of the chain is not valid yet. */
    NOT_YET_VALID(DaneVerdict.FAILED, "RFC 5280 §4.1.2.5", "a certificate of the chain is not valid yet"),
    /** A trust anchor matches, but a certificate of the chain has expired. */
    EXPIRED(DaneVerdict.FAILED, "RFC 5280 §4.1.2.5", "a certificate of the chain has expired"),
    /** The chain leads to a trust anchor, but the certificate names another server. */
    NAME_MISMATCH(DaneVerdict.FAILED, "RFC 7672 §3.2.2", "the certificate has none of the server's names");

    private final DaneVerdict verdict;
    private final String reference;
    private final String text;

    DaneReason(DaneVerdict verdict, String reference, String text) {
        this.verdict = verdict;
        this.reference = reference;
        this.text = text;
    }

    /**
     * What follows from it.
     *
     * @return never null
     */
    public DaneVerdict verdict() {
        return verdict;
    }

    /**
     * The rule behind it.
     *
     * @return such as {@code RFC 7672 §3.1.1}; empty for a limit of this library
     */
    public String reference() {
        return reference;
    }

    /**
     * The reason in plain words.
     *
     * @return a clause without a full stop
     */
    public String text() {
        return text;
    }
}
