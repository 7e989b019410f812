package org.mailauth.spf.analysis;

import java.math.BigInteger;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.mailauth.spf.IpNetwork;
import org.mailauth.spf.SpfResult;

/** Which results the addresses of both families can get. Immutable. */
final class AddressResults {
    private final Map<AddressFamily, Map<PossibleResults, AddressSet>> results;

    private AddressResults(Map<AddressFamily, Map<PossibleResults, AddressSet>> results) {
        this.results = results;
    }

    static AddressResults of(Policy policy, SymbolicCheck.Limits limits, WorkMeter meter) {
        Map<AddressFamily, Map<PossibleResults, AddressSet>> results = new EnumMap<>(AddressFamily.class);
        for (AddressFamily family : AddressFamily.values()) {
            results.put(family, Map.copyOf(new SymbolicCheck(family, limits, meter).check(policy)));
        }
        return new AddressResults(results);
    }

    /** The addresses whose possible results are such. */
    AddressSet where(AddressFamily family, Predicate<PossibleResults> condition) {
        AddressSet found = AddressSet.none(family);
        for (Map.Entry<PossibleResults, AddressSet> entry :
                results.getOrDefault(family, Map.of()).entrySet()) {
            if (condition.test(entry.getKey())) {
                found = found.plus(entry.getValue());
            }
        }
        return found;
    }

    /** The addresses that pass whatever the message. */
    AddressSet passing(AddressFamily family) {
        return where(family, possible -> possible.isOnly(SpfResult.PASS));
    }

    BigInteger count(AddressFamily family, Predicate<PossibleResults> condition) {
        return where(family, condition).count();
    }

    /** Whether all addresses of both families have such results. */
    boolean all(Predicate<PossibleResults> condition) {
        return results.values().stream().allMatch(sets -> sets.keySet().stream().allMatch(condition));
    }

    /** What any of the addresses in a network can get. */
    PossibleResults in(IpNetwork network) {
        AddressFamily family = AddressFamily.of(network.address());
        AddressSet wanted = AddressSet.of(family, List.of(network));
        PossibleResults possible = PossibleResults.NOTHING_YET;
        for (Map.Entry<PossibleResults, AddressSet> entry :
                results.getOrDefault(family, Map.of()).entrySet()) {
            if (entry.getValue().intersects(wanted)) {
                possible = possible.or(entry.getKey());
            }
        }
        return possible;
    }
}
