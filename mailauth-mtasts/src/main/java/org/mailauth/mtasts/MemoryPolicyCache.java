package org.mailauth.mtasts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.mailauth.DomainName;

/** Remembers policies in memory. Bounded; safe for concurrent use; starts no thread. */
final class MemoryPolicyCache implements MtaStsPolicyCache {
    /** A policy may name thousands of hosts: such a one counts as several. */
    private static final int HOSTS_PER_ENTRY = 16;

    private final Cache<DomainName, CachedPolicy> policies;

    MemoryPolicyCache(int maximum) {
        if (maximum < 1) {
            throw new IllegalArgumentException("maximum must be at least 1: " + maximum);
        }
        this.policies = Caffeine.newBuilder()
                .maximumWeight(maximum)
                .weigher((DomainName domain, CachedPolicy cached) ->
                        1 + cached.policy().mx().size() / HOSTS_PER_ENTRY)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public Optional<CachedPolicy> get(DomainName domain) {
        return Optional.ofNullable(policies.getIfPresent(domain));
    }

    @Override
    public void put(CachedPolicy policy) {
        Objects.requireNonNull(policy, "policy");
        policies.asMap().merge(policy.domain(), policy, (known, other) -> known.isNewerThan(other) ? known : other);
    }

    @Override
    public void forEach(Consumer<? super CachedPolicy> action) {
        policies.asMap().values().forEach(action);
    }

    @Override
    public void removeExpired(Instant now) {
        policies.asMap().values().removeIf(policy -> policy.isExpired(now));
        policies.cleanUp();
    }
}
