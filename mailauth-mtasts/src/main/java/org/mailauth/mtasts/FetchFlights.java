package org.mailauth.mtasts;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.mailauth.Deadline;
import org.mailauth.DomainName;

/**
 * Sees to it that of several threads that want the same policy at the same moment one asks the policy host and the others
 * wait for it, each by its own deadline. No lock is held while anybody waits. When the one in front is interrupted, one of
 * those who still have time goes in its place.
 */
final class FetchFlights {
    private record Key(DomainName domain, String id) {}

    private final ConcurrentMap<Key, CompletableFuture<FetchedPolicy>> underWay = new ConcurrentHashMap<>();

    FetchedPolicy get(
            DomainName domain, String id, Instant now, Deadline deadline, Supplier<FetchedPolicy> policyHost) {
        Key key = new Key(domain, id);
        while (true) {
            CompletableFuture<FetchedPolicy> own = new CompletableFuture<>();
            CompletableFuture<FetchedPolicy> other = underWay.putIfAbsent(key, own);
            if (other == null) {
                return lead(key, own, now, policyHost);
            }
            FetchedPolicy fetched = await(other, now, deadline);
            boolean giveUp = Thread.currentThread().isInterrupted() || deadline.hasPassed();
            if (!fetched.isInterrupted() || giveUp) {
                return fetched;
            }
        }
    }

    private FetchedPolicy lead(
            Key key, CompletableFuture<FetchedPolicy> own, Instant now, Supplier<FetchedPolicy> policyHost) {
        // Should the transport break in a way nobody foresaw, the others ask for themselves.
        FetchedPolicy fetched = FetchedPolicy.failed(PolicyFetchFailure.INTERRUPTED, now, "");
        try {
            fetched = policyHost.get();
            return fetched;
        } finally {
            underWay.remove(key, own);
            own.complete(fetched);
        }
    }

    private static FetchedPolicy await(CompletableFuture<FetchedPolicy> other, Instant now, Deadline deadline) {
        try {
            return other.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FetchedPolicy.failed(PolicyFetchFailure.INTERRUPTED, now, "");
        } catch (TimeoutException e) {
            return FetchedPolicy.failed(PolicyFetchFailure.TIMEOUT, now, "another thread still waits for it");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a fetch under way is only ever completed with an outcome", e);
        }
    }
}
