package org.mailauth.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** The search eight octets at a time against a loop over single ones. */
class OctetSearchLawsTest {
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
            assertThat(OctetSearch.indexOf(octets, from, to, wanted)).isEqualTo(expected);
        }
    }
}
