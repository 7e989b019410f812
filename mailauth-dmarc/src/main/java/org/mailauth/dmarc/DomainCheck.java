package org.mailauth.dmarc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.AuthenticatedIdentifier;
import org.mailauth.DomainName;
import org.mailauth.Problem;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.message.Author;

/** Evaluates one author domain: the steps of RFC 9989 §5.3, for either mode. */
final class DomainCheck {
    private final DmarcMode mode;
    private final MessageRecords records;
    private final DomainName author;
    private final Author claimed;
    private final List<Problem> problems;

    /**
     * Prepares the check.
     *
     * @param claimed an author with one domain
     */
    DomainCheck(DmarcMode mode, MessageRecords records, Author claimed) {
        this.mode = mode;
        this.records = records;
        this.claimed = claimed;
        this.author = claimed.domain().orElseThrow();
        this.problems = new ArrayList<>(claimed.problems());
    }

    DmarcEvaluation evaluate(List<AuthenticatedIdentifier> identifiers) {
        Discovery discovery = mode.discover(author, records);
        report(discovery);
        if (discovery.failure() != null) {
            // RFC 9989 §5.3.6: without a policy nothing can be said; what is asked for may be anything.
            return withoutPolicy(
                    DmarcResult.TEMPERROR, "an answer about the policy is missing", discovery, identifiers);
        }
        Optional<DmarcRecord> record = discovery.policy().flatMap(PublishedRecord::record);
        if (record.isEmpty()) {
            return withoutPolicy(DmarcResult.NONE, "the author domain has no policy record", discovery, identifiers);
        }
        boolean own = discovery.policy().orElseThrow().owner().equals(author);
        Optional<PolicyChoice> choice = mode.choose(record.get(), own, () -> records.existence(author));
        if (choice.isEmpty()) {
            problems.add(Problem.of(
                    "dmarc.no-policy",
                    Rule.DISCOVERY.in(mode),
                    "the record has no valid policy, and nowhere to report to"));
            return withoutPolicy(DmarcResult.NONE, "the record has no policy to act upon", discovery, identifiers);
        }
        return withPolicy(discovery, record.get(), choice.get(), identifiers);
    }

    private DmarcEvaluation withPolicy(
            Discovery discovery, DmarcRecord record, PolicyChoice choice, List<AuthenticatedIdentifier> identifiers) {
        Aligner aligner = new Aligner(mode, records, author, discovery.organizationalDomain(), record);
        List<Alignment> alignments = aligner.align(identifiers);
        DmarcResult result = result(choice, alignments);
        PolicyChange change = mode.change(choice.policy(), record, result == DmarcResult.FAIL);
        DmarcPolicy applied =
                change == PolicyChange.NONE ? choice.policy() : choice.policy().oneLevelLower();
        DomainFacts.Policy policy = new DomainFacts.Policy(choice.policy(), choice.reason(), applied, change);
        return conclude(result, why(result), discovery, policy, alignments);
    }

    private static DmarcResult result(PolicyChoice choice, List<Alignment> alignments) {
        if (alignments.stream().anyMatch(Alignment::counts)) {
            return DmarcResult.PASS;
        }
        // RFC 9989 §5.3.6: only what could still have made the message pass keeps it from failing.
        boolean undecided = choice.uncertain() || alignments.stream().anyMatch(Alignment::isUndecided);
        return undecided ? DmarcResult.TEMPERROR : DmarcResult.FAIL;
    }

    private static String why(DmarcResult result) {
        return switch (result) {
            case PASS -> "an identifier that passed is aligned";
            case FAIL -> "no identifier that passed is aligned";
            default -> "an answer is missing without which it neither passes nor fails";
        };
    }

    /** Takes over the problems of the records that were looked at, as far as they matter. */
    private void report(Discovery discovery) {
        for (PublishedRecord step : discovery.looked()) {
            boolean chosen = discovery
                    .policy()
                    .filter(policy -> policy.owner().equals(step.owner()))
                    .isPresent();
            if (chosen || step.record().isEmpty()) {
                problems.addAll(step.problems());
            }
        }
    }

    /** Without a policy there is nothing to align for. */
    private DmarcEvaluation withoutPolicy(
            DmarcResult result, String why, Discovery discovery, List<AuthenticatedIdentifier> identifiers) {
        Alignment.Reason reason =
                result == DmarcResult.TEMPERROR ? Alignment.Reason.DNS_ERROR : Alignment.Reason.NO_POLICY;
        List<Alignment> alignments = identifiers.stream()
                .map(identifier -> new Alignment(identifier, reason, Optional.empty()))
                .toList();
        return conclude(result, why, discovery, null, alignments);
    }

    private DmarcEvaluation conclude(
            DmarcResult result,
            String why,
            Discovery discovery,
            DomainFacts.@Nullable Policy policy,
            List<Alignment> alignments) {
        Discovery.OrganizationalDomain organization = discovery.organizationalDomain();
        Optional<PublishedRecord> found = discovery.policy();
        DomainFacts facts = new DomainFacts(
                organization.isKnown() ? Optional.of(organization.name()) : Optional.empty(),
                found.map(PublishedRecord::owner),
                found.flatMap(PublishedRecord::record),
                found.or(() -> discovery.looked().stream().findFirst())
                        .map(PublishedRecord::dnssec)
                        .orElse(DnssecStatus.INDETERMINATE),
                policy,
                alignments,
                problems,
                new TraceWriter(mode, author, discovery, policy, alignments, result, why)::write);
        return DmarcEvaluation.of(mode, claimed, result, why, facts);
    }
}
