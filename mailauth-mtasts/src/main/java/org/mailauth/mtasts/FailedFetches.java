package org.mailauth.mtasts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.mailauth.DomainName;

/**
 * Remembers which policies could not be got, so that a policy host that fails is not asked again for the same id for some
 * minutes (RFC 8461 §3.3). Bounded; safe for concurrent use; starts no thread.
 */
final class FailedFetches {
    private static final int MAX_DOMAINS = 10_000;

    private record Failure(String id, FetchedPolicy fetched) {}

    private final Duration wait;
    private final Cache<DomainName, Failure> failures = Caffeine.newBuilder()
            .maximumSize(MAX_DOMAINS)
            .executor(Runnable::run)
            .build();

    FailedFetches(Duration wait) {
        this.wait = wait;
    }

    void note(DomainName domain, String id, FetchedPolicy fetched) {
        failures.put(domain, new Failure(id, fetched));
    }

    void forget(DomainName domain) {
        failures.invalidate(domain);
    }

    /** The failure that still hinders a fetch. */
    Optional<FetchedPolicy> hindering(DomainName domain, String id, Instant now) {
        return Optional.ofNullable(failures.getIfPresent(domain))
                .filter(failure -> failure.id().equals(id))
                .map(Failure::fetched)
                // A clock that was set back must not make the wait longer.
                .filter(fetched -> !now.isBefore(fetched.at()) && now.isBefore(retryAt(fetched)));
    }

    /** When a domain may be asked again for whatever id failed last; empty when nothing failed. */
    Optional<Instant> retryAt(DomainName domain) {
        return Optional.ofNullable(failures.getIfPresent(domain)).map(failure -> retryAt(failure.fetched()));
    }

    Instant retryAt(FetchedPolicy fetched) {
        return fetched.at().plus(wait);
    }
}
