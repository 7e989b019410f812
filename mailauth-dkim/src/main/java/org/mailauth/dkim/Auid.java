package org.mailauth.dkim;

import java.util.Objects;
import org.mailauth.DomainName;

/**
 * The Agent or User Identifier of a signature, {@code i=} (RFC 6376 §2.6). It lies in the signing domain; its local
 * part means something to the signer only. Immutable and thread-safe.
 *
 * @param localPart as decoded from the tag, often empty
 * @param domain the signing domain, or a domain below it
 */
public record Auid(String localPart, DomainName domain) {
    /**
     * Checks that nothing is null.
     *
     * @param localPart as decoded from the tag, often empty
     * @param domain the signing domain, or a domain below it
     */
    public Auid {
        Objects.requireNonNull(localPart, "localPart");
        Objects.requireNonNull(domain, "domain");
    }

    @Override
    public String toString() {
        return localPart + "@" + domain;
    }
}
