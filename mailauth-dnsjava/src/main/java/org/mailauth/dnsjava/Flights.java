package org.mailauth.dnsjava;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.mailauth.dns.DnsAnswer;

/**
 * Sees to it that of several threads that ask the same at the same moment one goes to the servers and the others wait
 * for it, each by its own deadline. No lock is held while anybody waits.
 *
 * <p>What the one in front brings back counts for all, except when it gave up for a reason of its own: its deadline was
 * nearer, or it was interrupted. Then one of those who still have time goes in its place.
 */
final class Flights {
    private final ConcurrentMap<CacheKey, CompletableFuture<Outcome>> underWay = new ConcurrentHashMap<>();

    DnsAnswer ask(CacheKey key, TimeLeft time, Supplier<Outcome> servers) {
        while (!time.over()) {
            CompletableFuture<Outcome> own = new CompletableFuture<>();
            CompletableFuture<Outcome> other = underWay.putIfAbsent(key, own);
            if (other == null) {
                return lead(key, own, servers);
            }
            Outcome outcome = await(other, time);
            if (!outcome.cutShort() || Thread.currentThread().isInterrupted()) {
                return outcome.answer();
            }
        }
        return Outcome.lateAnswer();
    }

    private DnsAnswer lead(CacheKey key, CompletableFuture<Outcome> own, Supplier<Outcome> servers) {
        // Should asking break in a way nobody foresaw, the others ask for themselves.
        Outcome outcome = new Outcome(Outcome.lateAnswer(), true);
        try {
            outcome = servers.get();
            return outcome.answer();
        } finally {
            underWay.remove(key, own);
            own.complete(outcome);
        }
    }

    private static Outcome await(CompletableFuture<Outcome> other, TimeLeft time) {
        try {
            return other.get(time.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.interrupted();
        } catch (TimeoutException e) {
            return new Outcome(Outcome.lateAnswer(), false);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a question under way is only ever completed with an outcome", e);
        }
    }
}
