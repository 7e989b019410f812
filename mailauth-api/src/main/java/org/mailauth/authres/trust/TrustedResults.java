package org.mailauth.authres.trust;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailauth.AuthenticatedIdentifier;
import org.mailauth.DomainName;
import org.mailauth.OrganizationalDomainFinder;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.authres.MethodResult;
import org.mailauth.message.Author;

/**
 * What the trusted hosts said about a message, and which statements were ignored; made by {@link AuthservIds#trustedIn}.
 *
 * <p>Empty results mean that nothing is known, never that all is well. Immutable and thread-safe; nothing is null.
 *
 * @param results one for each trusted field, from the top
 * @param ignored the other fields, from the top
 */
public record TrustedResults(List<AuthenticationResults> results, List<IgnoredResults> ignored) {
    private static final String PASS = "pass";

    /**
     * Copies the lists.
     *
     * @param results one for each trusted field, from the top
     * @param ignored the other fields, from the top
     */
    public TrustedResults {
        results = List.copyOf(results);
        ignored = List.copyOf(ignored);
    }

    /**
     * What one method found, by all trusted hosts.
     *
     * @param method compared without ASCII case
     * @return unmodifiable, in the order written
     */
    public List<MethodResult> results(String method) {
        return results.stream().flatMap(said -> said.results(method).stream()).toList();
    }

    /**
     * Every authserv-id that was seen, trusted or not: what to choose from when ids are configured.
     *
     * @return unmodifiable, each once, from the top
     */
    public Set<String> seenIds() {
        Set<String> ids = new LinkedHashSet<>();
        results.forEach(said -> ids.add(said.authservId()));
        ignored.forEach(said -> said.authservId().ifPresent(ids::add));
        return Collections.unmodifiableSet(ids);
    }

    /**
     * The domains that DKIM and SPF looked at, as far as the results name them: to be aligned with the author.
     *
     * @return unmodifiable, in the order written; failures, too
     */
    public List<AuthenticatedIdentifier> identifiers() {
        List<AuthenticatedIdentifier> identifiers = new ArrayList<>();
        for (AuthenticationResults said : results) {
            for (MethodResult result : said.results()) {
                if (result.isKnown()) {
                    IdentifierReader.read(result).ifPresent(identifiers::add);
                }
            }
        }
        return List.copyOf(identifiers);
    }

    /**
     * Whether the trusted hosts vouch for the author: DMARC passed for just this domain, or SPF or DKIM passed for a domain
     * of the same organization. A pass for anybody else's domain says nothing about the author.
     *
     * @param author who the message claims to be from
     * @param organizations tells which domains belong together
     * @return false for every ambiguous author
     */
    public boolean vouchFor(Author author, OrganizationalDomainFinder organizations) {
        Optional<DomainName> domain = author.domain();
        if (domain.isEmpty()) {
            return false;
        }
        boolean dmarc = results("dmarc").stream()
                .filter(result -> result.result().equals(PASS))
                .flatMap(result -> result.value("header", "from").stream())
                .anyMatch(from -> DomainName.parse(from).value().equals(domain));
        return dmarc
                || identifiers().stream()
                        .filter(AuthenticatedIdentifier::isPass)
                        .filter(identifier -> identifier.kind() != AuthenticatedIdentifier.Kind.SPF_HELO)
                        .anyMatch(identifier -> isSame(identifier.domain(), domain.get(), organizations));
    }

    private static boolean isSame(DomainName one, DomainName other, OrganizationalDomainFinder organizations) {
        Optional<DomainName> organization = organizations.organizationalDomain(one);
        return one.equals(other)
                || (organization.isPresent() && organization.equals(organizations.organizationalDomain(other)));
    }
}
