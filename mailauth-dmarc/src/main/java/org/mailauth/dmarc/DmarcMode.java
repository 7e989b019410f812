package org.mailauth.dmarc;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.mailauth.DomainName;
import org.mailauth.OrganizationalDomainFinder;

/**
 * By which standard policies are found, chosen and applied: RFC 9989, or RFC 7489, which it obsoletes.
 *
 * <p>Immutable and thread-safe, as far as the finder and the random source given are.
 */
public abstract sealed class DmarcMode permits TreeWalkMode, SuffixListMode {

    DmarcMode() {}

    /**
     * RFC 9989: policies and Organizational Domains are found by the DNS Tree Walk; {@code sp}, {@code np}, {@code psd}
     * and {@code t} count, {@code pct} does not.
     *
     * @return the mode used when none is chosen
     */
    public static DmarcMode rfc9989() {
        return TreeWalkMode.INSTANCE;
    }

    /**
     * RFC 7489: policies are found at the author domain and at its Organizational Domain, which a list of public suffixes
     * gives; {@code sp} and {@code pct} count, {@code np}, {@code psd} and {@code t} do not.
     *
     * @param finder gives Organizational Domains; a name without one is its own
     * @param random decides which messages {@code pct} is for; one number is drawn for each failing message whose policy
     *     has {@code pct} below 100
     * @return a mode for receivers that have not changed yet
     */
    public static DmarcMode rfc7489(OrganizationalDomainFinder finder, RandomGenerator random) {
        return new SuffixListMode(Objects.requireNonNull(finder, "finder"), Objects.requireNonNull(random, "random"));
    }

    /**
     * How Organizational Domains are found, as reports name it (RFC 9990 §3.1.1.5, discovery_method).
     *
     * @return {@code treewalk} or {@code psl}
     */
    public abstract String discoveryMethod();

    /** Looks for the policy of an author domain. */
    abstract Discovery discover(DomainName author, MessageRecords records);

    /** The Organizational Domain of an identifier's domain; empty when no more questions may be asked for identifiers. */
    abstract Optional<Discovery.OrganizationalDomain> ofIdentifier(DomainName domain, MessageRecords records);

    /** The owners of the records that discovery may look at for an author domain. */
    abstract List<DomainName> foreseen(DomainName author);

    /** The owners of the records that tell the Organizational Domain of an identifier's domain. */
    abstract List<DomainName> foreseenOfIdentifier(DomainName identifier);

    /** The Organizational Domain of any domain. */
    abstract Discovery.OrganizationalDomain organizationalDomain(DomainName domain, MessageRecords records);

    /**
     * The policy that a record has for the author domain.
     *
     * @param record the policy record
     * @param own whether it is the author domain's own record
     * @param existence whether the author domain exists; asked only where that matters
     * @return empty when DMARC is not to be processed
     */
    abstract Optional<PolicyChoice> choose(
            DmarcRecord record, boolean own, Supplier<MessageRecords.Existence> existence);

    /** Whether the next milder policy is to be applied instead of the published one, and why. */
    abstract PolicyChange change(DmarcPolicy published, DmarcRecord record, boolean failing);

    @Override
    public abstract String toString();
}
