package org.mailauth.tlsrpt;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Counts sessions with the servers of one domain, by policy and by kind of failure, until they are reported.
 *
 * <p>Thread-safe. One counter belongs to one domain that reports go to ({@link TlsRptLookup}) and one span of time.
 *
 * <p>It grows with the number of different policies and failures, not with that of sessions, and only so far, since servers
 * choose what is in both: beyond {@value #MAX_POLICIES} policies those of one type are counted together, without their text,
 * and beyond {@value #MAX_FAILURES} failures those of one type, without details. No session is left out.
 */
public final class TlsSessionCounter {
    /** Different policies that are told apart. */
    static final int MAX_POLICIES = 100;

    /** Different failures, under all policies together, that are told apart. */
    static final int MAX_FAILURES = 1000;

    private final Map<TlsAppliedPolicy, Tally> tallies = new HashMap<>();
    private final Map<TlsPolicyType, TlsAppliedPolicy> others = new EnumMap<>(TlsPolicyType.class);
    private int kinds;

    private static final class Tally {
        private long successful;
        private final Map<TlsFailure, Long> failures = new HashMap<>();
    }

    /** A counter of nothing yet. */
    public TlsSessionCounter() {
        // nothing to set
    }

    /**
     * Counts a session that was as the policy wants it.
     *
     * @param policy what the session was held against
     */
    public synchronized void successful(TlsAppliedPolicy policy) {
        Tally tally = tally(policy);
        tally.successful = Counts.plus(tally.successful, 1);
    }

    /**
     * Counts a session that was not, whether or not mail was sent all the same.
     *
     * @param policy what the session was held against
     * @param failure what was wrong
     */
    public synchronized void failed(TlsAppliedPolicy policy, TlsFailure failure) {
        Objects.requireNonNull(failure, "failure");
        Map<TlsFailure, Long> failures = tally(policy).failures;
        boolean told = kinds < MAX_FAILURES || failures.containsKey(failure);
        TlsFailure counted = told ? failure : TlsFailure.of(failure.type());
        if (!failures.containsKey(counted)) {
            kinds++;
        }
        failures.merge(counted, 1L, Counts::plus);
    }

    private Tally tally(TlsAppliedPolicy policy) {
        Objects.requireNonNull(policy, "policy");
        boolean told = tallies.size() < MAX_POLICIES || tallies.containsKey(policy);
        TlsAppliedPolicy counted = told
                ? policy
                : others.computeIfAbsent(
                        policy.type(), type -> new TlsAppliedPolicy(type, List.of(), policy.domain(), List.of()));
        return tallies.computeIfAbsent(counted, any -> new Tally());
    }

    /**
     * What was counted so far. The counter goes on.
     *
     * @return a copy
     */
    public synchronized TlsSessionCounts counts() {
        Map<TlsAppliedPolicy, TlsSessionCounts.Tally> counts = new HashMap<>();
        tallies.forEach(
                (policy, tally) -> counts.put(policy, new TlsSessionCounts.Tally(tally.successful, tally.failures)));
        return new TlsSessionCounts(counts);
    }

    /**
     * What was counted since the counter was made or drained last. The counter starts over, and no session is lost or counted
     * twice.
     *
     * @return the counts
     */
    public synchronized TlsSessionCounts drain() {
        TlsSessionCounts counts = counts();
        tallies.clear();
        others.clear();
        kinds = 0;
        return counts;
    }
}
