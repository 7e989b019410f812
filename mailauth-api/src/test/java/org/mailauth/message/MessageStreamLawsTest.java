package org.mailauth.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.message.Messages.body;
import static org.mailauth.message.Messages.message;
import static org.mailauth.message.Messages.octets;
import static org.mailauth.message.Messages.text;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;

/** A message that arrives in any pieces is the message that lies in memory. */
class MessageStreamLawsTest {
    @Provide
    Arbitrary<String> damaged() {
        return MessageArbitraries.damaged();
    }

    /** Nothing but what decides, so that every state is met at every cut. */
    @Provide
    Arbitrary<String> dense() {
        return Arbitraries.of(
                        "A",
                        ":",
                        " ",
                        "\r",
                        "\n",
                        "\r\n",
                        "\r\n\r\n",
                        "\n\n",
                        "A:b\r\n",
                        "A:b\n",
                        "\0",
                        "From ",
                        "x".repeat(999))
                .list()
                .ofMaxSize(14)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 1500)
    void cutsDoNotMatter(
            @ForAll("damaged") String text, @ForAll @Size(max = 6) List<@IntRange(max = 3000) Integer> places) {
        assertSame(
                text,
                MessageLimits.defaults(),
                places.stream().mapToInt(place -> place).toArray());
    }

    @Property(tries = 500)
    void oneOctetAtATimeIsTheSame(@ForAll("damaged") String text) {
        assertSame(text, MessageLimits.defaults(), null);
    }

    @Property(tries = 2000)
    void whateverDecidesMayBeCutAnywhere(
            @ForAll("dense") String text,
            @ForAll @IntRange(min = 1, max = 60) int whole,
            @ForAll @IntRange(min = 1, max = 40) int header,
            @ForAll @IntRange(min = 1, max = 30) int field,
            @ForAll @IntRange(min = 1, max = 4) int number) {
        assertSame(text, MessageLimits.defaults(), null);
        MessageLimits limits = new MessageLimits(whole, header, field, number);
        assertSame(text, limits, null);
        Message message = message(text, limits);
        Statistics.label("limit").collect(message.brokenLimit().isPresent());
        Statistics.label("fields and body")
                .collect(message.header().size() > 0 && message.bodyLength() > 0)
                .coverage(coverage -> coverage.check(true).percentage(percent -> percent > 4));
    }

    @Property(tries = 1000)
    void cutsDoNotMatterWithinAnyLimits(
            @ForAll("damaged") String text,
            @ForAll @Size(max = 4) List<@IntRange(max = 500) Integer> places,
            @ForAll @IntRange(min = 1, max = 300) int whole,
            @ForAll @IntRange(min = 1, max = 200) int header,
            @ForAll @IntRange(min = 1, max = 100) int field,
            @ForAll @IntRange(min = 1, max = 10) int number) {
        MessageLimits limits = new MessageLimits(whole, header, field, number);
        assertSame(text, limits, places.stream().mapToInt(place -> place).toArray());
        assertSame(text, limits, null);
    }

    /** Both forms, cut at these places; at every place for null. */
    private static void assertSame(String text, MessageLimits limits, int[] places) {
        Message message = message(text, limits);
        String read = text.substring(0, (int) Math.min(text.length(), limits.messageOctets()));
        Streamed stored = new Streamed(limits, false).take(octets(text), places);
        if (read.contains("\r\n") && stored.stream.lineEndings() == LineEndings.CONVERTED_FROM_LF) {
            assertThat(stored.stream.brokenLimit()).isPresent();
            Streamed whole = new Streamed(limits, false).take(octets(text), new int[0]);
            assertThat(stored.stream.header()).isEqualTo(whole.stream.header());
            assertThat(stored.body.toByteArray()).isEqualTo(whole.body.toByteArray());
            assertThat(stored.stream.problems()).isEqualTo(whole.stream.problems());
        } else if (stored.stream.lineEndings() == message.lineEndings()) {
            stored.assertIs(message);
        } else {
            // Within the size of a header there is no line end at all, so there is no field that could be signed.
            assertThat(read.indexOf('\n')).isGreaterThanOrEqualTo(limits.headerOctets());
            assertThat(stored.stream.header().orElseThrow()).isEmpty();
        }
        if (message.lineEndings() == LineEndings.CRLF) {
            new Streamed(limits, true).take(octets(text), places).assertIs(message);
        }
    }

    private static final class Streamed implements BodyReader {
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private final MessageStream stream;
        private int headers;

        Streamed(MessageLimits limits, boolean wire) {
            MessageStream.HeaderReceiver receiver = (header, pass) -> {
                headers++;
                pass.join(Streamed.class, "test", () -> this);
            };
            stream = wire ? MessageStream.open(limits, receiver) : MessageStream.openStored(limits, receiver);
        }

        Streamed take(byte[] octets, int[] places) {
            if (places == null) {
                for (byte octet : octets) {
                    stream.write(octet);
                }
            } else {
                int from = 0;
                for (int place : cuts(octets, places)) {
                    stream.write(octets, from, place - from);
                    from = place;
                }
                stream.write(octets, from, octets.length - from);
            }
            stream.close();
            return this;
        }

        private static int[] cuts(byte[] octets, int[] places) {
            return Arrays.stream(places)
                    .map(place -> place % (octets.length + 1))
                    .sorted()
                    .toArray();
        }

        void assertIs(Message message) {
            assertThat(headers).isEqualTo(1);
            assertThat(stream.header()).hasValue(message.header());
            assertThat(text(body.toByteArray())).isEqualTo(body(message));
            assertThat(stream.bodyLength()).isEqualTo(message.bodyLength());
            assertThat(stream.lineEndings()).isEqualTo(message.lineEndings());
            assertThat(stream.problems()).isEqualTo(message.problems());
            assertThat(stream.brokenLimit()).isEqualTo(message.brokenLimit());
        }

        @Override
        public void accept(byte[] octets, int offset, int length) {
            body.write(octets, offset, length);
        }

        @Override
        public void end() {
            assertThat(stream.header()).isPresent();
        }
    }
}
