package org.mailauth.dmarc;

import java.util.Optional;

/**
 * The policy that a record has for an author domain.
 *
 * @param policy the policy; of two that are possible, the stricter
 * @param reason which tag gave it
 * @param uncertain whether the policy depends on an answer that is missing
 */
record PolicyChoice(DmarcPolicy policy, PolicyReason reason, boolean uncertain) {

    static PolicyChoice of(DmarcPolicy policy, PolicyReason reason) {
        return new PolicyChoice(policy, reason, false);
    }

    /** The policy for a record that has none, if it is one to act upon. */
    static Optional<PolicyChoice> withoutPolicy(DmarcRecord record) {
        // RFC 9989 §4.10.1, RFC 7489 §6.6.3. RFC 9989 §4.7 could be read to give a record without p, and without rua,
        // the
        // policy none; §4.10.1 ends processing, and is the later step: result none and not fail, handled alike.
        return record.aggregateReportUris().isEmpty()
                ? Optional.empty()
                : Optional.of(of(DmarcPolicy.NONE, PolicyReason.REPORTS_ONLY));
    }

    /** The policy for a subdomain that exists. */
    static PolicyChoice forSubdomain(DmarcRecord record, DmarcPolicy policy) {
        return record.subdomainPolicy().map(sp -> of(sp, PolicyReason.SP)).orElse(of(policy, PolicyReason.P));
    }
}
