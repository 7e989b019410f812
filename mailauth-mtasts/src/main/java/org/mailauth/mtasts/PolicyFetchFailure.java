package org.mailauth.mtasts;

/**
 * Says why no policy was got from the policy host (RFC 8461 §3.3).
 *
 * <p>For a TLS report (RFC 8460 §4.3.2.2) the failures fall into groups, see {@link #kind()}.
 */
public enum PolicyFetchFailure {
    /** The DNS gave no answer about the TXT record: whether there is a policy at all is not known. */
    RECORD_UNKNOWN(Kind.DISCOVERY, "the DNS gave no answer about the record"),
    /** The policy host has no address, or the DNS gave no answer. */
    UNRESOLVED(Kind.FETCH, "the policy host has no address"),
    /** All addresses of the policy host are private, local or reserved, and such are not allowed. */
    ADDRESS_REFUSED(Kind.FETCH, "all addresses of the policy host are refused"),
    /** No address took a connection. */
    CONNECT(Kind.FETCH, "no connection to the policy host"),
    /** TLS could not be set up for another reason than the certificate. */
    TLS(Kind.FETCH, "TLS could not be set up"),
    /** The certificate names other hosts in its subjectAltName. */
    CERTIFICATE_NAME(Kind.CERTIFICATE, "the certificate does not name the policy host"),
    /** The certificate has no DNS-ID in a subjectAltName at all; its common name counts for nothing. */
    CERTIFICATE_WITHOUT_DNS_ID(Kind.CERTIFICATE, "the certificate names no host in a subjectAltName"),
    /** A certificate of the chain has expired. */
    CERTIFICATE_EXPIRED(Kind.CERTIFICATE, "the certificate has expired"),
    /** A certificate of the chain is not valid yet. */
    CERTIFICATE_NOT_YET_VALID(Kind.CERTIFICATE, "the certificate is not valid yet"),
    /** The certificate is signed by its own key and is none that is trusted. */
    CERTIFICATE_SELF_SIGNED(Kind.CERTIFICATE, "the certificate is signed by itself"),
    /** The chain of certificates does not end at a trusted one, or is broken in another way. */
    CERTIFICATE_UNTRUSTED(Kind.CERTIFICATE, "the certificate is not trusted"),
    /** What came is no HTTP/1, or has a content coding. */
    PROTOCOL(Kind.FETCH, "the policy host does not speak HTTP as it should"),
    /** The HTTP status is another than 200; redirects are not followed. */
    STATUS(Kind.FETCH, "the HTTP status is not 200"),
    /** The media type is another than text/plain, or there is none. */
    MEDIA_TYPE(Kind.FETCH, "the media type is not text/plain"),
    /** The body, or what came beside it, is longer than allowed. */
    TOO_LARGE(Kind.FETCH, "the file is too large"),
    /** The connection was closed or lost before header and body were whole. */
    TRUNCATED(Kind.FETCH, "the file was cut short"),
    /** The file did not arrive in time. */
    TIMEOUT(Kind.FETCH, "the file did not arrive in time"),
    /** The thread was interrupted while waiting; its interrupt status is set. */
    INTERRUPTED(Kind.FETCH, "interrupted while waiting"),
    /** The transport failed for a reason of its own. */
    TRANSPORT(Kind.FETCH, "the transport failed"),
    /** The file was got and is no valid policy (RFC 8461 §3.2). */
    POLICY_INVALID(Kind.POLICY, "the file is no valid policy");

    /** The group of a failure, as TLS reports count them (RFC 8460 §4.3.2.2). */
    public enum Kind {
        /** It is not known whether there is a policy: nothing to be reported. */
        DISCOVERY,
        /** The file could not be got: {@code sts-policy-fetch-error}. */
        FETCH,
        /** The certificate of the policy host does not hold: {@code sts-webpki-invalid}. */
        CERTIFICATE,
        /** The file is no valid policy: {@code sts-policy-invalid}. */
        POLICY
    }

    private final Kind kind;
    private final String text;

    PolicyFetchFailure(Kind kind, String text) {
        this.kind = kind;
        this.text = text;
    }

    /**
     * The group of the failure.
     *
     * @return never null
     */
    public Kind kind() {
        return kind;
    }

    /**
     * The failure in plain words.
     *
     * @return a clause without a full stop
     */
    public String text() {
        return text;
    }
}
