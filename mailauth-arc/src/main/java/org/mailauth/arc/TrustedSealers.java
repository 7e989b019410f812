package org.mailauth.arc;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mailauth.DomainName;

/**
 * Says whose seals the caller believes: an explicit list of domains, each compared as a whole with the {@code d=} of a
 * seal.
 *
 * <p>A chain that passes proves only who sealed it, and anybody can seal; it means something only where every sealer is
 * known to tell the truth (RFC 8617 §9). Nobody is trusted by default. Immutable and thread-safe.
 */
public final class TrustedSealers {
    private static final TrustedSealers NONE = new TrustedSealers(Set.of());

    private final Set<DomainName> domains;

    private TrustedSealers(Set<DomainName> domains) {
        this.domains = domains;
    }

    /**
     * Trusts nobody.
     *
     * @return the empty list
     */
    public static TrustedSealers none() {
        return NONE;
    }

    /**
     * Trusts these domains.
     *
     * @param domains sealing domains as they stand in {@code d=}; subdomains are not included
     * @return the list
     */
    public static TrustedSealers of(Collection<DomainName> domains) {
        return new TrustedSealers(Set.copyOf(domains));
    }

    /**
     * Trusts these domains.
     *
     * @param domains sealing domains as they stand in {@code d=}; subdomains are not included
     * @return the list
     * @throws IllegalArgumentException when a text is no domain name
     */
    public static TrustedSealers of(String... domains) {
        return new TrustedSealers(Arrays.stream(domains).map(DomainName::of).collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * Whether a domain is on the list.
     *
     * @param sealer the {@code d=} of a seal
     * @return true when it is
     */
    public boolean contains(DomainName sealer) {
        return domains.contains(sealer);
    }

    @Override
    public String toString() {
        return "TrustedSealers"
                + new TreeSet<>(domains.stream().map(DomainName::toString).toList());
    }
}
