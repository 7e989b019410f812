package org.mailauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.mailauth.dns.DnsRecord;

/** Remembering gives what reading each time gives, and nobody waits for somebody else's reading. */
class RecordCacheLawsTest {
    /** A text that is asked for, as a whole or in the character-strings of a record, and for what. */
    record Asked(String text, int cut, boolean inPieces, boolean forLength) {
        /** Tells what was read: by the reader, and only when it was called. */
        String from(RecordCache cache, AtomicInteger reads) {
            return forLength
                    ? "length " + get(cache, Integer.class, String::length, reads)
                    : get(cache, String.class, text -> "[" + text + "]", reads);
        }

        private <T> T get(RecordCache cache, Class<T> kind, Function<String, T> reader, AtomicInteger reads) {
            Function<String, T> counted = text -> {
                reads.incrementAndGet();
                return reader.apply(text);
            };
            int place = cut % (text.length() + 1);
            return inPieces
                    ? cache.get(
                            kind, new DnsRecord.Txt(List.of(text.substring(0, place), text.substring(place))), counted)
                    : cache.get(kind, text, counted);
        }

        String naive() {
            return forLength ? "length " + text.length() : "[" + text + "]";
        }

        /** Two of one key are one record to the cache. */
        String key() {
            return forLength + text;
        }
    }

    @Provide
    Arbitrary<List<Asked>> asked() {
        // "Aa" and "BB" have one hash code; the long ones are at, and beyond, what is remembered.
        Arbitrary<String> text = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.integers().between(0, 30).map(number -> "v=spf1 " + number)),
                Tuple.of(2, Arbitraries.of("v=spf1 1", "V=SPF1 1", "v=spf1 1 ")),
                Tuple.of(3, Arbitraries.of("", "Aa", "BB", "AaAa", "AaBB", "BBAa")),
                Tuple.of(2, Arbitraries.of("x".repeat(1024), "x".repeat(1025), "y".repeat(1025))));
        Arbitrary<Boolean> either = Arbitraries.of(true, false);
        return Combinators.combine(text, Arbitraries.integers().between(0, 2000), either, either)
                .as(Asked::new)
                .list()
                .ofMaxSize(60);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void agreesWithTheNaiveTwinThatReadsEachTime(
            @ForAll("asked") List<Asked> asked, @ForAll @IntRange(min = 1, max = 6) int size) {
        RecordCache cache = RecordCache.ofSize(size);
        for (Asked one : asked) {
            assertThat(one.from(cache, new AtomicInteger())).isEqualTo(one.naive());
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void cacheOfOneRemembersTheLastThatIsShortEnough(@ForAll("asked") List<Asked> asked) {
        RecordCache cache = RecordCache.ofSize(1);
        String kept = "nothing";
        for (Asked once : asked) {
            for (Asked one : List.of(once, new Asked(once.text, once.cut + 1, !once.inPieces, once.forLength))) {
                AtomicInteger reads = new AtomicInteger();
                assertThat(one.from(cache, reads)).isEqualTo(one.naive());
                assertThat(reads).hasValue(kept.equals(one.key()) ? 0 : 1);
                kept = one.text.length() <= 1024 ? one.key() : kept;
            }
        }
    }

    /** With a lock in it, the first reader would wait for the second one for ever. */
    @Example
    void slowReaderKeepsNobodyWaiting() throws InterruptedException {
        RecordCache cache = RecordCache.ofSize(1);
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(1);
        AtomicReference<Object> slow = new AtomicReference<>("not yet");
        Thread first = new Thread(() -> slow.set(cache.get(String.class, "a", text -> {
            reading.countDown();
            return waitFor(others) ? "slow" : "kept waiting";
        })));
        first.start();
        assertThat(waitFor(reading)).isTrue();
        assertThat(cache.get(String.class, "a", text -> "same")).isEqualTo("same");
        assertThat(cache.get(String.class, "b", text -> "other")).isEqualTo("other");
        others.countDown();
        first.join();
        assertThat(slow).hasValue("slow");
    }

    private static boolean waitFor(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
