package org.mailauth.dmarc;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Tells where two standards see one message differently. Immutable and thread-safe; no component is null.
 *
 * @param first the message by the evaluator's standard
 * @param second the message by the other one
 * @param differences what differs, empty when nothing does
 */
public record DmarcComparison(DmarcEvaluation first, DmarcEvaluation second, Set<Difference> differences) {

    /** What can differ. */
    public enum Difference {
        /** The author domain's Organizational Domain. */
        ORGANIZATIONAL_DOMAIN,
        /** Where the policy record is. */
        POLICY_DOMAIN,
        /** The policy published for the message. */
        PUBLISHED_POLICY,
        /** The policy to apply. */
        APPLIED_POLICY,
        /** Which identifiers are aligned. */
        ALIGNMENT,
        /** The result. */
        RESULT,
        /** What a receiver should do. */
        OUTCOME
    }

    /**
     * Copies the set and checks that nothing is null.
     *
     * @param first the message by the evaluator's standard
     * @param second the message by the other one
     * @param differences what differs, empty when nothing does
     */
    public DmarcComparison {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(second, "second");
        Set<Difference> copy = EnumSet.noneOf(Difference.class);
        copy.addAll(differences);
        differences = Collections.unmodifiableSet(copy);
    }

    static DmarcComparison of(DmarcEvaluation first, DmarcEvaluation second) {
        Set<Difference> differences = EnumSet.noneOf(Difference.class);
        compare(differences, first, second);
        // An ambiguous author names the same domains to both.
        for (int at = 0; at < first.authorEvaluations().size(); at++) {
            compare(
                    differences,
                    first.authorEvaluations().get(at),
                    second.authorEvaluations().get(at));
        }
        return new DmarcComparison(first, second, differences);
    }

    private static void compare(Set<Difference> differences, DmarcEvaluation first, DmarcEvaluation second) {
        add(differences, Difference.ORGANIZATIONAL_DOMAIN, first.organizationalDomain(), second.organizationalDomain());
        add(differences, Difference.POLICY_DOMAIN, first.policyDomain(), second.policyDomain());
        add(differences, Difference.PUBLISHED_POLICY, first.publishedPolicy(), second.publishedPolicy());
        add(differences, Difference.APPLIED_POLICY, first.appliedPolicy(), second.appliedPolicy());
        add(differences, Difference.ALIGNMENT, verdicts(first), verdicts(second));
        add(differences, Difference.RESULT, first.result(), second.result());
        add(differences, Difference.OUTCOME, first.outcome(), second.outcome());
    }

    private static void add(Set<Difference> differences, Difference kind, Object first, Object second) {
        if (!first.equals(second)) {
            differences.add(kind);
        }
    }

    private static List<Alignment.Verdict> verdicts(DmarcEvaluation evaluation) {
        return evaluation.alignments().stream().map(Alignment::verdict).toList();
    }

    /**
     * Whether both see the same.
     *
     * @return true without differences
     */
    public boolean agrees() {
        return differences.isEmpty();
    }
}
