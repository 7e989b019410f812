package org.mailauth.dane;

import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.dns.DnsRecord;

/**
 * Decides whether a TLSA record (RFC 6698 §2.1) can be used for SMTP, and whether a certificate is the one it speaks of.
 *
 * <p>Any octets make a record: numbers without a meaning are kept, and what cannot be used says why
 * ({@link #problems()}). Immutable and thread-safe; no component is null.
 *
 * @param rdata the four fields as published
 */
public record TlsaRecord(DnsRecord.Tlsa rdata) {
    /**
     * Checks that there are fields.
     *
     * @param rdata the four fields as published
     */
    public TlsaRecord {
        Objects.requireNonNull(rdata, "rdata");
    }

    /**
     * Reads the presentation format of RFC 6698 §2.2: three numbers or the acronyms of RFC 7218, and hexadecimal digits,
     * which may be cut by blanks.
     *
     * @param text anything, such as {@code 3 1 1 0c72ac70…}
     * @return the record, or why the text is none
     */
    public static Parsed<TlsaRecord> parse(String text) {
        return TlsaText.parse(text);
    }

    /**
     * Reads a record written by the program's author.
     *
     * @param text presentation format
     * @return the record
     * @throws IllegalArgumentException when the text is no TLSA record
     */
    public static TlsaRecord of(String text) {
        return parse(text).orElseThrow();
    }

    /**
     * Makes the record for a certificate.
     *
     * <p>{@code DANE-EE, SPKI, SHA2-256} of the server's certificate is recommended; next to it {@code DANE-TA, CERT,
     * SHA2-256} of the authority that issues them, whose certificate the server must then send (RFC 7672 §3.1).
     *
     * @param usage what the certificate is
     * @param selector which octets of it
     * @param matchingType how they are published
     * @param certificate the server's for an EE usage, the authority's for a TA usage
     * @return the record
     * @throws IllegalArgumentException when the certificate cannot be encoded
     */
    public static TlsaRecord of(
            TlsaUsage usage, TlsaSelector selector, TlsaMatchingType matchingType, X509Certificate certificate) {
        try {
            byte[] octets = selector == TlsaSelector.CERT
                    ? certificate.getEncoded()
                    : CertificateFacts.of(certificate)
                            .spki()
                            .orElseThrow(
                                    () -> new IllegalArgumentException("certificate must hold a readable public key"));
            return of(usage, selector, matchingType, octets);
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("certificate must have an encoded form", e);
        }
    }

    /**
     * Makes the record for a key, with selector {@link TlsaSelector#SPKI}: before there is a certificate for it.
     *
     * @param usage what the key is
     * @param matchingType how it is published
     * @param key a key with an X.509 encoding
     * @return the record
     * @throws IllegalArgumentException when the key has no such encoding
     */
    public static TlsaRecord of(TlsaUsage usage, TlsaMatchingType matchingType, PublicKey key) {
        byte[] octets = key.getEncoded();
        if (octets == null || !"X.509".equals(key.getFormat())) {
            throw new IllegalArgumentException("key must have an X.509 encoding");
        }
        return of(usage, TlsaSelector.SPKI, matchingType, octets);
    }

    private static TlsaRecord of(TlsaUsage usage, TlsaSelector selector, TlsaMatchingType matchingType, byte[] octets) {
        String data = HexFormat.of().formatHex(Digests.of(matchingType, octets));
        return new TlsaRecord(new DnsRecord.Tlsa(usage.number(), selector.number(), matchingType.number(), data));
    }

    /**
     * The certificate usage.
     *
     * @return empty for a number without a meaning
     */
    public Optional<TlsaUsage> usage() {
        return TlsaUsage.of(rdata.usage());
    }

    /**
     * The selector.
     *
     * @return empty for a number without a meaning
     */
    public Optional<TlsaSelector> selector() {
        return TlsaSelector.of(rdata.selector());
    }

    /**
     * The matching type.
     *
     * @return empty for a number without a meaning
     */
    public Optional<TlsaMatchingType> matchingType() {
        return TlsaMatchingType.of(rdata.matchingType());
    }

    /**
     * Why the record cannot be used for SMTP (RFC 6698 §4.1, RFC 7672 §3.1.3).
     *
     * @return problems whose codes start with {@code tlsa.}; empty when it can be used
     */
    public List<Problem> problems() {
        return Usability.problems(this);
    }

    /**
     * Whether the record can be used for SMTP.
     *
     * @return true when there are no {@link #problems()}
     */
    public boolean isUsable() {
        return problems().isEmpty();
    }

    /**
     * Of all records at a name, those that a client goes by: those that can be used, and of digests only the strongest for
     * each usage and selector (RFC 7671 §9).
     *
     * @param published all records at a name, in any order
     * @return unmodifiable, in the same order, no record twice
     */
    public static List<TlsaRecord> usable(List<TlsaRecord> published) {
        return UsableRecords.of(published);
    }

    /**
     * Whether a certificate has the octets that the record speaks of. Says nothing of what else a usage demands.
     *
     * @param certificate any certificate
     * @return false also when the record's selector or matching type has no meaning, or the certificate cannot be read
     */
    public boolean matches(X509Certificate certificate) {
        return matches(CertificateFacts.of(certificate));
    }

    boolean matches(CertificateFacts certificate) {
        Optional<TlsaSelector> selector = selector();
        Optional<TlsaMatchingType> type = matchingType();
        if (selector.isEmpty() || type.isEmpty()) {
            return false;
        }
        return certificate
                .octets(selector.get())
                .map(octets -> HexFormat.of().formatHex(Digests.of(type.get(), octets)))
                .map(hex -> hex.equals(rdata.associationData()))
                .orElse(false);
    }

    /** The octets of the association data. */
    byte[] octets() {
        return HexFormat.of().parseHex(rdata.associationData());
    }

    /**
     * The three numbers, as people speak of a record.
     *
     * @return such as {@code 3 1 1}
     */
    public String parameters() {
        return rdata.usage() + " " + rdata.selector() + " " + rdata.matchingType();
    }

    /** The presentation format of RFC 6698 §2.2, in numbers; {@link #parse} reads it back. */
    @Override
    public String toString() {
        return parameters() + " " + rdata.associationData();
    }
}
