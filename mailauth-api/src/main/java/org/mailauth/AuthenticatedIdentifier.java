package org.mailauth;

import java.util.Objects;

/**
 * A domain that an authentication method looked at, with what came of it: what DMARC aligns with the author's domain
 * (RFC 9989 §3.2, §4.4).
 *
 * <p>Despite its name it may be one that failed: reports name those, too, and only {@link #isPass()} counts for
 * alignment. Immutable and thread-safe; no component is null.
 *
 * @param kind which method, and for SPF which identity
 * @param domain the DKIM signing domain, or the domain that SPF checked
 * @param result the method's result in RFC 8601 words
 * @param selector the DKIM selector; empty for SPF
 */
public record AuthenticatedIdentifier(Kind kind, DomainName domain, String result, String selector) {

    /** Where an identifier comes from. */
    public enum Kind {
        /** The domain {@code d=} of a DKIM signature. */
        DKIM,
        /** The domain of the reverse-path, or of HELO for a null reverse-path (RFC 7208 §2.4). */
        SPF_MAIL_FROM,
        /** The domain in HELO, which never counts for DMARC. */
        SPF_HELO
    }

    /**
     * Checks that nothing is null.
     *
     * @param kind which method, and for SPF which identity
     * @param domain the DKIM signing domain, or the domain that SPF checked
     * @param result the method's result in RFC 8601 words
     * @param selector the DKIM selector; empty for SPF
     */
    public AuthenticatedIdentifier {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(selector, "selector");
    }

    /**
     * Whether the method vouches for the domain.
     *
     * @return true for the result {@code pass} only
     */
    public boolean isPass() {
        return result.equals("pass");
    }
}
