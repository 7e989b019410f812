package org.mailauth.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.message.Messages.body;
import static org.mailauth.message.Messages.fields;
import static org.mailauth.message.Messages.message;
import static org.mailauth.message.Messages.octets;
import static org.mailauth.message.Messages.whole;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagePrependTest {
    private static final HeaderField RESULTS =
            HeaderField.of("Authentication-Results", " mx.example.net;\r\n spf=fail");
    private static final HeaderField TRACE = HeaderField.of("Received", " by mx.example.net");

    @Test
    void fieldsGoOnTopInOrder() {
        Message message = message("A: b\r\n\r\nbody").withPrepended(RESULTS, TRACE);
        assertThat(whole(message))
                .isEqualTo("Authentication-Results: mx.example.net;\r\n spf=fail\r\n"
                        + "Received: by mx.example.net\r\nA: b\r\n\r\nbody");
        assertThat(message.header().all()).startsWith(RESULTS, TRACE).hasSize(3);
        assertThat(body(message)).isEqualTo("body");
    }

    @Test
    void laterFieldsGoAboveEarlierOnes() {
        Message twice = message("A: b\r\n\r\nbody").withPrepended(TRACE).withPrepended(RESULTS);
        Message once = message("A: b\r\n\r\nbody").withPrepended(RESULTS, TRACE);
        assertThat(whole(twice)).isEqualTo(whole(once));
        assertThat(twice.header()).isEqualTo(once.header());
    }

    @Test
    void messageItselfStaysAsItIs() {
        Message message = message("A: b\r\n\r\nbody");
        message.withPrepended(TRACE);
        assertThat(fields(message)).containsExactly("A: b\r\n");
        assertThat(whole(message)).isEqualTo("A: b\r\n\r\nbody");
    }

    @Test
    void problemsAndLimitsOfTheMessageAreKept() {
        Message message =
                message("A : b\r\nC: d\r\n\r\n\0", MessageLimits.defaults().withFields(1));
        assertThat(message.withPrepended(TRACE).problems())
                .isEqualTo(message.problems())
                .isNotEmpty();
        assertThat(message.withPrepended(TRACE).brokenLimit())
                .isEqualTo(message.brokenLimit())
                .isPresent();
        Message converted = message("A: b\n\nbody\n").withPrepended(TRACE);
        assertThat(converted.lineEndings()).isEqualTo(LineEndings.CONVERTED_FROM_LF);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A: b\r\n\r\nbody",
                "A: b\r\n",
                "A: b",
                "A: b\r",
                "",
                "\r\nbody",
                "no field\r\n\r\n",
                ": x\r\n",
                "\n",
                "\rx",
                "A: b\r\nno field\r\n x\r\n"
            })
    void writtenMessageReadsAsTheSameFieldsAndBody(String text) {
        assertReadsBack(message(text));
        assertReadsBack(message(text).withPrepended(TRACE));
    }

    @ParameterizedTest
    @ValueSource(strings = {" dkim=pass header.d=bank.example\r\n", "\t; dkim=pass\r\n\r\nbody", " ", "\t\r\n\r\n"})
    void bodyThatStartsWithWhiteSpaceNeverContinuesATraceField(String text) {
        // RFC 5322 §2.2.3: directly below a field it would be a fold of it
        Message message = message(text).withPrepended(RESULTS);
        assertThat(whole(message)).isEqualTo(Messages.text(RESULTS.octets()) + "\r\n" + text);
        assertReadsBack(message(text));
        assertReadsBack(message);
    }

    @Test
    void noFieldsChangeNothing() {
        Message message = message(" x");
        assertThat(whole(message.withPrepended(List.of()))).isEqualTo(" x");
    }

    private static void assertReadsBack(Message message) {
        Message written = message.withPrepended(RESULTS, TRACE);
        Message read = Message.of(octets(whole(written)));
        assertThat(read.header()).isEqualTo(written.header());
        assertThat(read.header().all()).startsWith(RESULTS, TRACE);
        assertThat(body(read)).isEqualTo(body(message));
    }
}
