package org.mailauth.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class OctetScanLawsTest {
    @Property(tries = 2000)
    void findsWhatALoopFinds(
            @ForAll @Size(max = 60) byte[] octets,
            @ForAll @IntRange(max = 60) int start,
            @ForAll @IntRange(max = 60) int stop,
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
}
