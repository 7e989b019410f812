package org.mailauth.dkim.internal.canon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.mailauth.dkim.internal.crypto.OctetSink;

class BodyCanonicalizerLawsTest {
    @Provide
    Arbitrary<byte[]> bodies() {
        return Canon.bodies();
    }

    @Property(tries = 3000)
    void simpleIsWhatTheRfcSays(@ForAll("bodies") byte[] body) {
        String text = Canon.text(body);
        assertThat(Canon.simpleBody(text)).isEqualTo(NaiveCanonicalization.simpleBody(text));
    }

    @Property(tries = 3000)
    void relaxedIsWhatTheRfcSays(@ForAll("bodies") byte[] body) {
        String text = Canon.text(body);
        assertThat(Canon.relaxedBody(text)).isEqualTo(NaiveCanonicalization.relaxedBody(text));
    }

    @Property
    void anyOctetsAtAllAreWhatTheRfcSays(@ForAll byte[] body) {
        String text = Canon.text(body);
        assertThat(Canon.simpleBody(text)).isEqualTo(NaiveCanonicalization.simpleBody(text));
        assertThat(Canon.relaxedBody(text)).isEqualTo(NaiveCanonicalization.relaxedBody(text));
    }

    @Property(tries = 2000)
    void cutsDoNotMatter(@ForAll("bodies") byte[] body, @ForAll List<@IntRange(max = 1000) Integer> places) {
        List<Integer> cuts =
                places.stream().map(place -> place % (body.length + 1)).toList();
        assertThatCutsDoNotMatter(body, cuts);
    }

    @Property(tries = 2000)
    void anyPiecesAreWhatTheRfcSays(@ForAll("bodies") byte[] body, @ForAll List<@IntRange(max = 1000) Integer> places) {
        List<Integer> cuts =
                places.stream().map(place -> place % (body.length + 1)).toList();
        String text = Canon.text(body);
        OctetBuffer simple = new OctetBuffer(16);
        assertThat(Canon.run(BodyCanonicalizer.simple(simple), simple, body, cuts))
                .isEqualTo(NaiveCanonicalization.simpleBody(text));
        OctetBuffer relaxed = new OctetBuffer(16);
        assertThat(Canon.run(BodyCanonicalizer.relaxed(relaxed), relaxed, body, cuts))
                .isEqualTo(NaiveCanonicalization.relaxedBody(text));
    }

    @Property(tries = 500)
    void oneOctetAtATimeIsTheSame(@ForAll("bodies") byte[] body) {
        List<Integer> cuts = new ArrayList<>();
        for (int at = 0; at <= body.length; at++) {
            cuts.add(at);
        }
        assertThatCutsDoNotMatter(body, cuts);
    }

    /** Each place twice: an empty chunk between CR and LF must not part them. */
    @Property(tries = 500)
    void emptyChunksChangeNothing(@ForAll("bodies") byte[] body) {
        List<Integer> cuts = new ArrayList<>();
        for (int at = 0; at <= body.length; at++) {
            cuts.add(at);
            cuts.add(at);
        }
        assertThatCutsDoNotMatter(body, cuts);
    }

    private static void assertThatCutsDoNotMatter(byte[] body, List<Integer> cuts) {
        List<Function<OctetSink, BodyCanonicalizer>> forms =
                List.of(BodyCanonicalizer::simple, BodyCanonicalizer::relaxed);
        for (Function<OctetSink, BodyCanonicalizer> form : forms) {
            OctetBuffer whole = new OctetBuffer(16);
            OctetBuffer cut = new OctetBuffer(16);
            assertThat(Canon.run(form.apply(cut), cut, body, cuts))
                    .isEqualTo(Canon.run(form.apply(whole), whole, body, List.of()));
        }
    }

    @Property
    void canonicalBodiesAreLeftAlone(@ForAll("bodies") byte[] body) {
        String relaxed = Canon.relaxedBody(Canon.text(body));
        assertThat(Canon.relaxedBody(relaxed)).isEqualTo(relaxed);
        String simple = Canon.simpleBody(Canon.text(body));
        assertThat(Canon.simpleBody(simple)).isEqualTo(simple);
    }

    @Property
    void relaxedDoesNotSeeWhetherSimpleCameFirst(@ForAll("bodies") byte[] body) {
        String text = Canon.text(body);
        assertThat(Canon.relaxedBody(Canon.simpleBody(text))).isEqualTo(Canon.relaxedBody(text));
    }
}
