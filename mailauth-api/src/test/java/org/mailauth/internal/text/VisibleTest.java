package org.mailauth.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "plain text.", "Grüße, \"Ω\" 例え", "a\\b", "\uD83D\uDCE7", "a\u00A0b", "e\u0301"})
    void visibleTextIsTheSameObject(String text) {
        assertThat(Visible.of(text)).isSameAs(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, \\u0000",
        "9, \\u0009",
        "A, \\u000a",
        "D, \\u000d",
        "1B, \\u001b",
        "7F, \\u007f",
        "85, \\u0085",
        "9B, \\u009b",
        "AD, \\u00ad",
        "200B, \\u200b",
        "200D, \\u200d",
        "2028, \\u2028",
        "2029, \\u2029",
        "202A, \\u202a",
        "202E, \\u202e",
        "2066, \\u2066",
        "2069, \\u2069",
        "61C, \\u061c",
        "FEFF, \\ufeff",
        "E000, \\ue000",
        "F8FF, \\uf8ff",
        "FFFE, \\ufffe",
        "FFFF, \\uffff",
        "D800, \\ud800",
        "DFFF, \\udfff",
        "E0041, \\u{e0041}",
        "F0000, \\u{f0000}",
        "10FFFF, \\u{10ffff}",
        "34F, \\u034f",
        "115F, \\u115f",
        "180B, \\u180b",
        "3164, \\u3164",
        "FE0F, \\ufe0f",
        "E0100, \\u{e0100}"
    })
    void hiddenCodePointIsWrittenAsItsNumber(String hex, String shown) {
        String hidden = Character.toString(Integer.parseInt(hex, 16));
        assertThat(Visible.of(hidden)).isEqualTo(shown);
        assertThat(Visible.of("a" + hidden + "b")).isEqualTo("a" + shown + "b");
    }

    @Test
    void surrogatesInTheWrongOrderAreTwoHalves() {
        assertThat(Visible.of("\uDCE7\uD83D")).isEqualTo("\\udce7\\ud83d");
    }

    @Test
    void textAroundAHiddenCharacterIsKept() {
        assertThat(Visible.of("\uD83D\uDCE7 to\u0000: \uD83D\uDCE7")).isEqualTo("\uD83D\uDCE7 to\\u0000: \uD83D\uDCE7");
    }
}
