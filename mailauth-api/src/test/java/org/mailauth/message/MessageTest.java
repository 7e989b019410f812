package org.mailauth.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.message.Messages.body;
import static org.mailauth.message.Messages.codes;
import static org.mailauth.message.Messages.fields;
import static org.mailauth.message.Messages.message;
import static org.mailauth.message.Messages.octets;
import static org.mailauth.message.Messages.whole;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {
    private static final String PLAIN = "Received: from a\r\n\tby b;\r\n \t now\r\n"
            + "FROM:A <a@example.com>\r\n"
            + "Subject:  two  blanks \r\n"
            + "X-Eight: caf\u00E9\r\n"
            + "X-Empty:\r\n"
            + "\r\n"
            + "one\r\n\r\ntwo";

    @Test
    void everyFieldKeepsItsOctets() {
        // RFC 6376 §3.4.1: "simple" signatures cover case, blanks and folds
        assertThat(fields(message(PLAIN)))
                .containsExactly(
                        "Received: from a\r\n\tby b;\r\n \t now\r\n",
                        "FROM:A <a@example.com>\r\n",
                        "Subject:  two  blanks \r\n",
                        "X-Eight: caf\u00E9\r\n",
                        "X-Empty:\r\n");
    }

    @Test
    void bodyIsWhatFollowsTheEmptyLine() throws Exception {
        Message message = message(PLAIN);
        assertThat(body(message)).isEqualTo("one\r\n\r\ntwo");
        assertThat(message.bodyLength()).isEqualTo(10);
        assertThat(message.bodyStream().readAllBytes()).isEqualTo(octets("one\r\n\r\ntwo"));
        assertThat(message.bodyStream().readAllBytes())
                .as("a new stream each time")
                .hasSize(10);
        assertThat(message).hasToString("Message[5 header fields, 10 octets of body]");
    }

    @Test
    void soundMessageHasNoProblems() {
        assertThat(message(PLAIN).problems()).isEmpty();
        assertThat(message(PLAIN).brokenLimit()).isEmpty();
        assertThat(message(PLAIN).lineEndings()).isEqualTo(LineEndings.CRLF);
        assertThat(whole(message(PLAIN))).isEqualTo(PLAIN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {PLAIN, "", "A: b\nC: d\n\nbody\n", "From x\r\nA: b\r\n\r\n", "no field", "A: b\r\n\r\n\0\r\n"})
    void octetsStreamAndFileGiveTheSameMessage(String text, @TempDir Path directory) throws Exception {
        Path file = directory.resolve("message.eml");
        Files.write(file, octets(text));
        Message ofOctets = message(text);
        assertSame(Message.read(new ByteArrayInputStream(octets(text))), ofOctets);
        assertSame(Message.read(new Trickle(octets(text))), ofOctets);
        assertSame(Message.read(file), ofOctets);
        MessageLimits limits = MessageLimits.defaults().withMessageOctets(7);
        Message cut = message(text, limits);
        assertSame(Message.read(new Trickle(octets(text)), limits), cut);
        assertSame(Message.read(file, limits), cut);
    }

    private static void assertSame(Message one, Message other) {
        assertThat(one.header()).isEqualTo(other.header());
        assertThat(body(one)).isEqualTo(body(other));
        assertThat(whole(one)).isEqualTo(whole(other));
        assertThat(one.problems()).isEqualTo(other.problems());
        assertThat(one.lineEndings()).isEqualTo(other.lineEndings());
        assertThat(one.brokenLimit()).isEqualTo(other.brokenLimit());
    }

    /** Gives one octet at a time. */
    private static final class Trickle extends InputStream {
        private final InputStream octets;

        Trickle(byte[] octets) {
            this.octets = new ByteArrayInputStream(octets);
        }

        @Override
        public int read() throws IOException {
            return octets.read();
        }

        @Override
        public int read(byte[] into, int at, int length) throws IOException {
            return octets.read(into, at, Math.min(1, length));
        }
    }

    @Test
    void octetsGivenAreCopied() {
        byte[] given = octets(PLAIN);
        Message message = Message.of(given);
        Arrays.fill(given, (byte) 'x');
        assertThat(whole(message)).isEqualTo(PLAIN);
    }

    @Test
    void streamIsReadNoFurtherThanOneOctetBeyondTheLimit() throws Exception {
        InputStream in = new ByteArrayInputStream(octets(PLAIN));
        Message.read(in, MessageLimits.defaults().withMessageOctets(10));
        assertThat(in.readAllBytes()).hasSize(PLAIN.length() - 11);
    }

    @Test
    void emptyInputIsAMessageWithoutAnything() {
        Message message = message("");
        assertThat(message.header().size()).isZero();
        assertThat(message.bodyLength()).isZero();
        assertThat(codes(message)).containsExactly("message.empty");
    }

    @Test
    void messageThatStartsWithAnEmptyLineHasNoHeader() {
        Message message = message("\r\nFrom: a@example.com\r\n");
        assertThat(message.header().size()).isZero();
        assertThat(body(message)).isEqualTo("From: a@example.com\r\n");
    }

    @Test
    void messageThatEndsWithItsEmptyLineHasAnEmptyBody() {
        Message message = message("A: b\r\n\r\n");
        assertThat(fields(message)).containsExactly("A: b\r\n");
        assertThat(message.bodyLength()).isZero();
        assertThat(message.problems()).isEmpty();
    }

    @Test
    void headerAloneIsReadToItsEnd() {
        Message message = message("A: b\r\nC: d\r\n");
        assertThat(fields(message)).containsExactly("A: b\r\n", "C: d\r\n");
        assertThat(message.bodyLength()).isZero();
        assertThat(codes(message)).containsExactly("message.missing-separator");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C: d", "C:", "C : d", "C: d\r\n e", "C: d\r\n\t"})
    void lastFieldThatWasCutGetsItsCrlf(String last) {
        Message message = message("A: b\r\n" + last);
        assertThat(fields(message)).containsExactly("A: b\r\n", last + "\r\n");
        assertThat(message.header().first("C")).isPresent();
        assertThat(codes(message)).contains("message.missing-separator");
        assertThat(whole(message)).as("the message itself is left alone").isEqualTo("A: b\r\n" + last);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no field\r\n",
                ": no name\r\n",
                "Caf\u00E9: x\r\n",
                "N\0: x\r\n",
                "From\r\n : folded@before.colon\r\n",
                "\n",
                "\rX: y\r\n",
                "\u007FX: y\r\n"
            })
    void lineThatIsNoFieldEndsTheHeaderAndBelongsToTheBody(String line) {
        // RFC 5322 §2.2: a name is printable ASCII; what follows must not count as header
        Message message = message("A: b\r\n" + line + "From: other@example.com\r\n\r\nbody");
        assertThat(fields(message)).containsExactly("A: b\r\n");
        assertThat(body(message)).isEqualTo(line + "From: other@example.com\r\n\r\nbody");
        assertThat(codes(message)).contains("message.line-without-field");
    }

    @Test
    void messageThatStartsWithWhiteSpaceHasNoHeader() {
        Message message = message(" From: a@example.com\r\nFrom: b@example.com\r\n\r\nbody");
        assertThat(message.header().size()).isZero();
        assertThat(codes(message)).containsExactly("message.line-without-field");
    }

    @Test
    void lineOfWhiteSpaceContinuesItsField() {
        // RFC 5322 §4.2: obsolete, yet a fold; it is not the empty line
        Message message = message("A: b\r\n \r\n\t \r\nC: d\r\n\r\nbody");
        assertThat(fields(message)).containsExactly("A: b\r\n \r\n\t \r\n", "C: d\r\n");
        assertThat(body(message)).isEqualTo("body");
    }

    @Test
    void bareLfAndBareCrEndNoLine() {
        // RFC 5321 §2.3.8: who takes them for line ends can be shown another message
        Message message = message("A: b\n\nFrom: x\rSender: y\r\r\nC: d\r\n\r\nbody\n.\r\n");
        assertThat(fields(message)).containsExactly("A: b\n\nFrom: x\rSender: y\r\r\n", "C: d\r\n");
        assertThat(body(message)).isEqualTo("body\n.\r\n");
        assertThat(message.lineEndings()).isEqualTo(LineEndings.CRLF);
    }

    @Test
    void spaceBeforeTheColonIsAFieldOfThatName() {
        // RFC 5322 §4.5
        Message message = message("From : a@example.com\r\nFrom\t \t: b@example.com\r\n\r\n");
        assertThat(message.header().named("from")).hasSize(2);
        assertThat(codes(message)).containsExactly("message.space-before-colon");
    }

    @Test
    void mboxLineBeforeTheHeaderIsDropped() {
        // RFC 4155
        Message message = message("From a@example.com Sat Nov 21 12:00:00 2026\r\nA: b\r\n\r\nbody");
        assertThat(fields(message)).containsExactly("A: b\r\n");
        assertThat(body(message)).isEqualTo("body");
        assertThat(codes(message)).containsExactly("message.mbox-line");
        assertThat(whole(message)).isEqualTo("A: b\r\n\r\nbody");
    }

    @Test
    void mboxLineOfALfFileIsDropped() {
        Message message = message("From a@example.com Sat Nov 21 12:00:00 2026\nA: b\n\nbody\n");
        assertThat(fields(message)).containsExactly("A: b\r\n");
        assertThat(codes(message)).containsExactlyInAnyOrder("message.mbox-line", "message.lf-converted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"From : a@example.com\r\n\r\n", "From:a\r\n\r\n", "From \t : a\r\n\r\n"})
    void fromFieldIsNoMboxLine(String text) {
        assertThat(message(text).header().named("From")).hasSize(1);
        assertThat(codes(message(text))).doesNotContain("message.mbox-line");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"A: b\r\nFrom x@example.com\r\nC: d\r\n\r\n", "From x@example.com", ">From x\r\nA: b\r\n\r\n"})
    void mboxLineElsewhereIsNoField(String text) {
        assertThat(codes(message(text))).contains("message.line-without-field").doesNotContain("message.mbox-line");
        assertThat(whole(message(text))).isEqualTo(text);
    }

    @Test
    void fileWithLfAloneIsConvertedOnce() {
        Message message = message("A: b\n c\nC: d\n\none\n\ntwo\n");
        assertThat(fields(message)).containsExactly("A: b\r\n c\r\n", "C: d\r\n");
        assertThat(body(message)).isEqualTo("one\r\n\r\ntwo\r\n");
        assertThat(message.lineEndings()).isEqualTo(LineEndings.CONVERTED_FROM_LF);
        assertThat(codes(message)).containsExactly("message.lf-converted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A: b\nC: d\n\nbody\r\n", "A: b\r\n\r\nbody\n", "\r\n\n", "\n\r\n"})
    void messageWithASingleCrlfIsNeverConverted(String text) {
        Message message = message(text);
        assertThat(message.lineEndings()).isEqualTo(LineEndings.CRLF);
        assertThat(whole(message)).isEqualTo(text);
        assertThat(codes(message)).contains("message.bare-lf").doesNotContain("message.lf-converted");
    }

    @Test
    void bareCrOutlivesTheConversion() {
        Message message = message("A: b\rc\n\nbody\n");
        assertThat(fields(message)).containsExactly("A: b\rc\r\n");
        assertThat(codes(message)).containsExactlyInAnyOrder("message.lf-converted", "message.bare-cr");
    }
}
