package org.mailauth.dmarc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;

/**
 * What a trace is made of. Few want to read one, and its sentences took a third of the time of an evaluation, so they are
 * written when somebody asks for them. Immutable.
 *
 * @param mode the rules applied
 * @param author the Author Domain
 * @param discovery what was looked at for the policy
 * @param policy the policy and how it was chosen; null without one
 * @param alignments what became of each identifier
 * @param result the result
 * @param why the reason in words
 */
record TraceWriter(
        DmarcMode mode,
        DomainName author,
        Discovery discovery,
        DomainFacts.@Nullable Policy policy,
        List<Alignment> alignments,
        DmarcResult result,
        String why) {

    DmarcTrace write() {
        List<DmarcTrace> steps = new ArrayList<>();
        addDiscovery(steps);
        if (policy != null) {
            String words = "policy: " + policy.published().word() + " by tag "
                    + policy.reason().tag() + words(policy.change(), policy.applied());
            steps.add(DmarcTrace.of(words, Rule.POLICY.in(mode)));
            steps.add(new DmarcTrace(
                    "identifiers: " + alignments.size(),
                    Rule.ALIGNMENT.in(mode),
                    alignments.stream()
                            .map(alignment -> DmarcTrace.of(alignment.toString(), ""))
                            .toList()));
        }
        return new DmarcTrace(
                "dmarc=" + result.word() + " for " + author + " by " + mode + ": " + why, Rule.RESULT.in(mode), steps);
    }

    private void addDiscovery(List<DmarcTrace> steps) {
        List<DmarcTrace> looked = discovery.looked().stream()
                .map(step -> DmarcTrace.of(step.statement(), ""))
                .toList();
        String found = discovery
                .policy()
                .map(record -> "policy record of " + record.owner())
                .orElse("no policy record");
        steps.add(new DmarcTrace(found, Rule.DISCOVERY.in(mode), looked));
        Discovery.OrganizationalDomain organization = discovery.organizationalDomain();
        steps.add(DmarcTrace.of(
                organization.isKnown()
                        ? "Organizational Domain: " + organization.name()
                        : "Organizational Domain: not known, for want of an answer at " + organization.failedAt(),
                Rule.ORGANIZATION.in(mode)));
    }

    private static String words(PolicyChange change, DmarcPolicy applied) {
        return switch (change) {
            case NONE -> "";
            case TESTING -> ", " + applied.word() + " because of t=y";
            case SAMPLED_OUT -> ", " + applied.word() + " because of pct";
        };
    }
}
