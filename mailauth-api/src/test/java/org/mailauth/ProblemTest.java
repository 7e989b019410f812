package org.mailauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProblemTest {

    @Test
    void lineTellsCodeTextPlaceAndRule() {
        assertThat(Problem.at(17, "message.nul", "RFC 5322 §4", "NUL octet"))
                .hasToString("message.nul: NUL octet (at 17) [RFC 5322 §4]");
        assertThat(Problem.of("message.empty", "", "the message is empty"))
                .hasToString("message.empty: the message is empty");
    }

    @Test
    void textFromAStrangerCannotDriveATerminalOrStartALine() {
        Problem problem = Problem.of("x", "", "\u001B]0;owned\u0007\r\nfrom: \u202Egro.knab");
        assertThat(problem.text()).isEqualTo("\\u001b]0;owned\\u0007\\u000d\\u000afrom: \\u202egro.knab");
    }

    @Test
    void negativePositionIsAProgrammingError() {
        assertThatThrownBy(() -> Problem.at(-1, "x", "", "y"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("position");
        assertThatThrownBy(() -> new Problem("x", "", "y", OptionalLong.of(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Problem.at(0, "x", "", "y").position()).hasValue(0);
    }
}
