package org.mailauth.internal.idna;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PunycodeTest {
    // RFC 3492 §7.1, samples (A) to (S)
    @ParameterizedTest
    @CsvSource({
        "ليهمابتكلموشعربي؟, egbpdaj6bu4bxfgehfvwxn",
        "他们为什么不说中文, ihqwcrb4cv8a8dqg056pqjye",
        "他們爲什麽不說中文, ihqwctvzc91f659drss3x8bo0yb",
        "Pročprostěnemluvíčesky, Proprostnemluvesky-uyb24dma41a",
        "למההםפשוטלאמדבריםעברית, 4dbcagdahymbxekheh6e0a7fei0b",
        "यहलोगहिन्दीक्योंनहींबोलसकतेहैं, i1baa7eci9glrd9b2ae1bj0hfcgg6iyaf8o0a1dig0cd",
        "なぜみんな日本語を話してくれないのか, n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa",
        "세계의모든사람들이한국어를이해한다면얼마나좋을까," + " 989aomsvi5e83db1d2a355cv1e0vak1dwrv93d5xbh15a0dt30a5jpsd879ccm6fea98c",
        "почемужеонинеговорятпорусски, b1abfaaepdrnnbgefbaDotcwatmq2g4l",
        "PorquénopuedensimplementehablarenEspañol, PorqunopuedensimplementehablarenEspaol-fmd56a",
        "TạisaohọkhôngthểchỉnóitiếngViệt, TisaohkhngthchnitingVit-kjcr8268qyxafd2f1b9g",
        "3年B組金八先生, 3B-ww4c5e180e575a65lsy2b",
        "安室奈美恵-with-SUPER-MONKEYS, -with-SUPER-MONKEYS-pc58ag80a8qai00g7n9n",
        "Hello-Another-Way-それぞれの場所, Hello-Another-Way--fc4qua05auwb3674vfr0b",
        "ひとつ屋根の下2, 2-u9tlzr9756bt3uc0v",
        "MajiでKoiする5秒前, MajiKoi5-783gue6qz075azm5e",
        "パフィーdeルンバ, de-jg4avhby1noc0d",
        "そのスピードで, d9juau41awczczp",
        "-> $1.00 <-, -> $1.00 <--",
    })
    void sampleOfTheRfcIsEncodedAndDecoded(String plain, String encoded) {
        assertThat(Punycode.encode(plain.codePoints().toArray()))
                .hasValueSatisfying(actual -> assertThat(actual).isEqualToIgnoringCase(encoded));
        assertThat(Punycode.decode(encoded))
                .hasValueSatisfying(actual ->
                        assertThat(actual).containsExactly(plain.codePoints().toArray()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-abc", // the delimiter needs something before it
                "ab_c", // no digit of base 36
                "fa-hi", // cut off within a number
                "x416146o", // 2^31
                "q0902716a", // 2^32 + 5
                "vp124498107776961m", // 2^64 + 5
                "99999999999999999999999999999999999999999999999a",
                "w416146o", // 2^31 - 1
                "en32g", // the number after U+10FFFF
                "b-rc4g", // U+D800
                "zy0c", // U+DFFF
                "ß" // not basic
            })
    void malformedInputDecodesToNothing(String encoded) {
        assertThat(Punycode.decode(encoded)).isEmpty();
    }

    @Test
    void highestCodePointIsDecoded() {
        assertThat(Punycode.decode("dn32g"))
                .hasValueSatisfying(decoded -> assertThat(decoded).containsExactly(0x10FFFF));
    }

    @Test
    void surrogatesAndNumbersOutsideUnicodeAreNotEncoded() {
        assertThat(Punycode.encode(new int[] {0xD800})).isEmpty();
        assertThat(Punycode.encode(new int[] {0xDFFF, 'a'})).isEmpty();
        assertThat(Punycode.encode(new int[] {0x110000})).isEmpty();
        assertThat(Punycode.encode(new int[] {-1})).isEmpty();
    }

    @Test
    void highestCodePointsDoNotOverflow() {
        int[] highest = new int[256];
        for (int i = 0; i < highest.length; i++) {
            highest[i] = i % 2 == 0 ? 0x10FFFF - i : 'a';
        }
        assertThat(Punycode.encode(highest)).hasValueSatisfying(encoded -> {
            assertThat(encoded).matches("[a-z0-9-]+");
            assertThat(encoded.length()).isGreaterThan(256);
        });
        int[] few = {0x10FFFF, 0x80, 0x10FFFF, 0x10FFFE};
        assertThat(Punycode.encode(few).flatMap(Punycode::decode))
                .hasValueSatisfying(decoded -> assertThat(decoded).containsExactly(few));
    }

    @Test
    void moreThan256CodePointsAreRefused() {
        assertThat(Punycode.encode("ü".repeat(257).codePoints().toArray())).isEmpty();
        assertThat(Punycode.decode("a".repeat(257))).isEmpty();
        assertThat(Punycode.decode("a".repeat(255) + "-")).isPresent();
    }
}
