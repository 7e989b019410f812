package org.mailauth.dmarc;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;

/**
 * What looking for the policy of an author domain found.
 *
 * @param policy the policy record
 * @param organizationalDomain the Organizational Domain of the author domain
 * @param failure the answer for want of which nothing is known about the policy; null when all is
 * @param looked everything that was looked at, in order
 */
record Discovery(
        Optional<PublishedRecord> policy,
        OrganizationalDomain organizationalDomain,
        @Nullable PublishedRecord failure,
        List<PublishedRecord> looked) {

    Discovery {
        looked = List.copyOf(looked);
    }

    /**
     * An Organizational Domain.
     *
     * @param name the domain; where an answer is missing, what it is if nothing lies behind that
     * @param failedAt the name about which an answer is missing; null when it is known
     */
    record OrganizationalDomain(DomainName name, @Nullable DomainName failedAt) {
        boolean isKnown() {
            return failedAt == null;
        }
    }
}
