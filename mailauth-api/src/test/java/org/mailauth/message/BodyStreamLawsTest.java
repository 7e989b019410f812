package org.mailauth.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.internal.text.VisibleLines;

/** What a body says of its pieces is what a plain reading of them says, however it is cut. */
class BodyStreamLawsTest {
    /** Keeps what it is told of. */
    private static final class Listener implements BodyReader, VisibleLines {
        private final List<String> all = new ArrayList<>();
        private final List<Boolean> visible = new ArrayList<>();

        @Override
        public void accept(byte[] octets, int offset, int length) {
            all.add(new String(octets, offset, length, ISO_8859_1));
            visible.add(false);
        }

        @Override
        public void acceptVisibleLines(byte[] octets, int offset, int length) {
            accept(octets, offset, length);
            visible.set(visible.size() - 1, true);
        }

        @Override
        public void end() {}
    }

    @Provide
    Arbitrary<String> bodies() {
        return Arbitraries.of(
                        "a line of base64, which is longer than a block of octets\r\n".replace(' ', '+'),
                        "a line of base64, which is longer than a block of octets\r\n".replace(' ', '+'),
                        "visible",
                        "\r\n",
                        "\r",
                        "\n",
                        " ",
                        "\t",
                        "!",
                        "\u00e9",
                        "\u0000",
                        "\u001f")
                .list()
                .ofMaxSize(10)
                .map(pieces -> String.join("", pieces));
    }

    @Property(tries = 3000)
    void visibleLinesAreSaidToBeSuchAndNothingElse(
            @ForAll("bodies") String body, @ForAll List<@IntRange(max = 200) Integer> places) {
        Listener listener = new Listener();
        BodyStream stream = BodyStream.open();
        stream.join(Listener.class, "test", () -> listener);
        byte[] octets = body.getBytes(ISO_8859_1);
        int from = 0;
        for (int place : places) {
            int to = Math.max(from, place % (octets.length + 1));
            stream.write(octets, from, to - from);
            from = to;
        }
        stream.write(octets, from, octets.length - from);
        stream.close();

        assertThat(String.join("", listener.all)).isEqualTo(body);
        List<Boolean> expected = new ArrayList<>();
        boolean heldCr = false;
        for (String piece : listener.all) {
            boolean visible = isVisible(heldCr && piece.startsWith("\n") ? piece.substring(1) : piece);
            Statistics.collect(visible);
            expected.add(visible);
            heldCr = piece.endsWith("\r");
        }
        assertThat(listener.visible).isEqualTo(expected);
    }

    private static boolean isVisible(String piece) {
        return !piece.contains("\r\n\r\n") && piece.replace("\r\n", "").chars().allMatch(octet -> octet > ' ');
    }
}
