package org.mailauth.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mailauth.message.Messages.message;
import static org.mailauth.message.Messages.octets;
import static org.mailauth.message.Messages.text;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailauth.Problem;

class BodyStreamTest {
    private static final class Recorder implements BodyReader {
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private int ends;

        @Override
        public void accept(byte[] octets, int offset, int length) {
            body.write(octets, offset, length);
        }

        @Override
        public void end() {
            ends++;
        }
    }

    private static final class Other implements BodyReader {
        @Override
        public void accept(byte[] octets, int offset, int length) {
            // not looked at
        }

        @Override
        public void end() {
            // not looked at
        }
    }

    @Test
    void readersUnderOneKeyAreOneReader() {
        BodyStream body = BodyStream.open();
        Recorder first = body.join(Recorder.class, "a", Recorder::new);
        assertThat(body.join(Recorder.class, "a", Recorder::new)).isSameAs(first);
        assertThat(body.join(Recorder.class, "b", Recorder::new)).isNotSameAs(first);
    }

    @Test
    void everyReaderHearsEveryOctetAndOneEnd() {
        BodyStream body = BodyStream.open();
        Recorder one = body.join(Recorder.class, "a", Recorder::new);
        Recorder two = body.join(Recorder.class, "b", Recorder::new);
        body.write(octets("-bo-"), 1, 2);
        body.write('d');
        body.write(octets("y"), 0, 0);
        body.write('y');
        body.close();
        body.close();
        assertThat(text(one.body.toByteArray())).isEqualTo("body");
        assertThat(text(two.body.toByteArray())).isEqualTo("body");
        assertThat(one.ends + two.ends).isEqualTo(2);
        assertThat(body.length()).isEqualTo(4);
        assertThat(body.isEnded()).isTrue();
    }

    @Test
    void readersOfOneKindAreToldInTheOrderInWhichTheyJoined() {
        BodyStream body = BodyStream.open();
        assertThat(body.joined(Recorder.class)).isEmpty();
        Recorder one = body.join(Recorder.class, "a", Recorder::new);
        body.join(Other.class, "a", Other::new);
        Recorder two = body.join(Recorder.class, "b", Recorder::new);
        body.close();

        assertThat(body.joined(Recorder.class)).containsExactly(one, two);
        assertThat(body.joined(BodyReader.class)).hasSize(3);
    }

    @Test
    void bodyOfAMessageThatTheCallerHasReadTellsWhatTheCallerFound() {
        Problem limit = Problem.of("caller.too-large", "", "the caller stopped reading");
        BodyStream body = BodyStream.open(List.of(limit), Optional.of(limit));
        body.write('\r');
        body.close();

        assertThat(body.problems()).containsExactly(limit);
        assertThat(body.brokenLimit()).contains(limit);
    }

    @Test
    void whoComesLateOrGoesOnBehindTheEndIsMistaken() {
        BodyStream begun = BodyStream.open();
        begun.write('b');
        assertThatIllegalStateException().isThrownBy(() -> begun.join(Recorder.class, "a", Recorder::new));
        BodyStream ended = BodyStream.open();
        ended.close();
        assertThatIllegalStateException().isThrownBy(() -> ended.join(Recorder.class, "a", Recorder::new));
        assertThatIllegalStateException().isThrownBy(() -> ended.write('b'));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> BodyStream.open().write(new byte[3], 2, 2));
    }

    @Test
    void problemsOfABodyAloneAreFoundAcrossPieces() {
        BodyStream body = BodyStream.open();
        for (byte octet : octets("a\r\nb\rc\nd\0" + "x".repeat(998) + "\r\n\r")) {
            body.write(octet);
        }
        body.close();
        assertThat(body.problems())
                .extracting(Problem::code)
                .containsExactly("message.bare-lf", "message.bare-cr", "message.nul", "message.long-line");
        assertThat(body.problems())
                .extracting(problem -> problem.position().orElse(-1))
                .containsExactly(6L, 4L, 8L, 3L);
        assertThat(body.problems().get(1).text()).contains("2 times");
    }

    @Test
    void bodyOfAMessageKnowsItsProblemsAndItsLimit() {
        Message message = message("A: b\r\n\r\nbo\0dy", MessageLimits.defaults().withMessageOctets(12));
        BodyStream body = BodyStream.of(message);
        Recorder reader = body.join(Recorder.class, "a", Recorder::new);
        assertThat(body.brokenLimit()).isPresent().isEqualTo(message.brokenLimit());
        body.takeBodyOf(message);
        assertThat(text(reader.body.toByteArray())).isEqualTo("bo\0d");
        assertThat(body.problems()).isEqualTo(message.problems());
        assertThat(body.isEnded()).isTrue();
    }

    @Test
    void placesAreCountedBeyondAnInt() {
        BodyStream body = BodyStream.open();
        byte[] block = new byte[1 << 20];
        Arrays.fill(block, (byte) 'x');
        for (int count = 0; count < 2050; count++) {
            body.write(block, 0, block.length);
        }
        body.write('\n');
        body.close();
        assertThat(body.length()).isEqualTo((2050L << 20) + 1);
        assertThat(body.problems().get(0).position()).hasValue(2050L << 20);
    }
}
