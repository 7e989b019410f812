package org.mailauth.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mailauth.message.Messages.body;
import static org.mailauth.message.Messages.codes;
import static org.mailauth.message.Messages.fields;
import static org.mailauth.message.Messages.message;
import static org.mailauth.message.Messages.whole;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.Problem;

class MessageLimitsTest {
    private static final int MIB = 1024 * 1024;

    @Test
    void defaultsAreTheDocumentedOnes() {
        assertThat(MessageLimits.defaults()).isEqualTo(new MessageLimits(150L * MIB, 256 * 1024, 64 * 1024, 1000));
    }

    @Test
    void eachLimitCanBeReplaced() {
        assertThat(MessageLimits.defaults()
                        .withMessageOctets(1)
                        .withHeaderOctets(2)
                        .withFieldOctets(3)
                        .withFields(4))
                .isEqualTo(new MessageLimits(1, 2, 3, 4));
    }

    @Test
    void limitBelowOneIsAProgrammingError() {
        MessageLimits limits = MessageLimits.defaults();
        assertThatThrownBy(() -> limits.withMessageOctets(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> limits.withHeaderOctets(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> limits.withFieldOctets(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> limits.withFields(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void headerOf10MebibytesBreaksALimit() {
        String field = "X: " + "y".repeat(1000) + "\r\n";
        Message message = message(field.repeat(10 * MIB / field.length()) + "\r\nbody");
        assertBroken(message, "message.header-too-large", "262144 octets");
        assertThat(message.header().size()).isEqualTo(256 * 1024 / field.length());
    }

    @Test
    void fieldOf10MebibytesBreaksALimit() {
        Message message = message("A: b\r\nX: " + "y".repeat(10 * MIB) + "\r\nC: d\r\n\r\nbody");
        assertBroken(message, "message.header-too-large", "octets");
        assertThat(message.brokenLimit().orElseThrow().position()).hasValue(6);
        assertThat(fields(message)).containsExactly("A: b\r\n");
    }

    @Test
    void tenThousandFieldsBreakALimit() {
        Message message = message("A: b\r\n".repeat(10_000) + "\r\nbody");
        assertBroken(message, "message.header-too-large", "1000 fields");
        assertThat(message.header().size()).isEqualTo(1000);
    }

    @Test
    void numberOfFieldsIsAllowedUpToTheLimit() {
        MessageLimits limits = MessageLimits.defaults().withFields(2);
        assertThat(message("A: b\r\nC: d\r\n\r\nbody", limits).brokenLimit()).isEmpty();
        assertBroken(message("A: b\r\nC: d\r\nE: f\r\n\r\nbody", limits), "message.header-too-large", "2 fields");
    }

    @Test
    void fieldIsAllowedUpToTheLimitWithItsFoldsAndCrlf() {
        MessageLimits limits = MessageLimits.defaults().withFieldOctets(10);
        assertThat(message("A: b\r\n c\r\n\r\n", limits).header().size()).isEqualTo(1);
        assertThat(message("A: b\r\n c\r\n\r\n", limits).brokenLimit()).isEmpty();
        assertBroken(message("A: b\r\n cd\r\n\r\n", limits), "message.header-too-large", "10 octets");
    }

    @Test
    void headerIsAllowedUpToTheLimit() {
        MessageLimits limits = MessageLimits.defaults().withHeaderOctets(12);
        assertThat(message("A: b\r\nC: d\r\n\r\nbody", limits).brokenLimit()).isEmpty();
        assertBroken(message("A: b\r\nC: de\r\n\r\nbody", limits), "message.header-too-large", "12 octets");
    }

    @Test
    void bodyBehindABrokenHeaderLimitStartsWithTheFieldLeftOut() {
        Message message =
                message("A: b\r\nC: d\r\n\r\nbody", MessageLimits.defaults().withFields(1));
        assertThat(fields(message)).containsExactly("A: b\r\n");
        assertThat(body(message)).isEqualTo("C: d\r\n\r\nbody");
        assertThat(whole(message)).isEqualTo("A: b\r\nC: d\r\n\r\nbody");
    }

    @Test
    void messageIsAllowedUpToTheLimit() {
        MessageLimits limits = MessageLimits.defaults().withMessageOctets(12);
        assertThat(message("A: b\r\n\r\nbody", limits).brokenLimit()).isEmpty();
        Message larger = message("A: b\r\n\r\nbody.", limits);
        assertBroken(larger, "message.too-large", "12 octets");
        assertThat(body(larger)).isEqualTo("body");
        assertThat(larger.brokenLimit().orElseThrow().position()).hasValue(12);
    }

    @Test
    void endlessStreamIsReadUpToTheLimit() throws Exception {
        InputStream endless = new InputStream() {
            @Override
            public int read() throws IOException {
                return 'a';
            }
        };
        Message message = Message.read(endless, MessageLimits.defaults().withMessageOctets(MIB));
        assertBroken(message, "message.too-large", MIB + " octets");
    }

    @Test
    void limitOfAFileWithLfAloneCountsItsOwnOctets() {
        MessageLimits limits = MessageLimits.defaults().withMessageOctets(8);
        assertThat(message("A: b\n\nxy", limits).brokenLimit()).isEmpty();
        assertBroken(message("A: b\n\nxyz", limits), "message.too-large", "8 octets");
    }

    @Test
    void limitCutBetweenCrAndLfIsStillBroken() {
        assertBroken(
                message("A: b\r\n\r\nbody", MessageLimits.defaults().withMessageOctets(5)),
                "message.too-large",
                "5 octets");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A: b\r\n\r\nbody", "A: b\n\nbody", ""})
    void largestLimitsAreNoProblem(String text) throws Exception {
        assertThat(message(text, Messages.NO_LIMITS).brokenLimit()).isEmpty();
        assertThat(Message.read(new ByteArrayInputStream(Messages.octets(text)), Messages.NO_LIMITS)
                        .brokenLimit())
                .isEmpty();
    }

    private static void assertBroken(Message message, String code, String words) {
        Problem broken = message.brokenLimit().orElseThrow();
        assertThat(broken.code()).isEqualTo(code);
        assertThat(broken.text()).contains(words);
        assertThat(codes(message)).contains(code);
    }
}
