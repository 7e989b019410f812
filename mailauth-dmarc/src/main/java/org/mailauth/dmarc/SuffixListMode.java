package org.mailauth.dmarc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.mailauth.DomainName;
import org.mailauth.OrganizationalDomainFinder;

/** RFC 7489. */
final class SuffixListMode extends DmarcMode {
    private static final int ALL = 100;

    private final OrganizationalDomainFinder finder;
    private final RandomGenerator random;

    SuffixListMode(OrganizationalDomainFinder finder, RandomGenerator random) {
        this.finder = finder;
        this.random = random;
    }

    @Override
    public String discoveryMethod() {
        return "psl";
    }

    @Override
    Discovery discover(DomainName author, MessageRecords records) {
        Discovery.OrganizationalDomain organization = organizationalDomain(author, records);
        List<PublishedRecord> looked = new ArrayList<>();
        PublishedRecord found = records.at(author);
        looked.add(found);
        // RFC 7489 §6.6.3: only where there is no record at all is the Organizational Domain asked; several end
        // discovery.
        if (found.count() == 0 && !found.hasFailed() && !organization.name().equals(author)) {
            found = records.at(organization.name());
            looked.add(found);
        }
        return found.hasFailed()
                ? new Discovery(Optional.empty(), organization, found, looked)
                : new Discovery(
                        found.record().isPresent() ? Optional.of(found) : Optional.empty(), organization, null, looked);
    }

    @Override
    List<DomainName> foreseen(DomainName author) {
        DomainName organization = finder.organizationalDomain(author).orElse(author);
        return organization.equals(author) ? List.of(author) : List.of(author, organization);
    }

    @Override
    List<DomainName> foreseenOfIdentifier(DomainName identifier) {
        return List.of();
    }

    @Override
    Discovery.OrganizationalDomain organizationalDomain(DomainName domain, MessageRecords records) {
        // RFC 7489 §3.2 knows no Organizational Domain of a public suffix; it stands for itself.
        return new Discovery.OrganizationalDomain(
                finder.organizationalDomain(domain).orElse(domain), null);
    }

    @Override
    Optional<Discovery.OrganizationalDomain> ofIdentifier(DomainName domain, MessageRecords records) {
        return Optional.of(organizationalDomain(domain, records));
    }

    @Override
    Optional<PolicyChoice> choose(DmarcRecord record, boolean own, Supplier<MessageRecords.Existence> existence) {
        // RFC 7489 §6.6.3: no valid p, or an sp that is not valid. §6.3 has p in the second place; as everywhere else,
        // order
        // is not insisted upon.
        if (record.policy().isEmpty() || record.hasUnusable(RecordTags.SUBDOMAINS)) {
            return PolicyChoice.withoutPolicy(record);
        }
        DmarcPolicy policy = record.policy().get();
        return Optional.of(own ? PolicyChoice.of(policy, PolicyReason.P) : PolicyChoice.forSubdomain(record, policy));
    }

    @Override
    PolicyChange change(DmarcPolicy published, DmarcRecord record, boolean failing) {
        // RFC 7489 §6.6.4: sampling is for messages that a policy is applied to.
        if (!failing || published == DmarcPolicy.NONE || record.percent() >= ALL) {
            return PolicyChange.NONE;
        }
        return random.nextInt(ALL) < record.percent() ? PolicyChange.NONE : PolicyChange.SAMPLED_OUT;
    }

    @Override
    public String toString() {
        return "RFC 7489";
    }
}
