package org.mailauth.spf.analysis;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.mailauth.internal.text.Visible;
import org.mailauth.spf.SpfCost;

/**
 * A policy with all policies that it leads to, as an evaluation walks through them when nothing matches; included policies
 * hang below their terms. A plain value that prints as indented text. Immutable and thread-safe; no component is null.
 *
 * @param domain whose policy it is
 * @param records the SPF records that the domain published, visible characters only; one unless it is in error
 * @param terms the terms that an evaluation can reach, in the order of evaluation, redirect last; of the terms that name
 *     their addresses themselves, no more than the first thousand of the whole outline
 */
public record SpfOutline(String domain, List<String> records, List<Term> terms) {
    static final int MAX_RESOLVED = 32;

    /** What is known about a term before any message arrives. */
    public enum Knowledge {
        /** Which addresses match, or which policy it leads to. */
        KNOWN,
        /** Nothing: the message, or the DNS of the client, decides. */
        BY_MESSAGE,
        /** It leads back to a policy that is being evaluated already. */
        CYCLE,
        /** It cannot mean anything: its domain is no name, or it has too many hosts. */
        IN_ERROR,
        /** The DNS failed. */
        DNS_FAILED,
        /** Nothing: the analysis had reached its own bounds. */
        NOT_ASKED
    }

    /**
     * One term.
     *
     * @param term as published, visible characters only
     * @param knowledge what is known about it
     * @param resolved names and addresses that it stands for, at most 32, visible characters only
     * @param ip4 what it costs when an IPv4 client is checked, everything below it included; questions asked by an
     *     earlier term cost nothing again
     * @param ip6 what it costs when an IPv6 client is checked
     * @param nested the policy that include or redirect leads to
     */
    public record Term(
            String term,
            Knowledge knowledge,
            List<String> resolved,
            SpfCost ip4,
            SpfCost ip6,
            Optional<SpfOutline> nested) {
        /**
         * Copies the list and makes the texts visible.
         *
         * @param term as published, visible characters only
         * @param knowledge what is known about it
         * @param resolved names and addresses that it stands for
         * @param ip4 what it costs when an IPv4 client is checked
         * @param ip6 what it costs when an IPv6 client is checked
         * @param nested the policy that include or redirect leads to
         */
        public Term {
            term = Visible.of(term);
            Objects.requireNonNull(knowledge, "knowledge");
            resolved = resolved.stream().map(Visible::of).toList();
            Objects.requireNonNull(ip4, "ip4");
            Objects.requireNonNull(ip6, "ip6");
            Objects.requireNonNull(nested, "nested");
        }
    }

    /**
     * Copies the lists and makes the texts visible.
     *
     * @param domain whose policy it is
     * @param records the SPF records that the domain published
     * @param terms the terms that an evaluation can reach
     */
    public SpfOutline {
        domain = Visible.of(domain);
        records = records.stream().map(Visible::of).toList();
        terms = List.copyOf(terms);
    }

    /** The outline as indented text, one line for each term. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        print(text, "");
        return text.toString();
    }

    private void print(StringBuilder text, String indent) {
        text.append(indent).append(domain);
        records.forEach(record -> text.append("  \"").append(record).append('"'));
        if (records.isEmpty()) {
            text.append("  (no record)");
        }
        for (Term term : terms) {
            text.append('\n').append(indent).append("  ").append(term.term()).append(words(term.knowledge()));
            if (!term.resolved().isEmpty()) {
                text.append(" [").append(String.join(", ", term.resolved())).append(']');
            }
            if (term.ip4().dnsTerms() > 0) {
                text.append(" (")
                        .append(new SpfWorstCase(term.ip4(), term.ip6(), true))
                        .append(')');
            }
            term.nested().ifPresent(below -> {
                text.append('\n');
                below.print(text, indent + "    ");
            });
        }
    }

    private static String words(Knowledge knowledge) {
        return switch (knowledge) {
            case KNOWN -> "";
            case BY_MESSAGE -> " -> depends on the message";
            case CYCLE -> " -> leads back to itself";
            case IN_ERROR -> " -> error";
            case DNS_FAILED -> " -> the DNS failed";
            case NOT_ASKED -> " -> not looked up";
        };
    }
}
