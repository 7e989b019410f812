package org.mailauth.tlsrpt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Sessions that were counted, by policy and by kind of failure: the part of a report that several hosts of one organization
 * put together.
 *
 * <p>{@link #merge} is associative and commutative, and {@link #none()} changes nothing, so that counts can be merged in any
 * order and grouping. Counts stop at 2^53-1. Immutable and thread-safe.
 *
 * @param tallies what was counted under each policy
 */
public record TlsSessionCounts(Map<TlsAppliedPolicy, Tally> tallies) {

    /**
     * Sessions under one policy.
     *
     * @param successful sessions that were as the policy wants it, 0 to 2^53-1
     * @param failures sessions that were not, by what was wrong, each 0 to 2^53-1
     */
    public record Tally(long successful, Map<TlsFailure, Long> failures) {
        /**
         * Copies the map and checks the counts.
         *
         * @param successful sessions that were as the policy wants it, 0 to 2^53-1
         * @param failures sessions that were not, by what was wrong, each 0 to 2^53-1
         */
        public Tally {
            failures = Map.copyOf(failures);
            if (!Counts.isCount(successful) || !failures.values().stream().allMatch(Counts::isCount)) {
                throw new IllegalArgumentException("counts must be 0 to 2^53-1");
            }
        }

        /**
         * All sessions that were not as the policy wants it.
         *
         * @return sum of {@link #failures}
         */
        public long failed() {
            return failures.values().stream().mapToLong(count -> count).reduce(0, Counts::plus);
        }

        private Tally merge(Tally other) {
            Map<TlsFailure, Long> both = new HashMap<>(failures);
            other.failures.forEach((failure, count) -> both.merge(failure, count, Counts::plus));
            return new Tally(Counts.plus(successful, other.successful), both);
        }
    }

    /**
     * Copies the map.
     *
     * @param tallies what was counted under each policy
     */
    public TlsSessionCounts {
        tallies = Map.copyOf(tallies);
    }

    /**
     * No session at all.
     *
     * @return empty counts
     */
    public static TlsSessionCounts none() {
        return new TlsSessionCounts(Map.of());
    }

    /**
     * The sessions of both.
     *
     * @param other counts of the same domain and span of time, of other sessions
     * @return the sums
     */
    public TlsSessionCounts merge(TlsSessionCounts other) {
        Map<TlsAppliedPolicy, Tally> both = new HashMap<>(tallies);
        other.tallies.forEach((policy, tally) -> both.merge(policy, tally, Tally::merge));
        return new TlsSessionCounts(both);
    }

    /**
     * The counts as the {@code policies} of a report, in an order that depends on nothing but the counts.
     *
     * @return one entry for each policy
     */
    public List<TlsPolicyReport> policyReports() {
        List<TlsPolicyReport> reports = new ArrayList<>();
        tallies.forEach((policy, tally) -> reports.add(report(policy, tally)));
        // The texts are different for different policies.
        reports.sort(Comparator.comparing(TlsPolicyReport::toString));
        return List.copyOf(reports);
    }

    private static TlsPolicyReport report(TlsAppliedPolicy policy, Tally tally) {
        List<TlsFailureDetails> details = new ArrayList<>();
        tally.failures().forEach((failure, count) -> details.add(withCount(failure.details(), count)));
        details.sort(Comparator.comparing(TlsFailureDetails::toString));
        return new TlsPolicyReport(
                Optional.of(policy.type().word()),
                policy.strings(),
                Optional.of(policy.domain().toString()),
                policy.mxHosts(),
                OptionalLong.of(tally.successful()),
                OptionalLong.of(tally.failed()),
                details);
    }

    private static TlsFailureDetails withCount(TlsFailureDetails of, long count) {
        return new TlsFailureDetails(
                of.resultType(),
                of.sendingMtaIp(),
                of.receivingMxHostname(),
                of.receivingMxHelo(),
                of.receivingIp(),
                OptionalLong.of(count),
                of.additionalInformation(),
                of.failureReasonCode());
    }
}
