package org.mailauth.internal.net;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsType;

/**
 * What is known of questions, the first value of each. Safe for concurrent use.
 *
 * <p>Nearly every message asks a handful of questions. The first ones are kept in a list, whose entry takes 32 octets
 * and is found by a few comparisons, where a concurrent hash map would take 250 octets before it holds anything: that
 * was an eighth of the time of an SPF check that matches its first term. All others go to a hash map, so that nobody can make a
 * list long.
 *
 * @param <V> what is kept
 */
public final class QuestionMap<V> {
    private static final int IN_LIST = 16;

    private final AtomicReference<@Nullable Entry<V>> newest = new AtomicReference<>();
    private volatile @Nullable ConcurrentHashMap<Key, V> others;

    private record Key(DnsName name, DnsType type) {}

    /** Links to the entry before it; {@code place} counts from 1. */
    private record Entry<V>(
            int hash,
            DnsName name,
            DnsType type,
            V value,
            @Nullable Entry<V> before,
            int place) {}

    /** Makes an empty map. */
    public QuestionMap() {}

    /**
     * What is known of a question.
     *
     * @param name the name asked for
     * @param type the type asked for
     * @return null when nothing is
     */
    public @Nullable V get(DnsName name, DnsType type) {
        Entry<V> head = newest.get();
        V listed = find(head, hash(name, type), name, type);
        return listed != null || !isFull(head) ? listed : others().get(new Key(name, type));
    }

    /**
     * Keeps what is known of a question, unless something is already.
     *
     * @param name the name asked for
     * @param type the type asked for
     * @param value what is known
     * @return what was known before, null when nothing was
     */
    public @Nullable V putIfAbsent(DnsName name, DnsType type, V value) {
        int hash = hash(name, type);
        while (true) {
            Entry<V> head = newest.get();
            V known = find(head, hash, name, type);
            if (known != null) {
                return known;
            }
            if (isFull(head)) {
                // A full list never changes, so that no question gets into both.
                return others().putIfAbsent(new Key(name, type), value);
            }
            int place = head == null ? 1 : head.place() + 1;
            if (newest.compareAndSet(head, new Entry<>(hash, name, type, value, head, place))) {
                return null;
            }
        }
    }

    private static <V> boolean isFull(@Nullable Entry<V> head) {
        return head != null && head.place() == IN_LIST;
    }

    /** Names keep their hash, so that other names are told apart without a look at their text. */
    private static int hash(DnsName name, DnsType type) {
        return name.hashCode() + type.code();
    }

    private static <V> @Nullable V find(@Nullable Entry<V> head, int hash, DnsName name, DnsType type) {
        for (Entry<V> entry = head; entry != null; entry = entry.before()) {
            if (entry.hash() == hash && entry.type() == type && entry.name().equals(name)) {
                return entry.value();
            }
        }
        return null;
    }

    private ConcurrentHashMap<Key, V> others() {
        ConcurrentHashMap<Key, V> made = others;
        if (made == null) {
            synchronized (this) {
                made = others;
                if (made == null) {
                    made = new ConcurrentHashMap<>();
                    others = made;
                }
            }
        }
        return made;
    }
}
