package org.mailauth.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;

class OctetScanLawsTest {
    @Property(tries = 2000)
    void findsWhatALoopFinds(
            @ForAll @Size(max = 150) byte[] octets,
            @ForAll @IntRange(max = 150) int start,
            @ForAll @IntRange(max = 150) int stop,
            @ForAll @IntRange(max = 127) int bound) {
        int to = Math.min(stop, octets.length);
        int from = Math.min(start, to);
        int expected = from;
        while (expected < to && (octets[expected] & 0xFF) > bound) {
            expected++;
        }
        assertThat(OctetScan.indexOfAtMost(octets, from, to, bound)).isEqualTo(expected);
    }

    @Property(tries = 2000)
    void marksEachOfEight(@ForAll @Size(8) byte[] octets, @ForAll @IntRange(max = 127) int bound) {
        long found = OctetScan.atMost(octets, 0, bound);
        for (int at = 0; at < octets.length; at++) {
            boolean small = (octets[at] & 0xFF) <= bound;
            assertThat((found >>> (8 * at) & 0xFF) != 0).isEqualTo(small);
        }
        if (found != 0) {
            assertThat(octets[OctetScan.first(found)] & 0xFF).isLessThanOrEqualTo(bound);
        }
    }

    @Property(tries = 2000)
    void findsOneLateInALongText(
            @ForAll @IntRange(max = 150) int length,
            @ForAll @IntRange(max = 150) int place,
            @ForAll @IntRange(max = 127) int bound) {
        byte[] octets = new byte[length];
        Arrays.fill(octets, (byte) (bound + 1));
        if (place < length) {
            octets[place] = (byte) bound;
        }
        assertThat(OctetScan.indexOfAtMost(octets, 0, length, bound)).isEqualTo(Math.min(place, length));
    }

    @Property(tries = 2000)
    void saysWhetherABlockHasOne(@ForAll @Size(OctetScan.BLOCK) byte[] octets, @ForAll @IntRange(max = 127) int bound) {
        // mostly large octets, so that both answers occur
        for (int at = 0; at < octets.length; at++) {
            octets[at] |= (byte) (at % 16 == octets[0] % 16 ? 0 : 0x70);
        }
        boolean any = false;
        for (byte octet : octets) {
            any |= (octet & 0xFF) <= bound;
        }
        Statistics.collect(any);
        assertThat(OctetScan.anyAtMost(octets, 0, bound)).isEqualTo(any);
    }

    @Property(tries = 2000)
    void marksOneOctetAmongEight(@ForAll @Size(8) byte[] octets, @ForAll @IntRange(max = 127) int wanted) {
        octets[Math.abs(octets[0] % 8)] = (byte) wanted;
        long found = OctetScan.equalTo(octets, 0, wanted);
        for (int at = 0; at < octets.length; at++) {
            assertThat((found >>> (8 * at) & 0xFF) != 0).isEqualTo(octets[at] == wanted);
        }
    }

    @Property(tries = 2000)
    void findsTheFirstOctetBeyondAscii(
            @ForAll @Size(max = 60) byte[] octets, @ForAll @IntRange(max = 60) int start, @ForAll boolean many) {
        for (int at = 0; at < octets.length; at++) {
            octets[at] &= (byte) (many || at % 29 == 28 ? 0xFF : 0x7F);
        }
        int from = Math.min(start, octets.length);
        int expected = from;
        while (expected < octets.length && octets[expected] >= 0) {
            expected++;
        }
        assertThat(OctetScan.indexOfEightBit(octets, from, octets.length)).isEqualTo(expected);
    }

    @Property(tries = 2000)
    void findsTheFirstThatIsSmallOrBeyondAscii(
            @ForAll("mostlyLarge") byte[] octets,
            @ForAll @IntRange(max = 20) int start,
            @ForAll @IntRange(max = 20) int drop,
            @ForAll @IntRange(max = 100) int bound) {
        int from = Math.min(start, octets.length);
        int to = Math.max(from, octets.length - drop);
        int expected = from;
        while (expected < to && octets[expected] > bound) {
            expected++;
        }
        Statistics.label("far").collect(expected - from > OctetScan.BLOCK);
        Statistics.label("found").collect(expected < to);
        assertThat(OctetScan.indexOfAtMostOrEightBit(octets, from, to, bound)).isEqualTo(expected);
    }

    @Provide
    Arbitrary<byte[]> mostlyLarge() {
        Arbitrary<Byte> large = Arbitraries.bytes().between((byte) 101, (byte) 127);
        return Arbitraries.frequencyOf(Tuple.of(1, Arbitraries.bytes()), Tuple.of(60, large))
                .array(byte[].class)
                .ofMinSize(60)
                .ofMaxSize(160);
    }

    @Provide
    Arbitrary<byte[]> octets() {
        Arbitrary<Byte> edge = Arbitraries.of((byte) 0, (byte) 0x7E, (byte) 0x7F, (byte) 0x80, (byte) 0xFF, (byte) ';');
        Arbitrary<Byte> octet = Arbitraries.frequencyOf(
                Tuple.of(1, edge), Tuple.of(30, Arbitraries.bytes().between((byte) 0, (byte) 0x7E)));
        return octet.array(byte[].class).ofMaxSize(60);
    }

    @Property
    void findsTheFirstOfAValue(
            @ForAll("octets") byte[] octets, @ForAll @IntRange(max = 9) int skip, @ForAll @IntRange(max = 9) int drop) {
        int from = Math.min(skip, octets.length);
        int to = Math.max(from, octets.length - drop);
        for (byte wanted : new byte[] {0, ';', 0x7E, 0x7F}) {
            int expected = from;
            while (expected < to && octets[expected] != wanted) {
                expected++;
            }
            assertThat(OctetScan.indexOf(octets, from, to, wanted)).isEqualTo(expected);
        }
    }
}
