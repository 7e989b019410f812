package org.mailauth.internal.idna;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdnaTest {
    @ParameterizedTest
    @CsvSource({
        "faß, xn--fa-hia",
        "straße, xn--strae-oqa",
        "βόλος, xn--nxasmm1c", // final sigma
        "müller, xn--mller-kva",
        "ısparta, xn--sparta-o9a", // dotless i
        "việt, xn--vit-5kz",
        "президент, xn--d1abbgf6aiiy",
        "한국어, xn--3e0bk47br7k",
        "도메인, xn--hq1bm8jm9l",
        "日本語, xn--wgv71a119e",
        "コム・ドメイン, xn--eck3a4d8dg3i4b", // U+30FB
        "〇, xn--w6j",
        "中国, xn--fiqs8s",
        "中國, xn--fiqz9s",
        "ไทย, xn--o3cw4h",
        "क्षत्रिय, xn--11b4a7ad7a0c8ec",
        "क्\u200Dष, xn--11b2ezcw70k",
        "ශ්\u200Dරී, xn--10cl1a0b660p",
        "نامه\u200Cای, xn--mgba3gch31f060k",
        "ب۱۲, xn--ngb61bd",
        "אבג1, xn--1-zhcde",
        "גר״ש, xn--6db8bd7b",
        "col·lega, xn--collega-xma",
        "α͵β, xn--wva3je",
        "ᏣᎳᎩ, xn--f9dt7l", // Cherokee
    })
    void uLabelIsEncodedAndShownAgain(String uLabel, String aLabel) {
        assertThat(Idna.toAscii(uLabel)).contains(aLabel);
        assertThat(Idna.toUnicode(aLabel)).isEqualTo(uLabel);
        assertThat(Idna.isALabel(aLabel)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "GROẞ, groß",
        "ΒΌΛΟΣ, βόλοσ", // a capital sigma does not become a final one
        "Βόλος, βόλος",
        "MÜLLER, müller",
        "Mu\u0308ller, müller", // decomposed
        "ｍüｌｌｅｒ, müller", // full width
        "ПРЕЗИДЕНТ, президент",
        "İstanbul, i\u0307stanbul",
        "\u1112\u1161\u11AB\u1100\u116E\u11A8, 한국", // jamo
        "ｺﾑ･ﾄﾞﾒｲﾝ, コム・ドメイン", // half width
        "ꮳꮃꭹ, ᏣᎳᎩ",
    })
    void labelIsMappedBeforeItIsEncoded(String written, String uLabel) {
        assertThat(Idna.toAscii(written))
                .isNotEmpty()
                .isEqualTo(Idna.toAscii(uLabel))
                .map(Idna::toUnicode)
                .contains(uLabel);
    }

    @ParameterizedTest
    @CsvSource({"ＭａｉＬ, mail", "ﬁre, fire", "ⅷ, viii", "ｘｎ－－fa-hia, xn--fa-hia", "K, k"})
    void labelThatIsMappedToAsciiBecomesThat(String written, String ascii) {
        assertThat(Idna.toAscii(written)).contains(ascii);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "☃",
                "💩",
                "a☃b",
                "♥",
                "™️",
                "\u0301a", // leading combining mark
                "\u093Fक",
                "-ü",
                "ü-",
                "üa--b",
                "xn--ü",
                "ｘｎ－－junk－",
                "－",
                "ａ＿ｂ",
                "ａ　ｂ",
                "ü b",
                "ü_b",
                "ü.b",
                "ü。b",
                "⒈ü",
                "a\u00ADü", // soft hyphen
                "ü\u200B", // zero width space
                "ü\uFEFF",
                "ü\u2060",
                "葛\uDB40\uDD00", // variation selector
                "ü\u202E", // right-to-left override
                "\uE000", // private use
                "ـب", // tatweel
                "〱",
                "\u1112\u1161\u11AB\u11AB", // jamo that compose to no syllable
            })
    void disallowedOrMisplacedCharacterIsRefused(String label) {
        assertThat(Idna.toAscii(label)).isEmpty();
    }

    @Test
    void controlsNoncharactersAndHalvesOfSurrogatePairsAreRefused() {
        assertThat(new String[] {"ü\u0000", "ü\u0085", "ü\uFFFE", "ü\uD800", "\uDC00", "\uDC00\uD800"})
                .allSatisfy(label -> assertThat(Idna.toAscii(label)).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u200Cb",
                "a\u200Db",
                "ü\u200C",
                "\u200Dü",
                "ا\u200Cب", // alef does not join the next letter
                "ب\u200C", // nothing to join
                "ن\u200Dا", // ZWJ is for viramas
                "ü·l",
                "l·ü",
                "l·",
                "α͵",
                "͵b",
                "a׳",
                "״א",
                "・",
                "a・b",
                "ب١۱"
            })
    void contextualCharacterOutOfItsContextIsRefused(String label) {
        assertThat(Idna.toAscii(label)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aא", // begins left-to-right
                "אa", // holds left-to-right
                "1א",
                "١ب", // begins with a number
                "א\u0300-א1a",
                "א1١", // both kinds of numbers
            })
    void violationOfTheBidiRuleIsRefused(String label) {
        assertThat(Idna.toAscii(label)).isEmpty();
    }

    @Test
    void zwnjBetweenJoiningLettersIsKeptAcrossMarks() {
        assertThat(Idna.toAscii("ب\u0650\u200C\u0650ب")).isPresent();
        assertThat(Idna.toAscii("ب\u0650\u200C\u0650")).isEmpty();
    }

    @Test
    void asciiLabelComesBackInLowerCase() {
        assertThat(Idna.toAscii("MAIL")).contains("mail");
        assertThat(Idna.toAscii("_DMARC")).contains("_dmarc");
        assertThat(Idna.toAscii("r3---sn-x")).contains("r3---sn-x");
        assertThat(Idna.toAscii("XN--FA-HIA")).contains("xn--fa-hia");
    }

    @Test
    void labelThatIsEmptyDottedOrLongerThan63OctetsIsRefused() {
        assertThat(Idna.toAscii("")).isEmpty();
        assertThat(Idna.toAscii("a.b")).isEmpty();
        assertThat(Idna.toAscii("a".repeat(63))).isPresent();
        assertThat(Idna.toAscii("a".repeat(64))).isEmpty();
        assertThat(Idna.toAscii("ａ".repeat(63))).isPresent();
        assertThat(Idna.toAscii("ａ".repeat(64))).isEmpty();
        assertThat(Idna.toAscii("a".repeat(55) + "ü")).map(String::length).contains(63);
        assertThat(Idna.toAscii("a".repeat(56) + "ü")).isEmpty();
        assertThat(Idna.toAscii("ü".repeat(100_000))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mail",
                "xn--",
                "xn---",
                "xn--a", // U+0080
                "xn--abc-", // ASCII in disguise
                "xn--fa-hia-",
                "xn--99999999",
                "xn--ls8h", // an emoji
                "xn--mller-Kva",
                "XN--FA-HIA",
                "xn--MLLER-kva",
                "xn--a-1ga.b",
                "xn--ü",
            })
    void labelThatIsNoValidALabelIsShownAsItIs(String label) {
        assertThat(Idna.toUnicode(label)).isEqualTo(label);
        assertThat(Idna.isALabel(label)).isFalse();
    }

    @Test
    void encodedFormsThatTheMappingWouldChangeAreShownAsTheyAre() {
        assertThat(new String[] {"MÜLLER", "u\u0308", "ａ", "ﬁü", "ẞ", "\u00ADü", "ü☃", "\u0301ü", "aא", "ü\u200C"})
                .extracting(IdnaTest::encodeBlindly)
                .allSatisfy(label -> assertThat(Idna.toUnicode(label)).isEqualTo(label));
    }

    @Test
    void junkAfterTheAcePrefixIsToleratedInAsciiButNotWhenMapped() {
        assertThat(Idna.toAscii("xn--99999999")).contains("xn--99999999");
        assertThat(Idna.toAscii("ｘn--99999999")).isEmpty();
    }

    private static String encodeBlindly(String label) {
        return "xn--" + Punycode.encode(label.codePoints().toArray()).orElseThrow();
    }
}
