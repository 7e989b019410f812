package org.mailauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Remembering gives what reading each time gives, and nobody waits for somebody else's reading. */
class RecordCacheLawsTest {
    @Provide
    Arbitrary<List<String>> texts() {
        // "Aa" and "BB" have one hash code; the last ones are at, and beyond, what is remembered.
        Arbitrary<String> text = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.integers().between(0, 30).map(number -> "v=spf1 " + number)),
                Tuple.of(3, Arbitraries.of("", "Aa", "BB", "AaAa", "AaBB", "BBAa")),
                Tuple.of(1, Arbitraries.of("x".repeat(1024), "x".repeat(1025), "y".repeat(1025))));
        return text.list().ofMaxSize(60);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void agreesWithTheNaiveTwinThatReadsEachTime(
            @ForAll("texts") List<String> texts, @ForAll @IntRange(min = 1, max = 40) int size) {
        RecordCache cache = RecordCache.ofSize(size);
        for (String text : texts) {
            assertThat(cache.get(String.class, text, read -> "[" + read + "]")).isEqualTo("[" + text + "]");
            assertThat(cache.get(Integer.class, text, String::length)).isEqualTo(text.length());
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
