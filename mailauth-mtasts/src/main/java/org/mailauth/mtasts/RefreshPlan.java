package org.mailauth.mtasts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.mailauth.DomainName;

/**
 * Decides which remembered policies should be got again now, and when to ask next (RFC 8461 §3.3, §10.2): a policy that is
 * renewed long before it expires leaves nobody a time in which hiding the record or the policy host takes it away.
 *
 * <p>It is data: who runs the program calls {@link MtaStsPolicyFetcher#refresh} for each entry, on threads of its own, and
 * makes a new plan at {@link #nextAt()}. Immutable and thread-safe; no component is null.
 *
 * @param madeAt the time for which the plan holds
 * @param due what is due at that time; what expires first comes first
 * @param nextAt when the next policy will be due, after {@code madeAt}; empty when no other policy is remembered
 */
public record RefreshPlan(Instant madeAt, List<Entry> due, Optional<Instant> nextAt) {

    /**
     * A policy that should be got again.
     *
     * @param domain the Policy Domain
     * @param dueAt since when
     * @param expiresAt when the policy expires
     */
    public record Entry(DomainName domain, Instant dueAt, Instant expiresAt) {
        /**
         * Checks that nothing is null.
         *
         * @param domain the Policy Domain
         * @param dueAt since when
         * @param expiresAt when the policy expires
         */
        public Entry {
            Objects.requireNonNull(domain, "domain");
            Objects.requireNonNull(dueAt, "dueAt");
            Objects.requireNonNull(expiresAt, "expiresAt");
        }
    }

    /**
     * Copies the list and checks that nothing is null.
     *
     * @param madeAt the time for which the plan holds
     * @param due what is due at that time; what expires first comes first
     * @param nextAt when the next policy will be due, after {@code madeAt}; empty when no other policy is remembered
     */
    public RefreshPlan {
        Objects.requireNonNull(madeAt, "madeAt");
        due = List.copyOf(due);
        Objects.requireNonNull(nextAt, "nextAt");
    }

    static RefreshPlan of(MtaStsPolicyCache cache, Duration interval, FailedFetches failures, Instant now) {
        List<Entry> due = new ArrayList<>();
        List<Instant> later = new ArrayList<>();
        cache.forEach(policy -> {
            Instant dueAt = dueAt(policy, interval, failures, now);
            if (policy.isExpired(now)) {
                return;
            }
            if (dueAt.isAfter(now)) {
                later.add(dueAt);
            } else {
                due.add(new Entry(policy.domain(), dueAt, policy.expiresAt()));
            }
        });
        due.sort(Comparator.comparing(Entry::expiresAt).thenComparing(Entry::domain));
        return new RefreshPlan(now, due, later.stream().min(Comparator.naturalOrder()));
    }

    /** After the interval, or half way to the end when that is sooner; and not while a failure is fresh. */
    private static Instant dueAt(CachedPolicy policy, Duration interval, FailedFetches failures, Instant now) {
        Duration half = policy.policy().maxAge().dividedBy(2);
        Duration after = half.compareTo(interval) < 0 ? half : interval;
        // A time to come is that of a clock that was set back since.
        Instant dueAt =
                policy.fetchedAt().isAfter(now) ? now : policy.fetchedAt().plus(after);
        Optional<Instant> retryAt = failures.retryAt(policy.domain());
        return retryAt.filter(retry -> retry.isAfter(dueAt)).orElse(dueAt);
    }
}
