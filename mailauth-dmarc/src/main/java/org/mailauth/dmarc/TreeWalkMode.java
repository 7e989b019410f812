package org.mailauth.dmarc;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;

/** RFC 9989. */
final class TreeWalkMode extends DmarcMode {
    static final TreeWalkMode INSTANCE = new TreeWalkMode();

    private TreeWalkMode() {}

    @Override
    public String discoveryMethod() {
        return "treewalk";
    }

    @Override
    Discovery discover(DomainName author, MessageRecords records) {
        TreeWalk walk = records.walk(author);
        PublishedRecord own = walk.steps().get(0);
        Discovery.OrganizationalDomain organization = organizationalDomain(author, records);
        // RFC 9989 §4.10.1 step 1: the author domain's own record is the policy record, whatever lies above.
        if (own.record().isPresent()) {
            return new Discovery(Optional.of(own), organization, null, walk.steps());
        }
        PublishedRecord failed = walk.failed();
        if (failed != null) {
            // The first records above the author domain need not be the ones that count.
            return new Discovery(Optional.empty(), organization, failed, walk.steps());
        }
        // Step 2: the Organizational Domain's record, else the Public Suffix Domain's; those between do not count.
        PublishedRecord atOrganization = walk.at(organization.name());
        PublishedRecord chosen =
                atOrganization != null && atOrganization.record().isPresent() ? atOrganization : walk.publicSuffix();
        return new Discovery(Optional.ofNullable(chosen), organization, null, walk.steps());
    }

    @Override
    List<DomainName> foreseen(DomainName author) {
        return TreeWalk.targets(author);
    }

    @Override
    List<DomainName> foreseenOfIdentifier(DomainName identifier) {
        return TreeWalk.targets(identifier);
    }

    @Override
    Discovery.OrganizationalDomain organizationalDomain(DomainName domain, MessageRecords records) {
        TreeWalk walk = records.walk(domain);
        PublishedRecord failed = walk.failed();
        return new Discovery.OrganizationalDomain(walk.organizationalDomain(), owner(failed));
    }

    @Override
    Optional<Discovery.OrganizationalDomain> ofIdentifier(DomainName domain, MessageRecords records) {
        return records.mayWalkFor(domain) ? Optional.of(organizationalDomain(domain, records)) : Optional.empty();
    }

    private static @Nullable DomainName owner(@Nullable PublishedRecord step) {
        return step == null ? null : step.owner();
    }

    @Override
    Optional<PolicyChoice> choose(DmarcRecord record, boolean own, Supplier<MessageRecords.Existence> existence) {
        // RFC 9989 §4.10.1: no valid p, or another policy tag with no valid value.
        if (record.policy().isEmpty()
                || record.hasUnusable(RecordTags.SUBDOMAINS)
                || record.hasUnusable(RecordTags.NONEXISTENT)) {
            return PolicyChoice.withoutPolicy(record);
        }
        DmarcPolicy policy = record.policy().get();
        if (own) {
            return Optional.of(PolicyChoice.of(policy, PolicyReason.P));
        }
        PolicyChoice existing = PolicyChoice.forSubdomain(record, policy);
        Optional<DmarcPolicy> missing = record.nonexistentSubdomainPolicy();
        // Without np the policy is sp, else p, whether the domain exists or not.
        return Optional.of(missing.isEmpty() ? existing : chooseByExistence(existing, missing.get(), existence.get()));
    }

    private static PolicyChoice chooseByExistence(
            PolicyChoice existing, DmarcPolicy missing, MessageRecords.Existence existence) {
        PolicyChoice nonexistent = PolicyChoice.of(missing, PolicyReason.NP);
        return switch (existence) {
            case EXISTS -> existing;
            case MISSING -> nonexistent;
            case UNKNOWN -> {
                // A missing answer softens nothing: the stricter one is held, and a failure is a temporary error.
                PolicyChoice stricter = missing.compareTo(existing.policy()) > 0 ? nonexistent : existing;
                yield new PolicyChoice(stricter.policy(), stricter.reason(), missing != existing.policy());
            }
        };
    }

    @Override
    PolicyChange change(DmarcPolicy published, DmarcRecord record, boolean failing) {
        // RFC 9989 §4.7: t has no effect on none.
        return record.isTesting() && published != DmarcPolicy.NONE ? PolicyChange.TESTING : PolicyChange.NONE;
    }

    @Override
    public String toString() {
        return "RFC 9989";
    }
}
