package org.mailauth.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.message.Messages.octets;
import static org.mailauth.message.Messages.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LfConversionTest {

    @ParameterizedTest
    @ValueSource(strings = {"\n", "a\n", "a\n\nb", "\n\r", "a\rb\n"})
    void loneLfWithoutAnyCrlfApplies(String text) {
        assertThat(LfConversion.applies(octets(text))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\r", "\r\n", "a\nb\r\n", "a\r\nb\n", "\r\r\n\n"})
    void anythingElseDoesNot(String text) {
        assertThat(LfConversion.applies(octets(text))).isFalse();
    }

    @Test
    void everyLfGetsItsCr() {
        assertThat(converted("a\n\nb\rc\n", 100)).isEqualTo("a\r\n\r\nb\rc\r\n");
        assertThat(LfConversion.convertedLength(octets("a\n\nb\rc\n"))).isEqualTo(10);
    }

    @Test
    void resultIsCutWhereItWouldGrowTooLarge() {
        assertThat(converted("a\nb\n", 6)).isEqualTo("a\r\nb\r\n");
        assertThat(converted("a\nb\n", 5)).isEqualTo("a\r\nb\r");
        assertThat(converted("a\nb\n", 3)).isEqualTo("a\r\n");
        assertThat(converted("a\nb\n", 2)).isEqualTo("a\r");
        assertThat(converted("a\nb\n", 0)).isEmpty();
    }

    private static String converted(String text, int most) {
        return text(LfConversion.convert(octets(text), most));
    }
}
