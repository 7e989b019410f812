package org.mailauth.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.message.Messages.octets;
import static org.mailauth.message.Messages.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LfConverterTest {
    private final LfConverter converter = new LfConverter();

    @ParameterizedTest
    @ValueSource(strings = {"\n", "a\n", "a\n\nb", "\n\r", "a\rb\n"})
    void loneLfWithoutAnyCrlfApplies(String text) {
        assertThat(LfConverter.applies(octets(text))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\r", "\r\n", "a\nb\r\n", "a\r\nb\n", "\r\r\n\n"})
    void anythingElseDoesNot(String text) {
        assertThat(LfConverter.applies(octets(text))).isFalse();
    }

    @Test
    void everyLoneLfGetsItsCr() {
        assertThat(converted("a\n\nb\rc\n", 100)).isEqualTo("a\r\n\r\nb\rc\r\n");
        assertThat(LfConverter.convertedLength(octets("a\n\nb\rc\n"))).isEqualTo(10);
        assertThat(converter.problem(0)).isNull();
    }

    @Test
    void crlfStaysAndIsNotedAtItsFirstPlace() {
        byte[] octets = octets("a\nb\r\nc\r\n");
        byte[] target = new byte[20];
        int end = converter.convert(octets, 0, octets.length, target, 0, target.length);
        assertThat(text(target).substring(0, end)).isEqualTo("a\r\nb\r\nc\r\n");
        assertThat(converter.problem(0).position()).hasValue(4);
        assertThat(converter.problem(3).position()).hasValue(1);
    }

    @Test
    void resultIsCutWhereItWouldGrowTooLarge() {
        assertThat(converted("a\nb\n", 6)).isEqualTo("a\r\nb\r\n");
        assertThat(new LfConverterTest().converted("a\nb\n", 5)).isEqualTo("a\r\nb");
        assertThat(new LfConverterTest().converted("a\nb\n", 2)).isEqualTo("a");
        assertThat(new LfConverterTest().converted("a\nb\n", 0)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 100})
    void roomDoesNotChangeTheResult(int room) {
        byte[] octets = octets("\na\nb\r\r\n\n\rc\n\n\r\n");
        byte[] target = new byte[room];
        StringBuilder converted = new StringBuilder();
        for (int at = 0; at < octets.length; at = converter.read()) {
            int end = converter.convert(octets, at, octets.length, target, 0, room);
            converted.append(text(target), 0, end);
        }
        assertThat(converted).hasToString("\r\na\r\nb\r\r\n\r\n\rc\r\n\r\n\r\n");
        assertThat(converter.problem(0).position()).hasValue(7);
    }

    private String converted(String text, int most) {
        return text(converter.convertAll(octets(text), most));
    }
}
