package org.mailauth.tlsrpt;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Counts sessions with the servers of one domain, by policy and by kind of failure, until they are reported.
 *
 * <p>Thread-safe. It grows with the number of different policies and failures, not with that of sessions. One counter belongs
 * to one domain that reports go to ({@link TlsRptLookup}) and one span of time.
 */
public final class TlsSessionCounter {
    private final Map<TlsAppliedPolicy, Tally> tallies = new HashMap<>();

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
        tally(policy).failures.merge(Objects.requireNonNull(failure, "failure"), 1L, Counts::plus);
    }

    private Tally tally(TlsAppliedPolicy policy) {
        return tallies.computeIfAbsent(Objects.requireNonNull(policy, "policy"), any -> new Tally());
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
        return counts;
    }
}
