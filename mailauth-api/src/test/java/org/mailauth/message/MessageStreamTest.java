package org.mailauth.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mailauth.message.Messages.octets;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailauth.Problem;

class MessageStreamTest {
    private final List<HeaderFields> headers = new ArrayList<>();
    private final MessageStream.HeaderReceiver receiver = (header, body) -> headers.add(header);

    private static List<String> codes(MessageStream stream) {
        return stream.problems().stream().map(Problem::code).toList();
    }

    private MessageStream stored(String text) throws IOException {
        MessageStream stream = MessageStream.openStored(MessageLimits.defaults(), receiver);
        stream.readFrom(new ByteArrayInputStream(octets(text)));
        return stream;
    }

    @Test
    void headerIsHandedOutAsSoonAsItIsComplete() {
        MessageStream stream = MessageStream.open(receiver);
        stream.write(octets("A: b\r\n\r"), 0, 7);
        assertThat(headers).isEmpty();
        assertThat(stream.header()).isEmpty();
        stream.write('\n');
        assertThat(headers).hasSize(1);
        assertThat(stream.header()).hasValue(headers.get(0));
        assertThat(stream.isEnded()).isFalse();
        stream.write(octets("body"), 0, 4);
        stream.close();
        assertThat(stream.bodyLength()).isEqualTo(4);
        assertThat(stream.problems()).isEmpty();
        assertThat(headers).hasSize(1);
    }

    @Test
    void messageThatEndsInItsHeaderHandsItOutAtTheEnd() {
        MessageStream stream = MessageStream.open(receiver);
        stream.write(octets("A: b"), 0, 4);
        assertThat(headers).isEmpty();
        stream.close();
        assertThat(headers.get(0).first("A").orElseThrow().toString()).isEqualTo("A: b");
        assertThat(codes(stream)).containsExactly("message.missing-separator");
    }

    @Test
    void emptyMessageHasAHeaderWithoutFields() {
        MessageStream stream = MessageStream.open(receiver);
        stream.close();
        stream.close();
        assertThat(headers).hasSize(1);
        assertThat(headers.get(0).size()).isZero();
        assertThat(codes(stream)).containsExactly("message.empty");
        assertThatIllegalStateException().isThrownBy(() -> stream.write('a'));
    }

    @Test
    void loneLfOnTheWireIsDataAndNeverALineEnd() {
        // RFC 5321 §2.3.8
        MessageStream stream = MessageStream.open(receiver);
        stream.write(octets("A: b\n\nFrom: x\n\n"), 0, 15);
        stream.close();
        assertThat(headers.get(0).size()).isEqualTo(1);
        assertThat(stream.lineEndings()).isEqualTo(LineEndings.CRLF);
        assertThat(codes(stream)).containsExactly("message.missing-separator", "message.bare-lf");
    }

    @Test
    void fileWithLfAloneIsConverted() throws IOException {
        MessageStream stream = stored("A: b\n c\nD: e\n\none\ntwo\rthree\n");
        assertThat(headers.get(0).size()).isEqualTo(2);
        assertThat(stream.bodyLength()).isEqualTo("one\r\ntwo\rthree\r\n".length());
        assertThat(codes(stream)).containsExactly("message.lf-converted", "message.bare-cr");
        assertThat(stream.brokenLimit()).isEmpty();
    }

    @Test
    void crlfBehindAHeaderOfLoneLfsNeverPasses() throws IOException {
        MessageStream stream = stored("A: b\nC: d\n\none\r\ntwo\n");
        assertThat(headers.get(0).size()).isEqualTo(2);
        assertThat(stream.bodyLength()).isEqualTo("one\r\ntwo\r\n".length());
        Problem mixed = stream.brokenLimit().orElseThrow();
        assertThat(mixed.code()).isEqualTo("message.mixed-line-endings");
        assertThat(mixed.position()).hasValue("A: b\r\nC: d\r\n\r\none".length());
        assertThat(codes(stream)).containsExactly("message.mixed-line-endings", "message.lf-converted");
    }

    @Test
    void crlfWithinTheHeaderOfAFileMakesLoneLfsData() throws IOException {
        MessageStream stream = stored("A: b\nC: d\r\n\r\none\n");
        assertThat(headers.get(0).size()).isEqualTo(1);
        assertThat(codes(stream)).containsExactly("message.bare-lf");
    }

    @Test
    void endlessHeaderIsHeldUpToItsLimit() throws IOException {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'a';
            }
        };
        MessageStream stream = MessageStream.open(MessageLimits.defaults().withMessageOctets(1 << 20), receiver);
        stream.readFrom(endless);
        assertThat(stream.brokenLimit().orElseThrow().code()).isEqualTo("message.too-large");
        assertThat(headers.get(0).size()).isZero();
        assertThat(stream.bodyLength()).isEqualTo(1 << 20);
    }

    @Test
    void limitOfTheHeaderIsKnownWhenTheHeaderIs() {
        List<Problem> known = new ArrayList<>();
        MessageStream stream = MessageStream.open(
                MessageLimits.defaults().withFields(1),
                (header, body) -> known.add(body.brokenLimit().orElseThrow()));
        stream.write(octets("A: b\r\nC: d\r\n\r\n"), 0, 14);
        assertThat(known).extracting(Problem::code).containsExactly("message.header-too-large");
    }

    @Test
    void receiverThatFailsEndsTheMessageWithoutAnEnd() {
        MessageStream stream = MessageStream.open((header, body) -> {
            throw new UnsupportedOperationException("broken");
        });
        assertThatThrownBy(() -> stream.write(octets("\r\n"), 0, 2)).hasMessage("broken");
        stream.close();
        assertThat(stream.isEnded()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> stream.write('a'));
    }

    @Test
    void streamThatBreaksOffIsNoWholeMessage() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("lost");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return read();
            }
        };
        MessageStream stream = MessageStream.open(receiver);
        assertThatThrownBy(() -> stream.readFrom(broken)).isInstanceOf(IOException.class);
        assertThat(stream.isEnded()).isFalse();
    }
}
