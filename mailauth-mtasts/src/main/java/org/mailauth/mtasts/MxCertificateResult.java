package org.mailauth.mtasts;

import java.util.Objects;
import org.mailauth.internal.text.Visible;

/**
 * Decides whether a mail server's certificates are as an MTA-STS policy demands, and says why. Immutable and thread-safe; no
 * component is null.
 *
 * @param reason why
 * @param detail more for people, may be empty; what comes from certificates is made visible
 */
public record MxCertificateResult(Reason reason, String detail) {

    /** Why certificates are accepted or refused (RFC 8461 §4.2). */
    public enum Reason {
        /** Chain and dates are valid, and a DNS-ID is the MX host. */
        VALID("the certificate is trusted and names the MX host"),
        /** The server showed no certificate. */
        NO_CERTIFICATE("the server showed no certificate"),
        /** The certificate names other hosts in its subjectAltName. */
        NAME("the certificate does not name the MX host"),
        /** The certificate has no DNS-ID in a subjectAltName at all; its common name counts for nothing. */
        WITHOUT_DNS_ID("the certificate names no host in a subjectAltName"),
        /** A certificate of the chain has expired. */
        EXPIRED("the certificate has expired"),
        /** A certificate of the chain is not valid yet. */
        NOT_YET_VALID("the certificate is not valid yet"),
        /** The certificate is signed by its own key and is none that is trusted. */
        SELF_SIGNED("the certificate is signed by itself"),
        /** The chain of certificates does not end at a trusted one, or is broken in another way. */
        UNTRUSTED("the certificate is not trusted");

        private final String text;

        Reason(String text) {
            this.text = text;
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

    /**
     * Checks that nothing is null.
     *
     * @param reason why
     * @param detail more for people, may be empty
     */
    public MxCertificateResult {
        Objects.requireNonNull(reason, "reason");
        detail = Visible.of(Objects.requireNonNull(detail, "detail"));
    }

    /**
     * Whether a policy of mode enforce lets mail through.
     *
     * @return true for {@link Reason#VALID} only
     */
    public boolean isValid() {
        return reason == Reason.VALID;
    }

    /** One line, such as {@code failed: the certificate has expired [RFC 8461 §4.2]}. */
    @Override
    public String toString() {
        return (isValid() ? "valid: " : "failed: ")
                + reason.text()
                + (detail.isEmpty() ? "" : ": " + detail)
                + " [RFC 8461 §4.2]";
    }
}
