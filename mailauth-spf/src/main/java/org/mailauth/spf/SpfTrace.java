package org.mailauth.spf;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.mailauth.Problem;
import org.mailauth.internal.text.Visible;

/**
 * How the policy of one domain was evaluated, term by term; policies that it includes or redirects to hang below their
 * terms. A plain value that prints as indented text. Immutable and thread-safe; no component is null.
 *
 * @param domain whose policy it is
 * @param record what the domain published; empty when there is no single record
 * @param steps the terms that were reached, in order
 * @param result the result of this policy
 * @param problems why the result is an error
 */
public record SpfTrace(
        String domain, Optional<String> record, List<Step> steps, SpfResult result, List<Problem> problems) {

    /** What became of a term. */
    public enum Outcome {
        /** The mechanism matched: it decides. */
        MATCH,
        /** The mechanism did not match. */
        NO_MATCH,
        /** The policy of another domain took over. */
        REDIRECT,
        /** The term ended the evaluation with an error. */
        ERROR
    }

    /**
     * One term that was reached.
     *
     * @param term as published, though without what is implied: a plus sign, case, lengths of all bits
     * @param outcome what became of it
     * @param resolved names and addresses that it stood for, in the order found, no more than 32; visible characters only
     * @param cost what it cost, everything below it included
     * @param nested the policy that it led to
     */
    public record Step(String term, Outcome outcome, List<String> resolved, SpfCost cost, Optional<SpfTrace> nested) {
        /**
         * Copies the list and makes the texts visible.
         *
         * @param term as published
         * @param outcome what became of it
         * @param resolved names and addresses that it stood for, in the order found; visible characters only
         * @param cost what it cost, everything below it included
         * @param nested the policy that it led to
         */
        public Step {
            term = Visible.of(term);
            Objects.requireNonNull(outcome, "outcome");
            resolved = resolved.isEmpty()
                    ? List.of()
                    : resolved.stream().map(Visible::of).toList();
            Objects.requireNonNull(cost, "cost");
            Objects.requireNonNull(nested, "nested");
        }
    }

    /**
     * Copies the lists and makes the texts visible.
     *
     * @param domain whose policy it is
     * @param record what the domain published; empty when there is no single record
     * @param steps the terms that were reached, in order
     * @param result the result of this policy
     * @param problems why the result is an error
     */
    public SpfTrace {
        domain = Visible.of(domain);
        record = record.map(Visible::of);
        steps = List.copyOf(steps);
        Objects.requireNonNull(result, "result");
        problems = List.copyOf(problems);
    }

    /** The tree as indented text, one line for each term. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        print(text, "");
        return text.toString();
    }

    private void print(StringBuilder text, String indent) {
        text.append(indent).append(domain).append(": ").append(result.word());
        record.ifPresent(published -> text.append("  \"").append(published).append('"'));
        for (Problem problem : problems) {
            text.append('\n').append(indent).append("  ! ").append(problem);
        }
        for (Step step : steps) {
            text.append('\n').append(indent).append("  ").append(step.term()).append(" -> ");
            text.append(words(step.outcome()));
            if (!step.resolved().isEmpty()) {
                text.append(" [").append(String.join(", ", step.resolved())).append(']');
            }
            if (step.cost().dnsQuestions() > 0 || step.cost().dnsTerms() > 0) {
                text.append(" (").append(step.cost()).append(')');
            }
            step.nested().ifPresent(below -> {
                text.append('\n');
                below.print(text, indent + "    ");
            });
        }
    }

    private static String words(Outcome outcome) {
        return switch (outcome) {
            case MATCH -> "match";
            case NO_MATCH -> "no match";
            case REDIRECT -> "redirect";
            case ERROR -> "error";
        };
    }
}
