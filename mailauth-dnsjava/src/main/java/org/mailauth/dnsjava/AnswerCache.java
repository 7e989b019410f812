package org.mailauth.dnsjava;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.util.Optional;
import org.mailauth.Ticker;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsAnswer.Evidence;
import org.mailauth.dns.DnsRecord;

/**
 * Remembers whole answers, aliases and DNSSEC status included, for as long as their TTL says. Failures are not
 * remembered. Bounded; safe for concurrent use; starts no thread.
 */
final class AnswerCache {
    private static final int OCTETS_PER_ENTRY = 1024;

    private record Entry(DnsAnswer answer, long expiresAtNanos) {}

    private final Ticker ticker;
    private final Cache<CacheKey, Entry> entries;

    AnswerCache(int maxEntries, Ticker ticker) {
        this.ticker = ticker;
        this.entries = Caffeine.newBuilder()
                .maximumWeight(maxEntries)
                .weigher((CacheKey key, Entry entry) -> weight(entry.answer()))
                .expireAfter(Expiry.writing(
                        (CacheKey key, Entry entry) -> entry.answer().evidence().ttl()))
                .ticker(ticker::nanos)
                .executor(Runnable::run)
                .build();
    }

    Optional<DnsAnswer> get(CacheKey key) {
        Entry entry = entries.getIfPresent(key);
        if (entry == null) {
            return Optional.empty();
        }
        long left = entry.expiresAtNanos() - ticker.nanos();
        return left <= 0 ? Optional.empty() : Optional.of(aged(entry.answer(), Duration.ofNanos(left)));
    }

    void put(CacheKey key, DnsAnswer answer) {
        Duration ttl = answer.evidence().ttl();
        if (!(answer instanceof DnsAnswer.Failed) && !ttl.isZero()) {
            entries.put(key, new Entry(answer, ticker.nanos() + ttl.toNanos()));
        }
    }

    void clear() {
        entries.invalidateAll();
        entries.cleanUp();
    }

    // RFC 1035 §3.2.1, §7.4: a cached TTL runs down, or whoever remembers the answer next would keep it too long.
    private static DnsAnswer aged(DnsAnswer answer, Duration left) {
        Evidence known = answer.evidence();
        Evidence now = new Evidence(known.dnssec(), known.aliases(), left);
        if (answer instanceof DnsAnswer.Found found) {
            return new DnsAnswer.Found(found.records(), now);
        }
        return answer instanceof DnsAnswer.NxDomain ? new DnsAnswer.NxDomain(now) : new DnsAnswer.NoData(now);
    }

    // A sender of mail chooses what we look up, and may answer with 64 KiB: such answers count as several.
    private static int weight(DnsAnswer answer) {
        long octets = 0;
        if (answer instanceof DnsAnswer.Found found) {
            for (DnsRecord rr : found.records()) {
                octets += octets(rr);
            }
        }
        return (int) (1 + octets / OCTETS_PER_ENTRY);
    }

    private static long octets(DnsRecord rr) {
        if (rr instanceof DnsRecord.Txt txt) {
            return txt.strings().stream().mapToLong(String::length).sum();
        }
        return rr instanceof DnsRecord.Tlsa tlsa ? tlsa.associationData().length() : 64;
    }
}
