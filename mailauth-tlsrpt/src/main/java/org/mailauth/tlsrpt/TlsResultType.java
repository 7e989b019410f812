package org.mailauth.tlsrpt;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why a session failed: the result types of RFC 8460 §4.3. Reports may hold others, which are kept as text
 * ({@link TlsFailureDetails#resultType()}).
 */
public enum TlsResultType {
    /** The server does not offer STARTTLS (§4.3.1). */
    STARTTLS_NOT_SUPPORTED("starttls-not-supported"),
    /** The certificate is not the host's (§4.3.1). */
    CERTIFICATE_HOST_MISMATCH("certificate-host-mismatch"),
    /** The certificate has expired (§4.3.1). */
    CERTIFICATE_EXPIRED("certificate-expired"),
    /** Nobody trusted vouches for the certificate (§4.3.1). */
    CERTIFICATE_NOT_TRUSTED("certificate-not-trusted"),
    /** Any other failure of TLS (§4.3.3). */
    VALIDATION_FAILURE("validation-failure"),
    /** A TLSA record is not valid, or none fits the certificate chain (§4.3.2.1). */
    TLSA_INVALID("tlsa-invalid"),
    /** An answer is not valid by DNSSEC (§4.3.2.1). */
    DNSSEC_INVALID("dnssec-invalid"),
    /** The sender wants DANE of all its peers, and the recipient has no TLSA records (§4.3.2.1). */
    DANE_REQUIRED("dane-required"),
    /** The MTA-STS policy could not be fetched (§4.3.2.2). */
    STS_POLICY_FETCH_ERROR("sts-policy-fetch-error"),
    /** The MTA-STS policy could not be read (§4.3.2.2). */
    STS_POLICY_INVALID("sts-policy-invalid"),
    /** The policy host's certificate is not valid (§4.3.2.2). */
    STS_WEBPKI_INVALID("sts-webpki-invalid");

    private final String word;

    TlsResultType(String word) {
        this.word = word;
    }

    /**
     * The name in reports.
     *
     * @return lower case with hyphens
     */
    public String word() {
        return word;
    }

    /**
     * The type with a name.
     *
     * @param word a name from a report; case matters
     * @return empty for a name that RFC 8460 does not know
     */
    public static Optional<TlsResultType> ofWord(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }
}
