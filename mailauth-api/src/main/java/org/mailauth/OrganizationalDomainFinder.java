package org.mailauth;

import java.util.Optional;

/**
 * Decides which organization a domain name belongs to, without asking the DNS: the strategy of RFC 7489 §3.2, for which a
 * public suffix list is the usual answer. The tree walk of RFC 9989 §4.10 needs the DNS and is no such finder.
 *
 * <p>Implementations are safe for concurrent use and never throw for any name.
 */
@FunctionalInterface
public interface OrganizationalDomainFinder {

    /**
     * Decides under which registered name a domain lies.
     *
     * @param name any domain name
     * @return the Organizational Domain: the name itself or one above it; empty when there is none, because the name is
     *     itself one under which others register
     */
    Optional<DomainName> organizationalDomain(DomainName name);
}
