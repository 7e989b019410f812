package org.mailauth.testkit;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsType;

/**
 * What the DNS holds at one name.
 *
 * @param name the name
 * @param rrSets its records
 * @param failures types that fail even where there are records
 * @param otherwise how every type fails that is not present, null when such types are just absent
 */
record Node(
        DnsName name,
        Map<DnsType, RrSet> rrSets,
        Map<DnsType, DnsFailure> failures,
        @Nullable DnsFailure otherwise) {
    Node {
        rrSets = Map.copyOf(rrSets);
        failures = Map.copyOf(failures);
    }

    @Nullable
    RrSet rrSet(DnsType type) {
        return rrSets.get(type);
    }

    /** How a question for the type fails here, null when it does not. */
    @Nullable
    DnsFailure failure(DnsType type) {
        DnsFailure failure = failures.get(type);
        if (failure != null) {
            return failure;
        }
        // An alias answers for every type, so it counts as present.
        return rrSets.containsKey(type) || rrSets.containsKey(DnsType.CNAME) ? null : otherwise;
    }
}
