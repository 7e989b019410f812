package org.mailauth.dane.publish;

import java.time.Duration;

/**
 * Says how long the steps of a rollover must lie apart. Immutable and thread-safe; no component is null or negative.
 *
 * @param ttl for how long resolvers may remember the records, or their absence: the larger of the records' TTL and the
 *     zone's negative TTL
 * @param propagation how long it takes until the last authoritative server serves a change
 * @param overlap how long the old records stay after the last server has changed, so that a step back stays possible
 */
public record TlsaRolloverTimes(Duration ttl, Duration propagation, Duration overlap) {
    private static final Duration LONGEST = Duration.ofDays(365);

    /**
     * Checks the range.
     *
     * @param ttl for how long resolvers may remember the records
     * @param propagation how long it takes until the last authoritative server serves a change
     * @param overlap how long the old records stay
     */
    public TlsaRolloverTimes {
        check("ttl", ttl);
        check("propagation", propagation);
        check("overlap", overlap);
    }

    private static void check(String name, Duration value) {
        if (value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " must be zero to 365 days: " + value);
        }
    }

    /**
     * One hour, one hour and one day.
     *
     * @return the default times
     */
    public static TlsaRolloverTimes defaults() {
        return new TlsaRolloverTimes(Duration.ofHours(1), Duration.ofHours(1), Duration.ofDays(1));
    }

    /**
     * These times with another one for resolvers' memory.
     *
     * @param value zero to 365 days
     * @return new times
     */
    public TlsaRolloverTimes withTtl(Duration value) {
        return new TlsaRolloverTimes(value, propagation, overlap);
    }

    /** From a change of the zone until no resolver remembers what was before (RFC 7671 §8). */
    Duration untilSeen() {
        return propagation.plus(ttl);
    }
}
