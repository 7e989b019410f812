package org.mailauth.spf.analysis;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which addresses a term matches when looked at alone and without the limits of RFC 7208: for an include those that the
 * included policy passes. Remembers what it worked out; used by one analysis.
 */
final class TermCoverage {
    private final SymbolicCheck.Limits limits;
    private final WorkMeter meter;
    private final Map<Policy, AddressResults> results = new HashMap<>();

    TermCoverage(int maxTerms, WorkMeter meter) {
        this.limits = new SymbolicCheck.Limits(maxTerms, Integer.MAX_VALUE - 1);
        this.meter = meter;
    }

    /** What a policy answers to every address when there are no limits but the analysis' own. */
    AddressResults unlimited(Policy policy) {
        AddressResults known = results.get(policy);
        if (known == null) {
            known = AddressResults.of(policy, limits, meter);
            results.put(policy, known);
        }
        return known;
    }

    /** The addresses that a directive matches; empty when that is not known, or not for all addresses. */
    Optional<AddressSet> matches(PolicyTerm term, AddressFamily family) {
        TermMatch match = term.match(family);
        if (match.kind() == TermMatch.Kind.KNOWN) {
            return Optional.of(match.matches());
        }
        Policy policy = term.policy();
        if (policy == null || term.isRedirect()) {
            return Optional.empty();
        }
        AddressResults nested = unlimited(policy);
        boolean known = nested.all(possible -> possible.isOne() && !possible.includesError());
        return known ? Optional.of(nested.passing(family)) : Optional.empty();
    }

    /** The addresses that a directive surely matches. */
    AddressSet surelyMatches(PolicyTerm term, AddressFamily family) {
        Policy policy = term.policy();
        return policy == null || term.isRedirect()
                ? term.match(family).matches()
                : unlimited(policy).passing(family);
    }
}
