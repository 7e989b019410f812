package org.mailauth.report.dmarc;

/** By which standard a report is made: its namespace says so, and where it has none that is known, what is in it. */
public enum ReportShape {
    /** RFC 9990: namespace {@code urn:ietf:params:xml:ns:dmarc-2.0}. */
    RFC9990,
    /** RFC 7489 Appendix C and older drafts: namespace {@code http://dmarc.org/dmarc-xml/0.1}, in practice mostly none. */
    RFC7489;

    static final String RFC9990_NAMESPACE = "urn:ietf:params:xml:ns:dmarc-2.0";
    static final String RFC7489_NAMESPACE = "http://dmarc.org/dmarc-xml/0.1";
}
