package org.mailauth.dmarc;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.Problem;
import org.mailauth.dns.DnssecStatus;

/**
 * What was found out for one author domain.
 *
 * @param organizationalDomain its Organizational Domain, where that is known
 * @param policyDomain where the policy record is
 * @param record the policy record
 * @param dnssec how far DNSSEC vouches for the policy record, or for its absence
 * @param policy the policy, where there is one to act upon
 * @param alignments the identifiers, in the order given
 * @param problems what is wrong on the domain's side
 * @param trace writes how it was found
 */
record DomainFacts(
        Optional<DomainName> organizationalDomain,
        Optional<DomainName> policyDomain,
        Optional<DmarcRecord> record,
        DnssecStatus dnssec,
        @Nullable Policy policy,
        List<Alignment> alignments,
        List<Problem> problems,
        Supplier<DmarcTrace> trace) {

    /** The policy for a message. */
    record Policy(DmarcPolicy published, PolicyReason reason, DmarcPolicy applied, PolicyChange change) {}

    DomainFacts {
        alignments = List.copyOf(alignments);
        problems = List.copyOf(problems);
    }

    static DomainFacts none(List<Problem> problems, DmarcTrace trace) {
        return new DomainFacts(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                DnssecStatus.INDETERMINATE,
                null,
                List.of(),
                problems,
                () -> trace);
    }
}
