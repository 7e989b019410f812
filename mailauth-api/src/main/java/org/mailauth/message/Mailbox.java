package org.mailauth.message;

import java.util.Objects;
import java.util.Optional;
import org.mailauth.DomainName;
import org.mailauth.MailAddress;
import org.mailauth.internal.text.Quoting;

/**
 * Says whom a mailbox of an address field names (RFC 5322 §3.4): a display name for people, and an address of which
 * either a domain or a domain literal is the right-hand side.
 *
 * <p>Everything here was chosen by the sender. A display name is plain text after its encoded words were decoded: it may
 * look like an address and hold any character, control and bidirectional ones included. Immutable and thread-safe; no
 * component is null.
 *
 * @param displayName as meant: without quotes, encoded words decoded (RFC 2047 §6.2); empty when there is none
 * @param localPart as meant: without quotes, case kept; of any length
 * @param domain the domain behind the at sign; empty when a domain literal stands there
 * @param domainLiteral what stands in the brackets of a domain literal, valid as an address or not; empty when there is
 *     a domain
 */
public record Mailbox(
        Optional<String> displayName, String localPart, Optional<DomainName> domain, Optional<String> domainLiteral) {

    /**
     * Checks that there is a domain or a domain literal, and not both.
     *
     * @param displayName as meant: without quotes, encoded words decoded (RFC 2047 §6.2); empty when there is none
     * @param localPart as meant: without quotes, case kept; of any length
     * @param domain the domain behind the at sign; empty when a domain literal stands there
     * @param domainLiteral what stands in the brackets of a domain literal; empty when there is a domain
     */
    public Mailbox {
        Objects.requireNonNull(displayName, "displayName");
        Objects.requireNonNull(localPart, "localPart");
        if (domain.isPresent() == domainLiteral.isPresent()) {
            throw new IllegalArgumentException("there must be either a domain or a domainLiteral");
        }
    }

    /**
     * The address as SMTP would take it.
     *
     * @return empty when it breaks the rules or limits of RFC 5321 §4.1.2 and §4.5.3.1, which are narrower than those of
     *     header fields
     */
    public Optional<MailAddress> address() {
        return MailAddress.parse(addrSpec()).value();
    }

    private String addrSpec() {
        return Quoting.localPart(localPart)
                + '@'
                + domain.map(DomainName::toString).orElseGet(() -> '[' + domainLiteral.orElse("") + ']');
    }

    /** The address alone, in quotes where it needs them, with its domain in A-labels. */
    @Override
    public String toString() {
        return addrSpec();
    }
}
