package org.mailauth.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedWordsTest {

    @ParameterizedTest
    @CsvSource({
        "=?US-ASCII?Q?Keith_Moore?=, Keith Moore",
        "=?ISO-8859-1?Q?Keld_J=F8rn_Simonsen?=, Keld Jørn Simonsen",
        "=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?=, If you can read this yo",
        "=?ISO-8859-8?b?7eXs+SDv4SDp7Oj08A==?=, \u05DD\u05D5\u05DC\u05E9 \u05DF\u05D1 \u05D9\u05DC\u05D8\u05E4\u05E0",
        "=?us-ascii*en-us?q?a?=, a",
        "=?utf-8?q?=3d=3D=zz=4?=, ===zz=4",
        "=?utf-8?q?=C3?=, \uFFFD",
        "=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=, \u65E5\u672C"
    })
    void encodedWord_hasItsMeaning(String word, String meaning) { // RFC 2047 §8, RFC 2231 §5
        assertThat(EncodedWords.decode(word)).isEqualTo(meaning);
        assertThat(EncodedWords.isEncodedWord(word)).isTrue();
        assertThat(EncodedWords.decodeAll("x" + word + " =? y")).isEqualTo("x" + meaning + " =? y");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "=?",
                "=??=",
                "=?utf-8?=",
                "=?utf-8?q?=",
                "=?utf-8?x?a?=",
                "=?nowhere?q?a?=",
                "=??q?a?=",
                "=?utf-8?b?a?=",
                "=?utf-8?b?!!!!?=",
                "=?utf-8?q?a",
                "=?utf-8?q?a?",
                "=?utf-8?q?a b?=",
                "=?utf-8?q?a?b?=",
                "=?utf-8?qq?a?=",
                "=?UTF-8?q?a?=x",
                "x=?utf-8?q?a?="
            })
    void anythingElse_staysAsItIs(String word) {
        assertThat(EncodedWords.decode(word)).isEqualTo(word);
        assertThat(EncodedWords.isEncodedWord(word)).isFalse();
    }

    @Test
    void allWordsInAText_areDecoded() {
        assertThat(EncodedWords.decodeAll("<=?utf-8?q?a=40?=x=?utf-8?b?Yg==?=>"))
                .isEqualTo("<a@xb>");
    }

    @Property
    void anyText_isDecodedWithoutException(@ForAll String text) {
        for (String word : new String[] {
            text, "=?utf-8?q?" + text + "?=", "=?utf-8?b?" + text + "?=", "=?" + text + "?q?a?=", "=?utf-8?" + text
        }) {
            assertThat(EncodedWords.decode(word)).isNotNull();
            assertThat(EncodedWords.decodeAll(word + ' ' + word)).isNotNull();
        }
    }
}
