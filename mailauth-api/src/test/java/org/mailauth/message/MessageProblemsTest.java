package org.mailauth.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mailauth.message.Messages.codes;
import static org.mailauth.message.Messages.message;
import static org.mailauth.message.Messages.problem;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.Problem;

class MessageProblemsTest {
    private static final String HEAD = "A: b\r\n\r\n"; // 8 octets

    @Test
    void bareCrIsFoundAtItsFirstPlaceAndCounted() {
        // RFC 5321 §2.3.8
        assertProblem(HEAD + "a\rb\r\r\nc\r", "message.bare-cr", 9, "CR without LF, 3 times");
        assertProblem("A: b\rc\r\n\r\n", "message.bare-cr", 4, "CR without LF, once");
    }

    @Test
    void bareLfIsFoundAtItsFirstPlaceAndCounted() {
        assertProblem(HEAD + "a\n.\nb\r\n", "message.bare-lf", 9, "LF without CR, 2 times");
        assertProblem("A: b\nc\r\n\r\n", "message.bare-lf", 4, "LF without CR, once");
    }

    @Test
    void smuggledEndOfDataIsFound() {
        // RFC 5321 §4.1.1.4: <LF>.<CR><LF> ends no mail data
        assertThat(codes(message(HEAD + "a\n.\r\nMAIL FROM:<b@example.com>\r\n")))
                .containsExactly("message.bare-lf");
        assertThat(codes(message(HEAD + "a\r.\rMAIL FROM:<b@example.com>\r\n"))).containsExactly("message.bare-cr");
    }

    @Test
    void nulIsFound() {
        // RFC 5322 §4: obsolete, accepted, never right
        assertProblem("A: \0b\r\n\r\n\0", "message.nul", 3, "NUL octet, 2 times");
    }

    @Test
    void lineOf998OctetsIsTheLongest() {
        // RFC 5322 §2.1.1: without the CRLF
        assertThat(message("A:" + "x".repeat(996) + "\r\n\r\n" + "y".repeat(998))
                        .problems())
                .isEmpty();
        assertProblem(HEAD + "y".repeat(999), "message.long-line", 8, "line of more than 998 octets, once");
        assertProblem(
                "A:" + "x".repeat(997) + "\r\n\r\n" + "y".repeat(999) + "\r\n",
                "message.long-line",
                0,
                "line of more than 998 octets, 2 times");
    }

    @Test
    void bareLineEndsDoNotShortenALine() {
        assertThat(codes(message(HEAD + "y".repeat(600) + "\n" + "y".repeat(600) + "\r\n")))
                .contains("message.long-line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A: b\r\nno field\r\n\r\n", "A: b\r\n: x\r\n", "A: b\r\n\rX: y\r\n"})
    void missingEmptyLineIsFoundWhereTheHeaderEnds(String text) {
        Problem problem = problem(message(text), "message.line-without-field").orElseThrow();
        assertThat(problem.position()).hasValue(6);
        assertThat(problem.reference()).startsWith("RFC 5322");
        assertThat(problem.text()).contains("no header field");
    }

    @Test
    void messageThatEndsInItsHeaderIsFoundAtItsEnd() {
        assertProblem("A: b\r\n", "message.missing-separator", 6, "the message ends within its header");
        assertProblem("A: b", "message.missing-separator", 4, "the message ends within its header");
    }

    @Test
    void spaceBeforeAColonIsFoundOnce() {
        assertProblem(
                "A: b\r\nC \t: d\r\nE : f\r\n\r\n",
                "message.space-before-colon",
                7,
                "white space before a field's colon");
    }

    @Test
    void mboxLineIsFoundAndPositionsCountBehindIt() {
        String text = "From x\r\nA: b\r\nno field\r\n";
        assertProblem(text, "message.mbox-line", 0, "an mbox line was dropped");
        assertThat(problem(message(text), "message.line-without-field")
                        .orElseThrow()
                        .position())
                .hasValue(6);
    }

    @Test
    void conversionIsFoundAndPositionsCountAfterIt() {
        Message message = message("A: b\n\n\0\n");
        assertThat(problem(message, "message.lf-converted").orElseThrow().position())
                .isEmpty();
        assertThat(problem(message, "message.nul").orElseThrow().position()).hasValue(8);
    }

    @Test
    void everyKindIsToldOnce() {
        Message message = message("A : \0b\r\r\nB : \nc\0\r\n" + "x".repeat(1000) + "\r\n" + "y".repeat(1000));
        assertThat(codes(message))
                .containsExactlyInAnyOrder(
                        "message.space-before-colon",
                        "message.line-without-field",
                        "message.bare-cr",
                        "message.bare-lf",
                        "message.nul",
                        "message.long-line");
    }

    @Test
    void problemsAreFoundOnceAndCannotBeChanged() {
        Message message = message(HEAD + "\0");
        assertThat(message.problems()).isSameAs(message.problems());
        assertThatThrownBy(() -> message.problems().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    private static void assertProblem(String text, String code, long position, String words) {
        Problem problem = problem(message(text), code).orElseThrow();
        assertThat(problem.position()).hasValue(position);
        assertThat(problem.text()).isEqualTo(words);
        assertThat(problem.reference()).startsWith("RFC ");
    }
}
