package org.mailauth;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailauth.dns.DnsRecord;

/**
 * Decides whether a published record has to be read again: the same text always reads the same, so a key or a policy
 * that was decoded for one message serves the next one.
 *
 * <p>It remembers what a text says and never what the DNS answered: every message still asks its questions, and a record
 * that changed is read anew. It holds a fixed number of records, of at most 1024 characters each, longer ones being read each
 * time; two that want the same place take turns there. Safe for concurrent use, without a lock and without waiting: two threads
 * may read the same text at the same moment, and both find the same.
 */
public final class RecordCache {
    // The record of an RSA key of 4096 bits has some 760 characters, and RFC 7208 §3.4 has policies stay below 450.
    // Longer texts are rare and mostly hostile: they are read each time, for what is read may take fifty times the room
    // of its text (a policy of nothing but "a a a"), and this limit is what bounds the memory.
    private static final int MAX_TEXT = 1024;
    private static final int MAX_RECORDS = 1 << 24;

    private final AtomicReferenceArray<@Nullable Entry> places;

    private record Entry(Class<?> kind, String text, Object value) {}

    private RecordCache(int records) {
        this.places = new AtomicReferenceArray<>(records);
    }

    /**
     * Makes a cache.
     *
     * @param records how many records are remembered at most: 1 to 16777216. A thousand RSA
     *     keys take about 2 MB, a thousand records made to take as much as they can about 50 MB
     * @return an empty cache
     * @throws IllegalArgumentException when the number is out of range
     */
    public static RecordCache ofSize(int records) {
        if (records < 1 || records > MAX_RECORDS) {
            throw new IllegalArgumentException("records must be 1 to " + MAX_RECORDS + ": " + records);
        }
        return new RecordCache(records);
    }

    /**
     * Makes a cache that remembers nothing.
     *
     * @return a cache that has every text read each time
     */
    public static RecordCache none() {
        return new RecordCache(0);
    }

    /**
     * What a text says, read now or before.
     *
     * @param <T> what a record of this kind is read into; immutable, since messages share it
     * @param kind tells readings of different kinds apart: the same text may be read as one and as another
     * @param text the record
     * @param reader reads it, by nothing but the text; must not return null. What it throws is thrown, and not remembered
     * @return what the reader returns for this text
     */
    public <T> T get(Class<T> kind, String text, Function<? super String, ? extends T> reader) {
        if (places.length() == 0 || text.length() > MAX_TEXT) {
            return read(text, reader);
        }
        int place = place(kind, text.hashCode());
        Entry known = places.get(place);
        return known != null && known.kind().equals(kind) && known.text().equals(text)
                ? kind.cast(known.value())
                : keep(place, kind, text, reader);
    }

    /**
     * What the text of a TXT record says, read now or before. Its character-strings are joined only to be read: a key of
     * 2048 bits has two, and their copy would be 0.45 KB for every message.
     *
     * @param <T> what a record of this kind is read into; immutable, since messages share it
     * @param kind tells readings of different kinds apart
     * @param record its character-strings with nothing between are the text
     * @param reader reads it, by nothing but the text; must not return null. What it throws is thrown, and not remembered
     * @return what the reader returns for the text, whichever way it is asked for
     */
    public <T> T get(Class<T> kind, DnsRecord.Txt record, Function<? super String, ? extends T> reader) {
        if (places.length() == 0) {
            return read(record.joined(), reader);
        }
        JoinedText joined = JoinedText.of(record.strings());
        if (joined.length() > MAX_TEXT) {
            return read(record.joined(), reader);
        }
        int place = place(kind, joined.hash());
        Entry known = places.get(place);
        return known != null && known.kind().equals(kind) && joined.is(known.text())
                ? kind.cast(known.value())
                : keep(place, kind, record.joined(), reader);
    }

    /** Whoever makes texts that want the same place only has them read again: no chain can grow. */
    private <T> T keep(int place, Class<T> kind, String text, Function<? super String, ? extends T> reader) {
        T value = read(text, reader);
        places.set(place, new Entry(kind, text, value));
        return value;
    }

    private static <T> T read(String text, Function<? super String, ? extends T> reader) {
        return Objects.requireNonNull(reader.apply(text), "reader returned null");
    }

    /**
     * Similar texts have similar hash codes, and some would share places while others stay empty; two rounds of mixing
     * spread them as chance would. A product and no remainder, for every look into the cache would wait for a division.
     */
    private int place(Class<?> kind, int hash) {
        int mixed = 31 * hash + kind.getName().hashCode();
        mixed = (mixed ^ (mixed >>> 16)) * 0x9E3779B1;
        mixed = (mixed ^ (mixed >>> 15)) * 0x85EBCA77;
        mixed ^= mixed >>> 16;
        return (int) ((Integer.toUnsignedLong(mixed) * places.length()) >>> 32);
    }

    @Override
    public String toString() {
        return "RecordCache[" + places.length() + " records]";
    }
}
