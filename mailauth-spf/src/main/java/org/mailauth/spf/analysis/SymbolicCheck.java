package org.mailauth.spf.analysis;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.mailauth.spf.SpfLimits;
import org.mailauth.spf.SpfMechanism;
import org.mailauth.spf.SpfResult;

/**
 * The function check_host() (RFC 7208 §4) for all addresses of a family at once: sets of addresses go through the terms
 * together as long as they have spent the same. Mirrors {@code CheckHost}; ends because every round trip through a cycle
 * of policies spends a term, and because the work is bounded.
 */
final class SymbolicCheck {
    /** The limits of RFC 7208 §4.6.4. */
    static final Limits RFC_7208 =
            new Limits(SpfLimits.rfc7208().dnsTerms(), SpfLimits.rfc7208().voidLookups());

    private final AddressFamily family;
    private final Limits limits;
    private final WorkMeter meter;

    /**
     * How much an evaluation may spend.
     *
     * @param terms DNS terms
     * @param voids void lookups
     */
    record Limits(int terms, int voids) {}

    /**
     * Where a set of addresses stands.
     *
     * @param cost what was spent
     * @param results what an evaluation may have decided already, because of terms of which nobody knows
     * @param early what was spent by those that decided so and went no further in this policy; null when none could
     */
    private record Place(
            PathCost cost,
            PossibleResults results,
            @Nullable PathCost early) {
        Place or(PossibleResults more) {
            return new Place(cost, results.or(more), early);
        }

        Place at(PathCost elsewhere) {
            return new Place(elsewhere, results, early);
        }

        Place orDecidedAt(@Nullable PathCost place) {
            return place == null ? this : new Place(cost, results, early == null ? place : early.or(place));
        }

        /** What was spent in this policy, whether it ended early or not. */
        PathCost spentInAll() {
            return early == null ? cost : early.or(cost);
        }
    }

    /** Addresses by where they stand. */
    private final class Sets {
        private final Map<Place, AddressSet> sets = new LinkedHashMap<>();

        void add(Place place, AddressSet set) {
            if (!set.isEmpty()) {
                AddressSet before = sets.getOrDefault(place, AddressSet.none(family));
                meter.pay(before, set);
                sets.put(place, before.plus(set));
            }
        }

        void forEach(BiConsumer<Place, AddressSet> action) {
            sets.forEach(action);
        }

        boolean isEmpty() {
            return sets.isEmpty();
        }
    }

    SymbolicCheck(AddressFamily family, Limits limits, WorkMeter meter) {
        this.family = family;
        this.limits = limits;
        this.meter = meter;
    }

    /** The possible results of every address of the family. */
    Map<PossibleResults, AddressSet> check(Policy policy) {
        Map<PossibleResults, AddressSet> results = new LinkedHashMap<>();
        check(policy, PathCost.NOTHING, AddressSet.all(family))
                .forEach((place, set) -> results.merge(place.results(), set, AddressSet::plus));
        return results;
    }

    /** What becomes of a set of addresses that have spent the same. */
    private Sets check(Policy policy, PathCost cost, AddressSet set) {
        Sets decided = new Sets();
        Place start = new Place(cost, PossibleResults.NOTHING_YET, null);
        PossibleResults withoutTerms = policy.published().withoutTerms();
        if (!withoutTerms.equals(PossibleResults.NOTHING_YET)) {
            decided.add(start.or(withoutTerms), set);
            return decided;
        }
        Sets open = new Sets();
        open.add(start, set);
        for (PolicyTerm term : policy.terms()) {
            Sets next = new Sets();
            open.forEach((place, addresses) -> step(term, place, addresses, decided, next));
            open = next;
            if (open.isEmpty()) {
                return decided;
            }
        }
        // RFC 7208 §4.7: nothing matched.
        open.forEach((place, addresses) -> decided.add(place.or(PossibleResults.of(SpfResult.NEUTRAL)), addresses));
        return decided;
    }

    private void step(PolicyTerm term, Place from, AddressSet set, Sets decided, Sets open) {
        TermMatch match = term.match(family);
        if (!meter.pay(set, match.matches())) {
            decided.add(from.or(PossibleResults.ANY), set);
            return;
        }
        PathCost cost = spent(term, match, from.cost());
        if (cost.surelyExceeds(limits)) {
            decided.add(from.or(PossibleResults.of(SpfResult.PERMERROR)), set);
            return;
        }
        Place within = from.at(cost.within(limits));
        Place place = cost.mayExceed(limits) ? within.or(PossibleResults.of(SpfResult.PERMERROR)) : within;
        switch (match.kind()) {
            case KNOWN -> {
                decided.add(place.or(PossibleResults.of(term.result())), set.and(match.matches()));
                open.add(place, set.minus(match.matches()));
            }
            case DNS_FAILED -> {
                decided.add(place.or(PossibleResults.of(term.result())), set.and(match.matches()));
                decided.add(place.or(PossibleResults.of(SpfResult.TEMPERROR)), set.minus(match.matches()));
            }
            case IN_ERROR -> decided.add(place.or(PossibleResults.of(SpfResult.PERMERROR)), set);
            case NOT_ASKED -> decided.add(place.or(PossibleResults.ANY), set);
            case BY_MESSAGE -> byMessage(term, place, set, decided, open);
            case POLICY -> lead(term, place, set, decided, open);
        }
    }

    private static PathCost spent(PolicyTerm term, TermMatch match, PathCost before) {
        PathCost cost = term.asksDns() ? before.withTerm() : before;
        if (match.isVoid()) {
            return cost.withVoid();
        }
        boolean mayBeVoid = match.kind() == TermMatch.Kind.BY_MESSAGE && !term.leads();
        return mayBeVoid ? cost.withPossibleVoid() : cost;
    }

    private void byMessage(PolicyTerm term, Place place, AddressSet set, Sets decided, Sets open) {
        if (term.isRedirect()) {
            decided.add(place.or(PossibleResults.ANY), set);
            return;
        }
        PathCost cost = term.leads() ? place.cost().withPossiblyAll(limits) : place.cost();
        Place next = place.or(PossibleResults.of(term.result())).at(cost).orDecidedAt(cost);
        // A name that a message chooses can lead to a policy in error, or to too many hosts.
        boolean mayBeInError =
                term.leads() || term.mechanism(SpfMechanism.Mx.class).isPresent();
        open.add(mayBeInError ? next.or(PossibleResults.of(SpfResult.PERMERROR)) : next, set);
    }

    private void lead(PolicyTerm term, Place place, AddressSet set, Sets decided, Sets open) {
        Policy policy = term.policy();
        if (policy == null) {
            decided.add(place.or(PossibleResults.ANY), set);
            return;
        }
        check(policy, place.cost(), set).forEach((inner, addresses) -> {
            PossibleResults results = inner.results();
            if (term.isRedirect()) {
                Place after = place.at(inner.cost()).orDecidedAt(inner.early());
                decided.add(after.or(results.seenByRedirect()), addresses);
                return;
            }
            // An included policy that a message let decide early has spent less than one that was read to its end.
            Place seen = place.at(inner.spentInAll()).or(results.seenByInclude(term.result()));
            if (results.canBeNoMatch()) {
                // Where a message may also let the directive match, this policy is decided early, too.
                open.add(results.includes(SpfResult.PASS) ? seen.orDecidedAt(seen.cost()) : seen, addresses);
            } else {
                decided.add(seen, addresses);
            }
        });
    }
}
