package org.mailauth.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.message.Messages.octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineEndingDetectorTest {

    @ParameterizedTest
    @ValueSource(strings = {"\n", "a\n", "a\n\nb", "\n\r", "a\rb\n", "a\n\nb\r\n", "\n\r\n", "a\nb\n\n\r\n"})
    void loneLfsUpToAnEmptyLineAreThoseOfAFile(String text) {
        assertThat(endings(text, 1000)).isEqualTo(LineEndings.CONVERTED_FROM_LF);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\r", "\r\n", "a\nb\r\n", "a\r\nb\n", "\r\r\n\n", "a\n\r\n\n\n", "a\nb\r\n\n\n"})
    void anythingElseIsNot(String text) {
        assertThat(endings(text, 1000)).isEqualTo(LineEndings.CRLF);
    }

    @Test
    void headerOfLongEnoughDecidesByWhatIsKnown() {
        assertThat(endings("a\nb\r\n", 5)).isEqualTo(LineEndings.CRLF);
        assertThat(endings("a\nb\r\n", 4)).isEqualTo(LineEndings.CONVERTED_FROM_LF);
        assertThat(endings("aabb\n", 4)).isEqualTo(LineEndings.CRLF);
    }

    @Test
    void nothingIsLookedAtBehindTheDecision() {
        LineEndingDetector detector = new LineEndingDetector(1000);
        assertThat(detector.look(octets("ab"), 0, 2)).isEqualTo(2);
        assertThat(detector.decision()).isNull();
        assertThat(detector.look(octets("\r\nmore"), 0, 6)).isEqualTo(2);
        assertThat(detector.decision()).isEqualTo(LineEndings.CRLF);
        assertThat(detector.look(octets("\n\n"), 0, 2)).isZero();
    }

    private static LineEndings endings(String text, int most) {
        LineEndingDetector detector = new LineEndingDetector(most);
        detector.look(octets(text), 0, text.length());
        return detector.decide();
    }
}
