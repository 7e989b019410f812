package org.mailauth.mtasts;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.mailauth.DomainName;

/**
 * A policy as it is remembered: whose it is, which version, and when the policy host served it.
 *
 * <p>Immutable and thread-safe; no component is null.
 *
 * @param domain the Policy Domain
 * @param policy what it asks for
 * @param id of the record that named the policy
 * @param fetchedAt when the policy host served it last, in the years 1970 to 9999
 */
public record CachedPolicy(DomainName domain, MtaStsPolicy policy, String id, Instant fetchedAt) {
    /** Longer than any fetch takes. */
    private static final Duration RACE = Duration.ofHours(1);

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    /**
     * Checks the id and the range of the time.
     *
     * @param domain the Policy Domain
     * @param policy what it asks for
     * @param id of the record that named the policy
     * @param fetchedAt when the policy host served it last, in the years 1970 to 9999
     */
    public CachedPolicy {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(policy, "policy");
        if (!MtaStsRecord.isId(id)) {
            throw new IllegalArgumentException("id must be 1 to 32 letters and digits: " + id);
        }
        if (!isPlausible(fetchedAt)) {
            throw new IllegalArgumentException("fetchedAt must be in the years 1970 to 9999: " + fetchedAt);
        }
    }

    static boolean isPlausible(Instant time) {
        return !time.isBefore(Instant.EPOCH) && !time.isAfter(LATEST);
    }

    /**
     * When the policy expires: {@code max_age} after it was served last (RFC 8461 §3.2).
     *
     * @return the first moment at which it does not hold any more
     */
    public Instant expiresAt() {
        return fetchedAt.plus(policy.maxAge());
    }

    /**
     * Whether the policy holds no more.
     *
     * @param now the time
     * @return true from {@link #expiresAt()} on
     */
    public boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt());
    }

    /**
     * Whether this was got later than another policy of the domain that is put now, as when two senders race. A policy that is
     * much later than one of this moment is from a clock that was set back since, and gives way: or nothing could take its
     * place until that time comes.
     */
    boolean isNewerThan(CachedPolicy put) {
        return fetchedAt.isAfter(put.fetchedAt)
                && Duration.between(put.fetchedAt, fetchedAt).compareTo(RACE) <= 0;
    }
}
