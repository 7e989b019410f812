package org.mailauth.spf.analysis;

import java.util.EnumSet;
import java.util.Set;
import org.mailauth.spf.SpfResult;

/** The results that an address can get; more than one where a message, or what is not known, decides. Immutable. */
record PossibleResults(Set<SpfResult> results) {
    static final PossibleResults NOTHING_YET = new PossibleResults(Set.of());
    static final PossibleResults ANY = new PossibleResults(Set.of(SpfResult.values()));

    PossibleResults {
        results = Set.copyOf(results);
    }

    static PossibleResults of(SpfResult result) {
        return new PossibleResults(Set.of(result));
    }

    PossibleResults or(SpfResult result) {
        return or(of(result));
    }

    PossibleResults or(PossibleResults other) {
        if (results.containsAll(other.results)) {
            return this;
        }
        Set<SpfResult> both = EnumSet.copyOf(other.results);
        both.addAll(results);
        return new PossibleResults(both);
    }

    boolean includes(SpfResult result) {
        return results.contains(result);
    }

    boolean isOnly(SpfResult result) {
        return isOne() && includes(result);
    }

    boolean isOne() {
        return results.size() == 1;
    }

    boolean includesError() {
        return includes(SpfResult.PERMERROR) || includes(SpfResult.TEMPERROR) || includes(SpfResult.NONE);
    }

    boolean canBeNoMatch() {
        return includes(SpfResult.FAIL) || includes(SpfResult.SOFTFAIL) || includes(SpfResult.NEUTRAL);
    }

    /** What these results of an included policy mean for the directive that includes it, apart from "no match". */
    PossibleResults seenByInclude(SpfResult match) {
        // RFC 7208 §5.2: pass is a match, none and permerror are permerror, the other results are no match.
        PossibleResults seen = NOTHING_YET;
        seen = includes(SpfResult.PASS) ? seen.or(match) : seen;
        seen = includes(SpfResult.TEMPERROR) ? seen.or(SpfResult.TEMPERROR) : seen;
        return includes(SpfResult.PERMERROR) || includes(SpfResult.NONE) ? seen.or(SpfResult.PERMERROR) : seen;
    }

    /** What these results mean behind a redirect. */
    PossibleResults seenByRedirect() {
        if (!includes(SpfResult.NONE)) {
            return this;
        }
        // RFC 7208 §6.1: none becomes permerror.
        Set<SpfResult> seen = EnumSet.copyOf(results);
        seen.remove(SpfResult.NONE);
        seen.add(SpfResult.PERMERROR);
        return new PossibleResults(seen);
    }
}
